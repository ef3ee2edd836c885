/** One @font-face of app/fonts.css: the file of public/ that it names, the weights it holds, and its characters. */
export type FontFace = {
  readonly file: string;
  readonly weights: { readonly min: number; readonly max: number };
  readonly characters: ReadonlySet<string>;
};

/** What the style sheet of the fonts says of each file. Refuses a face that is not told whole, since it would load on every page. */
export const fontFaces = (css: string): readonly FontFace[] =>
  [...css.matchAll(/@font-face\s*\{(?<face>[^}]*)\}/gu)].map(({ groups }) => {
    const told = (pattern: RegExp): readonly string[] => {
      const found = pattern.exec(groups?.["face"] ?? "");
      if (!found) throw new Error(`A @font-face of app/fonts.css does not say ${String(pattern)}.`);
      return found.slice(1);
    };
    const [file = ""] = told(/url\("(\/fonts\/[^"]+)"\)/u);
    const [min, max] = told(/font-weight:\s*(\d+) (\d+);/u);
    const [ranges = ""] = told(/unicode-range:\s*([^;]+);/u);
    return {
      file,
      weights: { min: Number(min), max: Number(max) },
      characters: new Set(ranges.split(",").flatMap(charactersOf)),
    };
  });

/** "U+0030-0039" is the ten digits. */
function charactersOf(range: string): readonly string[] {
  const [first = Number.NaN, last = first] = range
    .trim()
    .replace(/^U\+/iu, "")
    .split("-")
    .map((hex) => Number.parseInt(hex, 16));
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
}
