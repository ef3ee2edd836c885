import { isBookable } from "#lib/schedule/bookable.ts";
import type { TopicTime } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Appointment } from "./appointment.ts";
import { type Bookable, shortestOf } from "./bookable-times.ts";
import { withoutShare } from "./online-share.ts";
import { openSlots } from "./open-slots.ts";

/**
 * Whether a half-day has free hours, has some that are withheld while too many people wait
 * (docs/booking.md#too-many-people-wait), has some only for whoever calls or comes (docs/booking.md#online-share), is
 * full, or takes no bookings (any more): then it would have none if nobody had booked.
 */
export type Availability = "hours" | "withheld" | "only-by-team" | "full" | "nothing";

/** The availability for a resident whose topic is not known yet: full when not even the shortest topic fits. */
export function availabilityOf(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  now: Instant,
): Availability {
  const shortest = shortestOf({ halfDay, topics: known });
  return shortest.length === 0 || !isBookable(halfDay, now)
    ? "nothing"
    : availabilityAbout(halfDay, known, appointments, shortest, now);
}

/** The same about these topics. */
export function availabilityAbout(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  topics: readonly string[],
  now: Instant,
): Availability {
  const hasHours = (asked: Bookable, booked: readonly Appointment[]): boolean => {
    const slots = openSlots({ ...asked, tooManyWait: false }, known, booked, topics, now);
    return slots.ok && slots.value.length > 0;
  };
  const all = withoutShare(halfDay);
  if (!hasHours(all, appointments)) return hasHours(all, []) ? "full" : "nothing";
  if (halfDay.tooManyWait) return "withheld";
  return hasHours(halfDay, appointments) ? "hours" : "only-by-team";
}
