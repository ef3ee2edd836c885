import type { Mode, Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { instantAt } from "#lib/time/zone.ts";

const ZONE = "Europe/Paris";
export const MONDAY = "2026-11-23";

/** « 9:30 » on the clock in Strasbourg, of Monday 23 November 2026 or another day. */
export function at(hour: string, day = MONDAY): Instant {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  return instantAt(day, hours * 60 + minutes, ZONE);
}

export const window = (from: string, to: string, mode: Mode, day = MONDAY) => ({
  span: { start: at(from, day), end: at(to, day) },
  mode,
});

/** A walk-in half-day from 9 to 12 on Monday, changed as told. */
export function morning(
  change: Partial<Permanence> & { readonly day?: string; readonly from?: string; readonly to?: string } = {},
): Permanence {
  const { day = MONDAY, from = "9:00", to = "12:00", ...rest } = change;
  return {
    id: `${day} ${from}`,
    place: "neuhof",
    localDate: day,
    timeZone: ZONE,
    span: { start: at(from, day), end: at(to, day) },
    status: "scheduled",
    numbers: "not-yet",
    desks: 2,
    bookableLanes: 0,
    windows: [window(from, to, "walk-in", day)],
    topics: "every",
    ...rest,
  };
}
