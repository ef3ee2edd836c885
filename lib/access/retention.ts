import { instant, MINUTE, type Instant } from "../time/instant.ts";
import { instantAt, localDateOf, plusDays } from "../time/zone.ts";

/** Minutes after midnight, on the wall of the place: nobody is there, and no clock change skips it. */
const THREE_IN_THE_MORNING = 180;

const DAYS = 30;

/**
 * When what a half-day knows of its people (first names, telephones, what was announced) is erased: the first three in
 * the morning, on the wall of the place, after it has ended. A morning and an evening, also one that ends past midnight, are
 * erased in the night that follows; one that still goes on at three, in the next. `ends` is the end as planned, the
 * first moment that no longer belongs to it: a line nobody closed is erased all the same, and goes on without names.
 */
export function nightAfter(ends: Instant, zone: string): Instant {
  const day = localDateOf(ends, zone);
  const sameDay = instantAt(day, THREE_IN_THE_MORNING, zone);
  return sameDay > ends ? sameDay : instantAt(plusDays(day, 1), THREE_IN_THE_MORNING, zone);
}

/**
 * What is kept for 30 days is erased now when it ended (a contact: its hour; an outcome: its making) at this moment or
 * before. Days of 24 hours: after a clock change that is an hour earlier or later on the wall.
 */
export const keptSince = (now: Instant): Instant => instant(now - DAYS * 24 * 60 * MINUTE);
