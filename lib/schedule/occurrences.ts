import { plusMinutes, type Instant } from "../time/instant.ts";
import { overlaps, type Interval } from "../time/interval.ts";
import { daysBetween, instantAt, plusDays, weekdayOf } from "../time/zone.ts";
import type { Series } from "./series.ts";

/** One date of a series. Its day is fixed here, once, and never derived again. */
export type Occurrence = { readonly localDate: string; readonly span: Interval };

/** When nothing is held: spans closed by the place or its organisation, and days closed by law. */
export type Closed = { readonly closures: readonly Interval[]; readonly holidays: ReadonlySet<string> };

const NEVER_CLOSED: Closed = { closures: [], holidays: new Set() };
const WEEK = 7;

/**
 * The dates of a series from one day (included) to another (excluded), earliest first, without those on a holiday or
 * touching a closure. The zone is asked once a date, for the start; the rest is arithmetic on milliseconds, so a
 * half-day of three hours lasts three hours on every day of the year.
 */
export function occurrencesOf(
  series: Series,
  from: string,
  to: string,
  closed: Closed = NEVER_CLOSED,
): readonly Occurrence[] {
  const first = firstDayOf(series);
  const last = series.untilDate === undefined ? to : earlier(to, plusDays(series.untilDate, 1));
  const step = series.everyWeeks * WEEK;
  const skipped = Math.max(0, Math.ceil(daysBetween(first, from) / step));
  const found: Occurrence[] = [];
  for (let date = plusDays(first, skipped * step); date < last; date = plusDays(date, step)) {
    const occurrence = { localDate: date, span: spanOn(series, date) };
    if (isHeld(occurrence, closed)) found.push(occurrence);
  }
  return found;
}

const firstDayOf = ({ fromDate, weekday }: Series): string =>
  plusDays(fromDate, (weekday - weekdayOf(fromDate) + WEEK) % WEEK);

function spanOn(series: Series, date: string): Interval {
  const start = instantAt(date, series.startMinute, series.timeZone);
  return { start, end: plusMinutes(start, series.endMinute - series.startMinute) };
}

const isHeld = ({ localDate, span }: Occurrence, { closures, holidays }: Closed): boolean =>
  !holidays.has(localDate) && !closures.some((closure) => overlaps(closure, span));

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** A span in which nothing is held: at one place, or, without one, wherever its organisation holds permanences. */
export type Closure = { readonly organisation: string; readonly place?: string; readonly span: Interval };

/**
 * The closures that a series heeds. Works at a place close it for everybody who comes there, whoever wrote them down; the
 * holidays of an organisation close its own half-days and nobody else's.
 */
export const closuresFor = (
  series: { readonly organisation: string; readonly place: string },
  closures: readonly Closure[],
): readonly Interval[] =>
  closures
    .filter(({ organisation, place }) =>
      place === undefined ? organisation === series.organisation : place === series.place,
    )
    .map(({ span }) => span);

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
