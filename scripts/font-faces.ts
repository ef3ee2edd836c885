/** One @font-face of app/fonts.css: its file of public/, its weights and its characters. */
export type FontFace = {
  readonly file: string;
  readonly weights: { readonly min: number; readonly max: number };
  readonly characters: ReadonlySet<string>;
};

/**
 * The faces of the fonts' style sheet. Refuses one without weights or unicode-range, since it would load on every page.
 */
export const fontFaces = (css: string): readonly FontFace[] =>
  [...css.matchAll(/@font-face\s*\{(?<face>[^}]*)\}/gu)].map(({ groups }) => {
    const valueOf = (pattern: RegExp): readonly string[] => {
      const found = pattern.exec(groups?.["face"] ?? "");
      if (!found) throw new Error(`A @font-face of app/fonts.css does not have ${String(pattern)}.`);
      return found.slice(1);
    };
    const [file = ""] = valueOf(/url\("(\/fonts\/[^"]+)"\)/u);
    const [min, max] = valueOf(/font-weight:\s*(\d+) (\d+);/u);
    const [ranges = ""] = valueOf(/unicode-range:\s*([^;]+);/u);
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
