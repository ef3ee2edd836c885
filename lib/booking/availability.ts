import { isBookable } from "../schedule/bookable.ts";
import type { TopicTime } from "../schedule/topic.ts";
import type { Instant } from "../time/instant.ts";
import type { Appointment } from "./appointment.ts";
import { type Bookable, shortestOf } from "./bookable-times.ts";
import { openSlots } from "./open-slots.ts";

/**
 * Whether a half-day has free hours, has some that are withheld while too many people wait
 * (docs/booking.md#too-many-people-wait), is full, or takes no bookings (any more): then it would have none if nobody
 * had booked.
 */
export type Availability = "hours" | "withheld" | "full" | "nothing";

/** The availability for a resident whose topic is not known yet: full when not even the shortest topic fits. */
export function availabilityOf(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  now: Instant,
): Availability {
  const shortest = shortestOf({ halfDay, topics: known });
  if (shortest.length === 0 || !isBookable(halfDay, now)) return "nothing";
  const hasHours = (booked: readonly Appointment[]): boolean => {
    const slots = openSlots({ ...halfDay, tooManyWait: false }, known, booked, shortest, now);
    return slots.ok && slots.value.length > 0;
  };
  if (hasHours(appointments)) return halfDay.tooManyWait ? "withheld" : "hours";
  return hasHours([]) ? "full" : "nothing";
}
