/** One line of the table. Without a `bound` the figure is only printed. */
export type Line = {
  readonly figure: string;
  readonly measured: string;
  readonly spread?: string;
  readonly bound?: Bound;
};

/** `missed`: a sentence that says what to do when the bound does not hold. */
export type Bound = { readonly description: string; readonly holds: boolean; readonly missed: string };

/** `size`: of the database of `country` (the larger one) and of `upgrade`, 1 being the nation. `from`: the commit that `upgrade` begins with, and that `notices` measures too. */
export type Options = { readonly size?: number; readonly from?: string };

/**
 * A part of the bench, run alone by its name: `npm run bench -- bookings`. `onlyByName`: it takes so long or so much room
 * that `npm run bench` alone leaves it out.
 */
export type Section = {
  readonly name: string;
  readonly title: string;
  readonly onlyByName?: boolean;
  readonly measure: (options: Options) => Promise<readonly Line[]>;
};

const COLUMNS = [62, 14, 22, 16] as const;

/** A section as it is printed: one figure a line, and whether it keeps its bound. */
export const tableOf = (title: string, lines: readonly Line[]): string =>
  [
    `\n${title}`,
    row("", "measured", "lowest to highest", "bound", ""),
    ...lines.map(({ figure, measured, spread = "", bound }) =>
      row(figure, measured, spread, bound?.description ?? "", bound ? (bound.holds ? "kept" : "MISSED") : ""),
    ),
  ].join("\n");

/** A sentence for each bound that was missed. */
export const missedIn = (lines: readonly Line[]): readonly string[] =>
  lines.flatMap(({ figure, measured, bound }) =>
    bound && !bound.holds
      ? [`Missed: ${figure} is ${measured}, and must be ${bound.description}. ${bound.missed}`]
      : [],
  );

const row = (...cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(COLUMNS[0]) : cell.padStart(COLUMNS[index] ?? 0)))
    .join("  ")
    .trimEnd();
