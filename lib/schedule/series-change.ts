import { plusDays, weekdayOf } from "#lib/time/zone.ts";
import type { Occurrence } from "./occurrences.ts";

/** A half-day that stands for a date of a series. */
type StandingHalfDay = { readonly originalDate: string };

/**
 * What a changed series makes of the half-days that stand: those that stand for a date of it from now on, those for
 * which it has none, and dates of it that have none yet.
 */
export type SeriesChange<Held extends StandingHalfDay> = {
  readonly pairs: readonly { readonly held: Held; readonly date: Occurrence }[];
  readonly without: readonly Held[];
  readonly added: readonly Occurrence[];
};

/**
 * Finds the date of the new series for which each half-day of the former series stands from now on: the same day, else
 * one of the same week, else, for a series of the month, one of the same month. Each half-day has one date at most and
 * each date one half-day; of several the earlier comes first.
 */
export function seriesChange<Held extends StandingHalfDay>(
  standing: readonly Held[],
  wanted: readonly Occurrence[],
  within: "week" | "month",
): SeriesChange<Held> {
  const dates = new Map<Held, Occurrence>();
  const taken = new Set<Occurrence>();
  for (const spanOf of within === "month" ? [sameDay, weekOf, monthOf] : [sameDay, weekOf]) {
    const free = Map.groupBy(wanted.filter((date) => !taken.has(date)).toSorted(byDate), ({ originalDate }) =>
      spanOf(originalDate),
    );
    for (const held of standing.filter((one) => !dates.has(one)).toSorted(byDate)) {
      const date = free.get(spanOf(held.originalDate))?.shift();
      if (!date) continue;
      dates.set(held, date);
      taken.add(date);
    }
  }
  return {
    pairs: [...dates].map(([held, date]) => ({ held, date })).sort((a, b) => byDate(a.date, b.date)),
    without: standing.filter((held) => !dates.has(held)).toSorted(byDate),
    added: wanted.filter((date) => !taken.has(date)).toSorted(byDate),
  };
}

const sameDay = (date: string): string => date;

/** The Monday of its week. */
const weekOf = (date: string): string => plusDays(date, 1 - weekdayOf(date));

const monthOf = (date: string): string => date.slice(0, 7);

const byDate = (a: StandingHalfDay, b: StandingHalfDay): number => (a.originalDate < b.originalDate ? -1 : 1);
