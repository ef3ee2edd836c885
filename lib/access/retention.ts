import { instant, MINUTE, type Instant } from "../time/instant.ts";
import { instantAt, localDateOf, plusDays } from "../time/zone.ts";

/** Minutes after midnight on the place's clock: nobody is there then, and no clock change skips it. */
const THREE_IN_THE_MORNING = 180;

const DAYS = 30;

/**
 * When the personal data of a half-day (first names, telephones, announcements) is erased: at the first three in the
 * morning on the place's clock after `ends`, its planned end (docs/personal-data.md#what-is-erased-when). A line that
 * nobody closed is erased then too, and goes on without names.
 */
export function nightAfter(ends: Instant, zone: string): Instant {
  const day = localDateOf(ends, zone);
  const sameDay = instantAt(day, THREE_IN_THE_MORNING, zone);
  return sameDay > ends ? sameDay : instantAt(plusDays(day, 1), THREE_IN_THE_MORNING, zone);
}

/**
 * What is kept for 30 days is erased at `now` when it ended at the answered moment or before (a contact: the hour of the
 * appointment; the outcome of an idempotency key: when it was kept). Days of 24 hours, whatever the clock changes.
 */
export const keptSince = (now: Instant): Instant => instant(now - DAYS * 24 * 60 * MINUTE);
