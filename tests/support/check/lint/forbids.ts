import type { Node, Reference, Rule, RuleMeta, Scope, Visitor } from "@oxlint/plugins";

/** A rule that forbids what its selectors match. `sentence` reads “what is wrong → what to do instead”. */
export const forbids = (sentence: string, ...selectors: readonly string[]): Rule => ({
  ...problem(sentence),
  create: (context) => {
    const report = (node: Node): void => context.report({ node, messageId: "sentence" });
    return Object.fromEntries(selectors.map((selector) => [selector, report])) as Visitor;
  },
});

/** A rule that forbids global names. A parameter or an import of the same name is allowed. */
export const forbidsGlobals = (sentence: string, names: readonly string[]): Rule => ({
  ...problem(sentence),
  create: (context) => ({
    "Program:exit"() {
      const scope = context.sourceCode.scopeManager.globalScope;
      for (const { identifier } of scope ? globalReferences(scope) : []) {
        if (names.includes((identifier as { name: string }).name))
          context.report({ node: identifier, messageId: "sentence" });
      }
    },
  }),
});

const problem = (sentence: string): { meta: RuleMeta } => ({
  meta: { type: "problem", schema: [], messages: { sentence } },
});

const globalReferences = (scope: Scope): Reference[] => [
  ...scope.through,
  ...scope.variables.filter(({ defs }) => defs.length === 0).flatMap(({ references }) => references),
];
