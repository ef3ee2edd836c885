import { accept, refuse, type Result } from "../result.ts";

const DAY = 1440;

/** No half-day lasts longer, nor do more weeks lie between two of them; the database holds both. */
const LONGEST = 14 * 60;
const MOST_WEEKS = 8;

/** Clocks change between 2 and 3 at night: an hour there comes twice or never (DESIGN, Time). */
const CLOCK_CHANGE = { from: 120, to: 180 } as const;

/**
 * The weekly rule of a half-day, in wall-clock minutes of the place's day. `weekday` 1 is Monday; `fromDate` and
 * `untilDate` are days it may be held, both included; `everyWeeks` counts from its first day.
 */
export type Series = {
  readonly timeZone: string;
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly everyWeeks: number;
  readonly fromDate: string;
  readonly untilDate?: string;
};

export type SeriesRefusal =
  "starts-when-clocks-change" | "reversed-span" | "too-long" | "no-such-weekday" | "no-such-rhythm";

/** A weekly rule that every week of the year can keep, or why it cannot. */
export function seriesOf(rule: Series): Result<Series, SeriesRefusal> {
  if (!Number.isInteger(rule.weekday) || rule.weekday < 1 || 7 < rule.weekday) return refuse("no-such-weekday");
  if (!Number.isInteger(rule.everyWeeks) || rule.everyWeeks < 1 || MOST_WEEKS < rule.everyWeeks)
    return refuse("no-such-rhythm");
  if (rule.startMinute < 0 || rule.endMinute <= rule.startMinute || DAY < rule.endMinute)
    return refuse("reversed-span");
  if (LONGEST < rule.endMinute - rule.startMinute) return refuse("too-long");
  if (rule.untilDate !== undefined && rule.untilDate < rule.fromDate) return refuse("reversed-span");
  if (mayFallInTheClockChange(rule.startMinute)) return refuse("starts-when-clocks-change");
  return accept(rule);
}

/** Whether a half-day that starts at that minute of the day might find its hour missing or doubled. */
export const mayFallInTheClockChange = (minute: number): boolean =>
  CLOCK_CHANGE.from <= minute && minute < CLOCK_CHANGE.to;
