import type { ESTree, Rule } from "@oxlint/plugins";

/** The methods of a text schema that bound it. */
const BOUNDS = new Set(["max", "length", "regex"]);

/**
 * Every text that is sent has a bound, and every day: without one a text reaches a limit of the database, and a day the
 * year 10000.
 */
export const boundedText: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      text: "A text has no bound. → `.max(…)`, or `written` (lib/wire/bounds.ts); of what only we write, `ours`.",
      day: "A day has no bound. → `day` of lib/wire/bounds.ts.",
    },
  },
  create: (context) => ({
    "CallExpression[callee.object.name='z'][callee.property.name='string']"(node: ESTree.Node) {
      if (!methodsAfter(node).some((name) => BOUNDS.has(name))) context.report({ node, messageId: "text" });
    },
    "MemberExpression[object.property.name='iso'][property.name='date']"(node: ESTree.Node) {
      context.report({ node, messageId: "day" });
    },
  }),
};

/** The methods that are called on what a call answers, one after the other. */
function methodsAfter(call: ESTree.Node): readonly string[] {
  const member = call.parent;
  if (member?.type !== "MemberExpression" || member.object !== call) return [];
  const next = member.parent;
  const name = (member.property as { readonly name?: string }).name ?? "";
  return next?.type === "CallExpression" && next.callee === member ? [name, ...methodsAfter(next)] : [name];
}
