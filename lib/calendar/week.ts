import type { Instant } from "../time/instant.ts";
import { localDateOf, plusDays, weekdayOf } from "../time/zone.ts";
import { dayOf, type CalendarDay, type Dated } from "./day.ts";

/** Monday to Friday are always shown; the week-end when something is held. */
const SHOWN_ALWAYS = 5;

/** The Monday of that day's week, YYYY-MM-DD. */
export const mondayOf = (localDate: string): string => plusDays(localDate, 1 - weekdayOf(localDate));

/** The Monday of the week that an address asks for by any of its days; of this week when it asks for no day. */
export function weekAsked(asked: string | undefined, zone: string, now: Instant): string {
  const thisWeek = mondayOf(localDateOf(now, zone));
  // Four-digit years only: a mistyped address must not lead a thousand years away.
  if (asked === undefined || !/^20\d\d-\d\d-\d\d$/u.test(asked)) return thisWeek;
  try {
    return mondayOf(asked);
  } catch {
    return thisWeek; // 2026-02-31
  }
}

/** The days of a week from its Monday, each with what is held on it. */
export function weekOf<Held extends Dated>(monday: string, held: readonly Held[]): readonly CalendarDay<Held>[] {
  const days = Array.from({ length: 7 }, (_, index) => dayOf(plusDays(monday, index), held));
  return days.filter((day, index) => index < SHOWN_ALWAYS || day.morning.length + day.afternoon.length > 0);
}
