import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** Where months are counted: organisations are French, and a month is that of the day of each half-day at its place. */
const ZONE = "Europe/Paris";

/** The first day of the month that an address asks for (`2026-11`), or of this month. */
export function requestedMonth(asked: string | undefined, now: Instant): string {
  return asked !== undefined && /^20\d\d-(?:0[1-9]|1[0-2])$/u.test(asked)
    ? `${asked}-01`
    : `${localDateOf(now, ZONE).slice(0, 8)}01`;
}
