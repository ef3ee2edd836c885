import { plusDays } from "../time/zone.ts";
import type { Series } from "./series.ts";

/**
 * Regular hours of a place: weekday (1 is Monday), minutes of the day, every how many weeks or which one of the month, whether in school
 * holidays too, and whether walk-ins are taken.
 */
export type WeeklyHours = Pick<
  Series,
  "weekday" | "startMinute" | "endMinute" | "everyWeeks" | "nthOfMonth" | "inSchoolHolidays"
> & {
  readonly walkIn: boolean;
};

/** Days: a rule that begins later than this is not on the poster yet. */
const SOON = 28;

/**
 * The regular hours that a poster at the door shows on a day (YYYY-MM-DD): rules that hold then or begin soon, equal hours
 * once, in the order of the week. Of several rules with the same hours, one that takes walk-ins is enough for `walkIn`.
 */
export function weeklyHours(
  rules: readonly (Series & Pick<WeeklyHours, "walkIn">)[],
  today: string,
): readonly WeeklyHours[] {
  const standing = rules.filter(
    ({ fromDate, untilDate }) => fromDate <= plusDays(today, SOON) && (untilDate === undefined || today <= untilDate),
  );
  const said = new Map<string, WeeklyHours>();
  for (const { weekday, startMinute, endMinute, everyWeeks, nthOfMonth, inSchoolHolidays, walkIn } of standing) {
    const hours = `${weekday} ${startMinute} ${endMinute} ${everyWeeks} ${nthOfMonth} ${inSchoolHolidays ?? true}`;
    said.set(hours, {
      weekday,
      startMinute,
      endMinute,
      everyWeeks,
      ...(nthOfMonth !== undefined && { nthOfMonth }),
      ...(inSchoolHolidays === false && { inSchoolHolidays }),
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
