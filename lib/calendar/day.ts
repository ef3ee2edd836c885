import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { minuteOfDay } from "../time/zone.ts";

/** What has a place in a calendar: a span, the place's day of its start, and the place's zone. */
export type Dated = { readonly span: Interval; readonly localDate: string; readonly timeZone: string };

const NOON = 12 * 60;

/** The half of the day in which something begins, by the place's own clock; noon is afternoon. */
export const partOfDay = (start: Instant, zone: string): "morning" | "afternoon" =>
  minuteOfDay(start, zone) < NOON ? "morning" : "afternoon";

/** A day of a calendar and what begins in each half of it, earliest first. */
export type CalendarDay<Held> = {
  readonly date: string;
  readonly morning: readonly Held[];
  readonly afternoon: readonly Held[];
};

/** The day with what of `held` is dated on it. */
export function dayOf<Held extends Dated>(date: string, held: readonly Held[]): CalendarDay<Held> {
  const dated = held
    .filter(({ localDate }) => localDate === date)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const inThe = (part: "morning" | "afternoon") =>
    dated.filter(({ span, timeZone }) => partOfDay(span.start, timeZone) === part);
  return { date, morning: inThe("morning"), afternoon: inThe("afternoon") };
}
