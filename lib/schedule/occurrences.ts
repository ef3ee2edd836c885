import { plusMinutes, type Instant } from "../time/instant.ts";
import { overlaps, type Interval } from "../time/interval.ts";
import { daysBetween, instantAt, plusDays, weekdayOf } from "../time/zone.ts";
import type { Series } from "./series.ts";

/** One date of a series. `localDate` is fixed here and never derived from the span again. */
export type Occurrence = { readonly localDate: string; readonly span: Interval };

/** When nothing is held: closed spans, and public holidays (YYYY-MM-DD). */
export type Closed = { readonly closures: readonly Interval[]; readonly holidays: ReadonlySet<string> };

const NEVER_CLOSED: Closed = { closures: [], holidays: new Set() };
const WEEK = 7;

/**
 * The dates of a series from one day (included) to another (excluded), earliest first, without those on a holiday or
 * touching a closure. Only the start is computed in the zone; the end is the start plus the length, so a half-day lasts
 * as long on the day of a clock change as on any other.
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

/** A span in which nothing is held: at one place, or, without a place, at all half-days of the organisation. */
export type Closure = { readonly organisation: string; readonly place?: string; readonly span: Interval };

/**
 * The spans that close a series (docs/calendars.md#holidays-and-closures). A closure of the place counts whichever
 * organisation entered it; a closure without a place counts for the series of its own organisation only.
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
 * What exists already: the dates of this series, also moved or cancelled ones, and the spans of half-days that the
 * organisation entered by hand at that place, outside any series.
 */
export type Standing = { readonly dates: ReadonlySet<string>; readonly byHand: readonly Interval[] };

/** Dates to write, and dates not written because a half-day entered by hand overlaps them. Earliest first. */
export type Missing = { readonly toWrite: readonly Occurrence[]; readonly inTheWay: readonly Occurrence[] };

/**
 * Which dates of a series are still to be written. A date that exists is never written again, also when it was cancelled;
 * a date that is over is not written any more (docs/calendars.md#dates-ahead).
 */
export function missingOccurrences(wanted: readonly Occurrence[], standing: Standing, now: Instant): Missing {
  const missing = wanted.filter(({ localDate, span }) => now < span.end && !standing.dates.has(localDate));
  const isCovered = ({ span }: Occurrence): boolean => standing.byHand.some((other) => overlaps(other, span));
  return { toWrite: missing.filter((one) => !isCovered(one)), inTheWay: missing.filter(isCovered) };
}
