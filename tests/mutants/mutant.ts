/**
 * One changed line of the product. It is named by its text, so that it is still found when lines move: `occurrence`
 * counts from 1 the lines of `file` with that text. Texts are without indentation.
 */
export type Mutant = {
  readonly file: string;
  readonly line: string;
  readonly occurrence: number;
  readonly changed: string;
};

/** The source with that line changed; undefined when it has no such line any more. */
export function withMutant(source: string, { line, occurrence, changed }: Mutant): string | undefined {
  const lines = source.split("\n");
  const at = lines.flatMap((text, index) => (text.trim() === line ? [index] : []))[occurrence - 1];
  return at === undefined
    ? undefined
    : lines
        .with(
          at,
          (lines[at] ?? "").replace(line, () => changed),
        )
        .join("\n");
}
