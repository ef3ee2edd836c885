/** One line of the table. Without a `bound` it is told and judged by nobody. */
export type Line = {
  readonly figure: string;
  readonly measured: string;
  readonly spread?: string;
  readonly bound?: Bound;
};

/** `missed`: what to do when it does not hold, in a sentence. */
export type Bound = { readonly words: string; readonly holds: boolean; readonly missed: string };

/** A part of the bench, run alone by its name: `npm run bench -- bookings`. */
export type Section = {
  readonly name: string;
  readonly title: string;
  readonly measure: () => Promise<readonly Line[]>;
};

const COLUMNS = [62, 14, 22, 16] as const;

/** A section as it is printed: a figure a line, and whether it keeps its bound. */
export const tableOf = (title: string, lines: readonly Line[]): string =>
  [
    `\n${title}`,
    row("", "measured", "lowest to highest", "bound", ""),
    ...lines.map(({ figure, measured, spread = "", bound }) =>
      row(figure, measured, spread, bound?.words ?? "", bound ? (bound.holds ? "kept" : "MISSED") : ""),
    ),
  ].join("\n");

/** What is to be said of the bounds that were missed, one sentence each. */
export const missedIn = (lines: readonly Line[]): readonly string[] =>
  lines.flatMap(({ figure, measured, bound }) =>
    bound && !bound.holds ? [`Missed: ${figure} is ${measured}, and must be ${bound.words}. ${bound.missed}`] : [],
  );

const row = (...cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(COLUMNS[0]) : cell.padStart(COLUMNS[index] ?? 0)))
    .join("  ")
    .trimEnd();
