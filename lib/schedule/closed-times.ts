import type { Interval } from "#lib/time/interval.ts";
import type { SchoolCalendar } from "#lib/time/school-holidays.ts";

/**
 * When nothing is held: closed spans, and public holidays (YYYY-MM-DD). `school`: the school holidays there, for series
 * that leave them out.
 */
export type ClosedTimes = {
  readonly closures: readonly Interval[];
  readonly holidays: ReadonlySet<string>;
  readonly school?: SchoolCalendar;
};
