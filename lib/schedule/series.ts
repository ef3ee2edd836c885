import { accept, refuse, type Result } from "#lib/result.ts";

const DAY = 1440;

/** Longest half-day in minutes, and most weeks between two dates; constraints of the database hold the same. */
const LONGEST = 14 * 60;
const MOST_WEEKS = 8;

/**
 * Minutes of the day: clocks change between 2:00 and 3:00, so an hour there comes twice or never
 * (docs/calendars.md#time).
 */
const CLOCK_CHANGE = { from: 120, to: 180 } as const;

/** Which weekday of a month: the first to the fourth, or the last (-1). Not the fifth, which most months lack. */
export const NTHS = [1, 2, 3, 4, -1] as const;
export type Nth = (typeof NTHS)[number];

/**
 * A series. `weekday`: 1 is Monday. `startMinute`, `endMinute`: minutes of the day on the place's clock. `fromDate`,
 * `untilDate` (YYYY-MM-DD): first and last possible day, both included. `everyWeeks`: counted from the first date.
 * `nthOfMonth`: on that weekday of each month alone; `everyWeeks` is 1 then. `inSchoolHolidays`: whether it is held in
 * them too, as it is unless said.
 */
export type Series = {
  readonly timeZone: string;
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly everyWeeks: number;
  readonly nthOfMonth?: Nth;
  readonly inSchoolHolidays?: boolean;
  readonly fromDate: string;
  readonly untilDate?: string;
};

export type SeriesRefusal =
  | "starts-when-clocks-change"
  | "reversed-span"
  | "too-long"
  | "no-such-weekday"
  | "no-such-rhythm";

/** Checks a series. Refused when some week of the year could not keep it. */
export function seriesOf(series: Series): Result<Series, SeriesRefusal> {
  if (!Number.isInteger(series.weekday) || series.weekday < 1 || 7 < series.weekday) return refuse("no-such-weekday");
  if (!Number.isInteger(series.everyWeeks) || series.everyWeeks < 1 || MOST_WEEKS < series.everyWeeks)
    return refuse("no-such-rhythm");
  if (series.nthOfMonth !== undefined && (!NTHS.includes(series.nthOfMonth) || series.everyWeeks !== 1))
    return refuse("no-such-rhythm");
  if (series.startMinute < 0 || series.endMinute <= series.startMinute || DAY < series.endMinute)
    return refuse("reversed-span");
  if (LONGEST < series.endMinute - series.startMinute) return refuse("too-long");
  if (series.untilDate !== undefined && series.untilDate < series.fromDate) return refuse("reversed-span");
  if (mayFallInTheClockChange(series.startMinute)) return refuse("starts-when-clocks-change");
  return accept(series);
}

/** Whether a start at that minute of the day could be missing or come twice when clocks change. */
const mayFallInTheClockChange = (minute: number): boolean => CLOCK_CHANGE.from <= minute && minute < CLOCK_CHANGE.to;
