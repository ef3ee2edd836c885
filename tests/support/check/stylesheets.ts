import type { Breach, Check } from "./breach.ts";

const PHYSICAL =
  /(?:^|[\s;{])(?<property>(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-[a-z]+)?|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:/;
const SIDED = /(?:^|[\s;{])(?<property>text-align|float|clear)\s*:\s*(?:left|right)\b/;
const ELSEWHERE = /(?:url\(\s*["']?|@import\s+["'])(?:https?:)?\/\//;

/** Style sheets use logical properties, which follow the direction of the page, and load nothing from other sites. */
export const stylesheets: Check = async (tree) => {
  const sheets = tree.files.filter((file) => file.endsWith(".css"));
  return {
    breaches: sheets.flatMap((file) =>
      withoutComments(tree.textOf(file))
        .split("\n")
        .flatMap((line, index) => breachesIn(file, line, index + 1)),
    ),
    seen: `${sheets.length} style sheets`,
  };
};

function breachesIn(file: string, text: string, line: number): Breach[] {
  const side = (PHYSICAL.exec(text) ?? SIDED.exec(text))?.groups?.["property"];
  return [
    ...(side
      ? [
          {
            rule: "logical-css",
            file,
            line,
            wrong: `“${side}” does not turn round for Arabic.`,
            instead:
              "Use the logical property: margin-inline-start, inset-inline-end, border-start-start-radius, text-align: start.",
          },
        ]
      : []),
    ...(ELSEWHERE.test(text)
      ? [
          {
            rule: "assets-of-our-own",
            file,
            line,
            wrong: "Something is loaded from another site.",
            instead:
              "Put the file in public/ or take it from a package, so that nothing is fetched elsewhere at run time.",
          },
        ]
      : []),
  ];
}

/** Replaces comments by spaces and keeps line breaks, so that line numbers stay right. */
const withoutComments = (css: string): string =>
  css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
