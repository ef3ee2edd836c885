import type { Instant } from "../time/instant.ts";
import { overlaps, type Interval } from "../time/interval.ts";
import type { Occurrence } from "./occurrences.ts";

/**
 * What stands already: the dates of this series, held, moved or cancelled, and the spans of half-days that its
 * organisation put there by hand, outside any series.
 */
export type Standing = { readonly dates: ReadonlySet<string>; readonly byHand: readonly Interval[] };

/** Dates to write, and dates that a half-day put there by hand stands for. Earliest first. */
export type Missing = { readonly toWrite: readonly Occurrence[]; readonly inTheWay: readonly Occurrence[] };

/**
 * Which dates of a series are still to be written. One that stands is never touched, whatever became of it: a cancelled
 * Monday does not come back in the night. What is over is not written after the fact.
 */
export function missingOccurrences(wanted: readonly Occurrence[], standing: Standing, now: Instant): Missing {
  const missing = wanted.filter(({ localDate, span }) => now < span.end && !standing.dates.has(localDate));
  const isCovered = ({ span }: Occurrence): boolean => standing.byHand.some((other) => overlaps(other, span));
  return { toWrite: missing.filter((one) => !isCovered(one)), inTheWay: missing.filter(isCovered) };
}
