import type { Rule, Scope } from "eslint";

/** Next.js calls generateMetadata and the page separately. What both read must go through React's `cache`, so that it is read once a request. */
export const readOnce: Rule.RuleModule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      twice:
        "The title and the page both ask “{{ name }}”. → Wrap it once, `const held = cache({{ name }})` (react), and call that in both.",
    },
  },
  create: (context) => ({
    "FunctionDeclaration[id.name='generateMetadata']"(node: Rule.Node) {
      const inTitle = ({ identifier }: Scope.Reference): boolean => within(node, identifier as Rule.Node);
      for (const variable of context.sourceCode.scopeManager.globalScope?.childScopes[0]?.variables ?? []) {
        const calls = variable.defs.some(({ parent }) => isShell(parent))
          ? variable.references.filter(({ identifier }) => isCalled(identifier as Rule.Node))
          : [];
        const [first] = calls.filter(inTitle);
        if (first && !calls.every(inTitle))
          context.report({ node: first.identifier, messageId: "twice", data: { name: variable.name } });
      }
    },
  }),
};

const within = ({ range }: Rule.Node, inner: Rule.Node): boolean =>
  range !== undefined && inner.range !== undefined && range[0] <= inner.range[0] && inner.range[1] <= range[1];
const isCalled = (node: Rule.Node): boolean => node.parent?.type === "CallExpression" && node.parent.callee === node;
const isShell = (parent: unknown): boolean =>
  (parent as { source?: { value?: string } } | null)?.source?.value?.startsWith("#lib/server/") === true;
