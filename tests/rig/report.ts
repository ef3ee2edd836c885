import { median, spread as spreadOf } from "./figures.ts";

/** One line of the report. Without a `bound` the figure is only printed. */
export type ReportLine = {
  readonly figure: string;
  readonly measured: string;
  readonly spread?: string;
  readonly bound?: Bound;
};

/** `missed`: a sentence that says what to do when the bound does not hold. */
export type Bound = { readonly description: string; readonly holds: boolean; readonly missed: string };

/** How a figure is written, and its bound. `provided`: the bound holds only where this is so too. */
type FigureFormat = {
  readonly unit?: string;
  readonly digits?: number;
  readonly spread?: string;
  readonly atMost?: number;
  readonly below?: number;
  readonly atLeast?: number;
  readonly provided?: boolean;
  readonly missed?: string;
};

/** A line of one figure, or of several: their median with the lowest and the highest. */
export function lineOf(figure: string, measured: number | readonly number[], said: FigureFormat = {}): ReportLine {
  const { unit = "", digits = 0, missed = "", provided = true, atMost, below, atLeast } = said;
  const [one, all] = typeof measured === "number" ? [measured, undefined] : [median(measured), measured];
  const spread = said.spread ?? (all && spreadOf(all, digits));
  const after = unit === "" ? "" : ` ${unit}`;
  const [sign, limit, isWithin] =
    atMost !== undefined
      ? ["≤", atMost, one <= atMost]
      : below !== undefined
        ? ["<", below, one < below]
        : ["≥", atLeast, one >= (atLeast ?? Number.NaN)];
  return {
    figure,
    measured: `${one.toFixed(digits)}${after}`,
    ...(spread !== undefined && { spread }),
    ...(limit !== undefined && {
      bound: { description: `${sign} ${limit}${after}`, holds: isWithin && provided, missed },
    }),
  };
}

const WIDTHS = [62, 14, 22, 16];

/** A section as it is printed: one figure a line, and whether it keeps its bound. */
export const tableOf = (title: string, lines: readonly ReportLine[]): string =>
  `\n${title}\n${columns(
    [
      ["", "measured", "lowest to highest", "bound", ""],
      ...lines.map(({ figure, measured, spread = "", bound }) => [
        figure,
        measured,
        spread,
        bound?.description ?? "",
        bound ? (bound.holds ? "kept" : "MISSED") : "",
      ]),
    ],
    WIDTHS,
  )}`;

/** Rows below each other, the first column to the left and the others to the right, each at least so wide. */
export const columns = (rows: readonly (readonly string[])[], widths: readonly number[]): string =>
  rows
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");

/** A sentence for each bound that was missed. */
export const missedIn = (lines: readonly ReportLine[]): readonly string[] =>
  lines.flatMap(({ figure, measured, bound }) =>
    bound && !bound.holds
      ? [`Missed: ${figure} is ${measured}, and must be ${bound.description}. ${bound.missed}`]
      : [],
  );
