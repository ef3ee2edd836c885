import type { Instant } from "#lib/time/instant.ts";
import { localDateOf, minuteOfDay, plusDays, weekdayOf } from "#lib/time/zone.ts";
import type { Interval } from "#lib/time/interval.ts";

/** Monday to Friday are always shown, Saturday and Sunday when something is held. */
const SHOWN_ALWAYS = 5;

/** The Monday of that day's week, YYYY-MM-DD. */
export const mondayOf = (localDate: string): string => plusDays(localDate, 1 - weekdayOf(localDate));

/** The Monday of the week that an address asks for by any of its days; of this week when it asks for no day. */
export function requestedWeek(asked: string | undefined, zone: string, now: Instant): string {
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
export function weekOf<Held extends CalendarItem>(monday: string, held: readonly Held[]): readonly CalendarDay<Held>[] {
  const days = Array.from({ length: 7 }, (_, index) => dayOf(plusDays(monday, index), held));
  return days.filter((day, index) => index < SHOWN_ALWAYS || day.morning.length + day.afternoon.length > 0);
}

/** Something to show in a calendar: its span, its day at the place (YYYY-MM-DD) and the place's zone. */
export type CalendarItem = { readonly span: Interval; readonly localDate: string; readonly timeZone: string };

const NOON = 12 * 60;

/** The half of the day in which something begins, by the clock of that zone; noon is afternoon. */
export const partOfDay = (start: Instant, zone: string): "morning" | "afternoon" =>
  minuteOfDay(start, zone) < NOON ? "morning" : "afternoon";

/** A day of a calendar, and what begins in each half of it, earliest first. */
export type CalendarDay<Held> = {
  readonly date: string;
  readonly morning: readonly Held[];
  readonly afternoon: readonly Held[];
};

/** The day with what of `held` is dated on it. */
function dayOf<Held extends CalendarItem>(date: string, held: readonly Held[]): CalendarDay<Held> {
  const dated = held
    .filter(({ localDate }) => localDate === date)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const inThe = (part: "morning" | "afternoon") =>
    dated.filter(({ span, timeZone }) => partOfDay(span.start, timeZone) === part);
  return { date, morning: inThe("morning"), afternoon: inThe("afternoon") };
}
