import { plusDays } from "../time/zone.ts";
import type { Series } from "./series.ts";

/** When a place regularly holds its permanence: a weekday (1 is Monday), minutes of its day, every so many weeks; whether one may come without an appointment. */
export type WeeklyHours = Pick<Series, "weekday" | "startMinute" | "endMinute" | "everyWeeks"> & {
  readonly walkIn: boolean;
};

/** A rule that begins later than this (days) is not on the poster yet. */
const SOON = 28;

/**
 * What a poster on the door may promise on a day (YYYY-MM-DD): the rules that hold then or begin soon, each said once, in
 * the order of the week. One may come without an appointment as soon as one of the rules at the same hours lets one. A
 * rule that has ended is no promise any more.
 */
export function weeklyHours(
  rules: readonly (Series & Pick<WeeklyHours, "walkIn">)[],
  today: string,
): readonly WeeklyHours[] {
  const standing = rules.filter(
    ({ fromDate, untilDate }) => fromDate <= plusDays(today, SOON) && (untilDate === undefined || today <= untilDate),
  );
  const said = new Map<string, WeeklyHours>();
  for (const { weekday, startMinute, endMinute, everyWeeks, walkIn } of standing) {
    const hours = `${weekday} ${startMinute} ${endMinute} ${everyWeeks}`;
    said.set(hours, {
      weekday,
      startMinute,
      endMinute,
      everyWeeks,
      walkIn: walkIn || said.get(hours)?.walkIn === true,
    });
  }
  return [...said.values()].sort(
    (a, b) =>
      a.weekday - b.weekday ||
      a.startMinute - b.startMinute ||
      a.endMinute - b.endMinute ||
      a.everyWeeks - b.everyWeeks,
  );
}
