import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { schoolOn } from "#lib/time/school-holidays.ts";
import { daysBetween, instantAt, plusDays, weekdayOf } from "#lib/time/zone.ts";
import type { ClosedTimes } from "./closed-times.ts";
import type { ChangedDate, SeriesException } from "./series-exception.ts";
import type { Nth, Series } from "./series.ts";

/**
 * One date of a series. `originalDate`: the date of the series that it stands for; `localDate`: the date on which it is
 * held, the same unless it was moved, fixed here and never derived from the span again. `place`: only when it is held
 * elsewhere.
 */
export type Occurrence = {
  readonly originalDate: string;
  readonly localDate: string;
  readonly span: Interval;
  readonly place?: string;
};

/**
 * Why a date of a series is not held: somebody cancelled it, its day is a public holiday, something is closed, there is
 * no school and the series leaves that out, or nobody knows yet whether there will be school.
 */
type NotHeld = "cancelled" | "public-holiday" | "closed" | "school-holidays" | "school-unknown";

/** A date of a series, held or not. `byHand`: it is held otherwise than the series says. */
export type DateOfSeries = Occurrence & { readonly notHeld?: NotHeld; readonly byHand?: true };

const NEVER_CLOSED: ClosedTimes = { closures: [], holidays: new Set() };
const WEEK = 7;

/**
 * The dates of a series that are held from one day (included) to another (excluded), earliest first, without those that
 * `datesOfSeries` says are not held.
 */
export const occurrencesOf = (
  series: Series,
  from: string,
  to: string,
  closed: ClosedTimes = NEVER_CLOSED,
  exceptions: readonly SeriesException[] = [],
): readonly Occurrence[] =>
  datesOfSeries(series, from, to, closed, exceptions)
    .filter(({ notHeld }) => notHeld === undefined)
    .map(({ originalDate, localDate, span, place }) => ({
      originalDate,
      localDate,
      span,
      ...(place !== undefined && { place }),
    }));

/**
 * The dates of a series from one day (included) to another (excluded), earliest first, each with why it is not held. An
 * exception cancels the date of the series that it names, or changes its day, hours or place; what is closed is looked
 * up where and when it is then held. Of a date changed by hand school holidays are not asked: whoever changed it knew
 * them. An exception of a day that is no date of the series changes nothing. Only the start is computed in the zone;
 * the end is the start plus the length, so a half-day lasts as long on the day of a clock change as on any other.
 */
export function datesOfSeries(
  series: Series,
  from: string,
  to: string,
  closed: ClosedTimes = NEVER_CLOSED,
  exceptions: readonly SeriesException[] = [],
): readonly DateOfSeries[] {
  const decided = new Map(exceptions.map((one) => [one.originalDate, one]));
  const bySeries = datesIn(series, from, to).flatMap((date): DateOfSeries[] => {
    const exception = decided.get(date);
    if (exception?.kind === "changed") return [];
    const occurrence = occurrenceOn(series, { originalDate: date });
    const notHeld = exception ? "cancelled" : whyNotHeld(occurrence, closed, series.inSchoolHolidays ?? true);
    return [{ ...occurrence, ...(notHeld && { notHeld }) }];
  });
  const changed = exceptions
    .filter((one) => one.kind === "changed")
    .filter(({ originalDate }) => isDateOf(series, originalDate))
    .map((one) => ({ one, occurrence: occurrenceOn(series, one) }))
    .filter(({ occurrence }) => from <= occurrence.localDate && occurrence.localDate < to)
    .map(({ one, occurrence }): DateOfSeries => {
      const { closures, holidays } = one.at?.closed ?? closed;
      const notHeld = whyNotHeld(occurrence, { closures, holidays: one.despiteHoliday ? new Set() : holidays }, true);
      return { ...occurrence, byHand: true, ...(notHeld && { notHeld }) };
    });
  return [...bySeries, ...changed].sort(byStart);
}

/** The dates of the series alone, from one day (included) to another (excluded). */
function datesIn(series: Series, from: string, to: string): readonly string[] {
  const end = series.untilDate === undefined ? to : earlier(to, plusDays(series.untilDate, 1));
  const start = later(from, series.fromDate);
  return series.nthOfMonth === undefined
    ? everyFewWeeks(series, start, end)
    : monthsFrom(start, end)
        .map((month) => nthWeekday(month, series.weekday, series.nthOfMonth!))
        .filter((date) => start <= date && date < end);
}

function everyFewWeeks(series: Series, start: string, end: string): readonly string[] {
  const first = plusDays(series.fromDate, (series.weekday - weekdayOf(series.fromDate) + WEEK) % WEEK);
  const step = series.everyWeeks * WEEK;
  const skipped = Math.max(0, Math.ceil(daysBetween(first, start) / step));
  const dates: string[] = [];
  for (let date = plusDays(first, skipped * step); date < end; date = plusDays(date, step)) dates.push(date);
  return dates;
}

/** The first days of the months from that of `start` to that of the day before `end`. */
function monthsFrom(start: string, end: string): readonly string[] {
  const months: string[] = [];
  for (let month = firstOfMonth(start); month < end; month = firstOfMonth(plusDays(month, 31))) months.push(month);
  return months;
}

const firstOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;

/** That weekday of a month, the first to the fourth or the last. `month`: its first day. */
function nthWeekday(month: string, weekday: number, nth: Nth): string {
  if (nth === -1) {
    const last = plusDays(firstOfMonth(plusDays(month, 31)), -1);
    return plusDays(last, -((weekdayOf(last) - weekday + WEEK) % WEEK));
  }
  return plusDays(month, ((weekday - weekdayOf(month) + WEEK) % WEEK) + (nth - 1) * WEEK);
}

const isDateOf = (series: Series, date: string): boolean => datesIn(series, date, plusDays(date, 1)).length > 0;

function occurrenceOn(
  series: Series,
  { originalDate, localDate = originalDate, hours = series, at }: ChangedDate,
): Occurrence {
  const start = instantAt(localDate, hours.startMinute, at?.timeZone ?? series.timeZone);
  const span = { start, end: plusMinutes(start, hours.endMinute - hours.startMinute) };
  return { originalDate, localDate, span, ...(at && { place: at.place }) };
}

/** Why a date is not held as far as the calendar decides; undefined when it is. */
function whyNotHeld(
  { localDate, span }: Occurrence,
  { closures, holidays, school = [] }: ClosedTimes,
  inSchoolHolidays: boolean,
): Exclude<NotHeld, "cancelled"> | undefined {
  if (holidays.has(localDate)) return "public-holiday";
  if (closures.some((closure) => overlaps(closure, span))) return "closed";
  if (inSchoolHolidays) return undefined;
  const there = schoolOn(school, localDate);
  return there === "term" ? undefined : there === "holiday" ? "school-holidays" : "school-unknown";
}

const byStart = (a: Occurrence, b: Occurrence): number =>
  a.span.start - b.span.start || (a.originalDate < b.originalDate ? -1 : 1);

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a < b ? b : a);

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
 * What exists already: the original dates of the half-days of this series, also moved or cancelled ones, and the spans
 * of half-days that the organisation entered by hand at its place, outside any series.
 */
export type PlannedAlready = { readonly dates: ReadonlySet<string>; readonly byHand: readonly Interval[] };

/** Dates to write, and dates not written because a half-day entered by hand overlaps them. Earliest first. */
export type Missing = { readonly toWrite: readonly Occurrence[]; readonly inTheWay: readonly Occurrence[] };

/**
 * Which dates of a series are still to be written. A date whose half-day exists is never written again, also when it
 * was moved or cancelled; a date that is over is not written any more (docs/calendars.md#dates-ahead). A half-day
 * entered by hand stands for the dates at the place of the series only: whoever held one elsewhere knew that place.
 */
export function missingOccurrences(wanted: readonly Occurrence[], standing: PlannedAlready, now: Instant): Missing {
  const missing = wanted.filter(({ originalDate, span }) => now < span.end && !standing.dates.has(originalDate));
  const isCovered = ({ span, place }: Occurrence): boolean =>
    place === undefined && standing.byHand.some((other) => overlaps(other, span));
  return { toWrite: missing.filter((one) => !isCovered(one)), inTheWay: missing.filter(isCovered) };
}
