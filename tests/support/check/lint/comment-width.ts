import type { Rule } from "@oxlint/plugins";

/** Columns that a line of code has at most, also one of comments, which oxfmt leaves alone. */
const COLUMNS = 120;

/** Comments wrap where code does. A line of one word, such as an address, may be longer. */
export const commentWidth: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: { wide: "A comment has a line of {{ columns }} columns. → Wrap it at 120 columns." },
  },
  create: (context) => ({
    Program() {
      const lines = context.sourceCode.lines;
      for (const { loc } of context.sourceCode.getAllComments())
        for (let number = loc?.start.line ?? 1; loc && number <= loc.end.line; number += 1) {
          const text = lines[number - 1] ?? "";
          if (text.length > COLUMNS && /^\s*(?:\/\*|\*|\/\/|\{\/\*)\S* ?\S+\s/u.test(text))
            context.report({
              loc: { start: { line: number, column: 0 }, end: { line: number, column: text.length } },
              messageId: "wide",
              data: { columns: String(text.length) },
            });
        }
    },
  }),
};
