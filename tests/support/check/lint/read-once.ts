import type { ESTree, Reference, Rule } from "@oxlint/plugins";

/**
 * Next.js calls generateMetadata and the page separately. What both read must go through React's `cache`, so that it is
 * read once a request.
 */
export const readOnce: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      twice:
        "The title and the page both ask “{{ name }}”. → Wrap it once, `const held = cache({{ name }})` (react), and call that in both.",
    },
  },
  create: (context) => ({
    "FunctionDeclaration[id.name='generateMetadata']"(node: ESTree.Node) {
      const inTitle = ({ identifier }: Reference): boolean => within(node, identifier as ESTree.Node);
      for (const variable of context.sourceCode.scopeManager.globalScope?.childScopes[0]?.variables ?? []) {
        const calls = variable.defs.some(({ parent }) => isShell(parent))
          ? variable.references.filter(({ identifier }) => isCalled(identifier as ESTree.Node))
          : [];
        const [first] = calls.filter(inTitle);
        if (first && !calls.every(inTitle))
          context.report({ node: first.identifier, messageId: "twice", data: { name: variable.name } });
      }
    },
  }),
};

const within = ({ range }: ESTree.Node, inner: ESTree.Node): boolean =>
  range[0] <= inner.range[0] && inner.range[1] <= range[1];
const isCalled = (node: ESTree.Node): boolean => node.parent?.type === "CallExpression" && node.parent.callee === node;
const isShell = (parent: unknown): boolean =>
  (parent as { source?: { value?: string } } | null)?.source?.value?.startsWith("#lib/server/") === true;
