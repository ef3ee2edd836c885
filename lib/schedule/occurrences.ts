import { plusMinutes, type Instant } from "../time/instant.ts";
import { overlaps, type Interval } from "../time/interval.ts";
import { daysBetween, instantAt, plusDays, weekdayOf } from "../time/zone.ts";
import type { Closed } from "./closed.ts";
import type { ChangedDate, SeriesException } from "./series-exception.ts";
import type { Series } from "./series.ts";

/**
 * One date of a series. `originalDate`: the date of the rule that it stands for; `localDate`: the date on which it is held,
 * the same unless it was moved, fixed here and never derived from the span again. `place`: only when it is held elsewhere.
 */
export type Occurrence = {
  readonly originalDate: string;
  readonly localDate: string;
  readonly span: Interval;
  readonly place?: string;
};

const NEVER_CLOSED: Closed = { closures: [], holidays: new Set() };
const WEEK = 7;

/**
 * The dates of a series that are held from one day (included) to another (excluded), earliest first, without those on a
 * holiday or touching a closure. An exception cancels the date of the rule that it names, or changes its day, hours or
 * place; what is closed is looked up where and when it is then held. An exception of a day that is no date of the rule
 * changes nothing. Only the start is computed in the zone; the end is the start plus the length, so a half-day lasts as
 * long on the day of a clock change as on any other.
 */
export function occurrencesOf(
  series: Series,
  from: string,
  to: string,
  closed: Closed = NEVER_CLOSED,
  exceptions: readonly SeriesException[] = [],
): readonly Occurrence[] {
  const excepted = new Set(exceptions.map(({ originalDate }) => originalDate));
  const byRule = datesOf(series, from, to)
    .filter((date) => !excepted.has(date))
    .map((date) => occurrenceOn(series, { originalDate: date }))
    .filter((one) => isHeld(one, closed));
  const changed = exceptions
    .filter((one) => one.kind === "changed")
    .filter(({ originalDate }) => isDateOf(series, originalDate))
    .map((one) => ({ occurrence: occurrenceOn(series, one), closed: one.at?.closed ?? closed }))
    .filter(({ occurrence }) => from <= occurrence.localDate && occurrence.localDate < to)
    .filter((one) => isHeld(one.occurrence, one.closed))
    .map(({ occurrence }) => occurrence);
  return [...byRule, ...changed].sort(byStart);
}

/** The dates of the rule alone, from one day (included) to another (excluded). */
function datesOf(series: Series, from: string, to: string): readonly string[] {
  const first = firstDayOf(series);
  const last = series.untilDate === undefined ? to : earlier(to, plusDays(series.untilDate, 1));
  const step = series.everyWeeks * WEEK;
  const skipped = Math.max(0, Math.ceil(daysBetween(first, from) / step));
  const dates: string[] = [];
  for (let date = plusDays(first, skipped * step); date < last; date = plusDays(date, step)) dates.push(date);
  return dates;
}

const isDateOf = (series: Series, date: string): boolean => datesOf(series, date, plusDays(date, 1)).length > 0;

const firstDayOf = ({ fromDate, weekday }: Series): string =>
  plusDays(fromDate, (weekday - weekdayOf(fromDate) + WEEK) % WEEK);

function occurrenceOn(
  series: Series,
  { originalDate, localDate = originalDate, hours = series, at }: ChangedDate,
): Occurrence {
  const start = instantAt(localDate, hours.startMinute, at?.timeZone ?? series.timeZone);
  const span = { start, end: plusMinutes(start, hours.endMinute - hours.startMinute) };
  return { originalDate, localDate, span, ...(at && { place: at.place }) };
}

const isHeld = ({ localDate, span }: Occurrence, { closures, holidays }: Closed): boolean =>
  !holidays.has(localDate) && !closures.some((closure) => overlaps(closure, span));

const byStart = (a: Occurrence, b: Occurrence): number =>
  a.span.start - b.span.start || (a.originalDate < b.originalDate ? -1 : 1);

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
 * What exists already: the original dates of the half-days of this series, also moved or cancelled ones, and the spans of
 * half-days that the organisation entered by hand at its place, outside any series.
 */
export type Standing = { readonly dates: ReadonlySet<string>; readonly byHand: readonly Interval[] };

/** Dates to write, and dates not written because a half-day entered by hand overlaps them. Earliest first. */
export type Missing = { readonly toWrite: readonly Occurrence[]; readonly inTheWay: readonly Occurrence[] };

/**
 * Which dates of a series are still to be written. A date whose half-day exists is never written again, also when it was
 * moved or cancelled; a date that is over is not written any more (docs/calendars.md#dates-ahead). A half-day entered by
 * hand stands for the dates at the place of the series only: whoever held one elsewhere knew that place.
 */
export function missingOccurrences(wanted: readonly Occurrence[], standing: Standing, now: Instant): Missing {
  const missing = wanted.filter(({ originalDate, span }) => now < span.end && !standing.dates.has(originalDate));
  const isCovered = ({ span, place }: Occurrence): boolean =>
    place === undefined && standing.byHand.some((other) => overlaps(other, span));
  return { toWrite: missing.filter((one) => !isCovered(one)), inTheWay: missing.filter(isCovered) };
}
