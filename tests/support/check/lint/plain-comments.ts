import type { Rule } from "@oxlint/plugins";

/** Words that readers new to the code do not understand, or that guess at a person, with the plain ones. */
const PLAIN: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(?:she|her|hers|herself)\b/iu, "they, the resident or the conseiller"],
  [/\bdeeds?\b/iu, "use case (server layer) or rule (core)"],
  [/\bmisfits?\b/iu, "invalid transition"],
  [/\bthe house\b/iu, "the project, a layer or a module"],
  [/\bthe last word\b/iu, "constraint of the database"],
  [/\bunshout/iu, "sentence case"],
];

/** Comments use the terms of the field (docs/glossary.md) and “they” for a person. */
export const plainComments: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: { word: "“{{ word }}” in a comment. → Write {{ instead }}: see docs/glossary.md." },
  },
  create: (context) => ({
    Program() {
      for (const { value, loc } of context.sourceCode.getAllComments())
        for (const [pattern, instead] of PLAIN) {
          const word = pattern.exec(value)?.[0];
          if (word !== undefined && loc) context.report({ loc, messageId: "word", data: { word, instead } });
        }
    },
  }),
};
