import { plusDays } from "#lib/time/zone.ts";
import type { Series } from "./series.ts";

/** A part of a day, in minutes of it. */
type Minutes = { readonly from: number; readonly to: number };

/**
 * Regular hours of a place: weekday (1 is Monday), minutes of the day, every how many weeks or which one of the month,
 * whether in school holidays too, and whether walk-ins are taken. `byAppointment`: the parts in which one needs an
 * appointment; absent when they are none, or all of it.
 */
export type WeeklyHours = Pick<
  Series,
  "weekday" | "startMinute" | "endMinute" | "everyWeeks" | "nthOfMonth" | "inSchoolHolidays"
> & {
  readonly walkIn: boolean;
  readonly byAppointment?: readonly Minutes[];
};

/**
 * What windows (minutes from the start of a series) let people do at its hours. Without windows everybody comes without
 * an appointment.
 */
export function accessAt(
  { startMinute, endMinute }: Pick<Series, "startMinute" | "endMinute">,
  windows: readonly (Minutes & { readonly mode: string })[],
): Pick<WeeklyHours, "walkIn" | "byAppointment"> {
  if (windows.length === 0) return { walkIn: true };
  const free = windows.filter(({ mode }) => mode !== "appointment").sort((a, b) => a.from - b.from);
  if (free.length === 0) return { walkIn: false };
  const ends = free.map(({ to }) => startMinute + to);
  const byAppointment = [...free.map(({ from }) => startMinute + from), endMinute]
    .map((to, index) => ({ from: Math.max(startMinute, ...ends.slice(0, index)), to }))
    .filter(({ from, to }) => from < to);
  return { walkIn: true, ...(byAppointment.length > 0 && { byAppointment }) };
}

/** Days: a series that begins later than this is not on the poster yet. */
const SOON = 28;

/**
 * The regular hours that a poster at the door shows on a day (YYYY-MM-DD): series that hold then or begin soon, equal
 * hours once, in the order of the week. Of several series with the same hours, one that takes walk-ins is enough for
 * `walkIn`, and the one that asks for appointments the shortest counts.
 */
export function weeklyHours(
  all: readonly (Series & Pick<WeeklyHours, "walkIn" | "byAppointment">)[],
  today: string,
): readonly WeeklyHours[] {
  const standing = all.filter(
    ({ fromDate, untilDate }) => fromDate <= plusDays(today, SOON) && (untilDate === undefined || today <= untilDate),
  );
  const said = new Map<string, WeeklyHours>();
  for (const series of standing) {
    const { weekday, startMinute, endMinute, everyWeeks, nthOfMonth, inSchoolHolidays } = series;
    const hours = `${weekday} ${startMinute} ${endMinute} ${everyWeeks} ${nthOfMonth} ${inSchoolHolidays ?? true}`;
    said.set(hours, {
      weekday,
      startMinute,
      endMinute,
      everyWeeks,
      ...(nthOfMonth !== undefined && { nthOfMonth }),
      ...(inSchoolHolidays === false && { inSchoolHolidays }),
      ...easier(series, said.get(hours)),
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

type Access = Pick<WeeklyHours, "walkIn" | "byAppointment">;

/** Of two ways to come at the same hours, the one with which people need an appointment for a shorter time. */
function easier(a: Access, b: Access | undefined): Access {
  const minutes = ({ walkIn, byAppointment = [] }: Access): number =>
    walkIn ? byAppointment.reduce((sum, { from, to }) => sum + to - from, 0) : Infinity;
  const { walkIn, byAppointment } = b === undefined || minutes(a) < minutes(b) ? a : b;
  return { walkIn, ...(byAppointment && { byAppointment }) };
}
