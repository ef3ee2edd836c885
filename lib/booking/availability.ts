import { isBookable } from "../schedule/bookable.ts";
import type { TopicTime } from "../schedule/topic.ts";
import type { Instant } from "../time/instant.ts";
import type { Appointment } from "./appointment.ts";
import type { Bookable } from "./bookable-spans.ts";
import { openSlots } from "./open-slots.ts";
import { shortestOf } from "./wanted-topics.ts";

/** Whether there are hours to book in a half-day, none any more, or nothing to book there at all. */
export type Availability = "hours" | "full" | "nothing";

/** What is left for somebody whose topic nobody knows yet: full is what has no room for the shortest one. */
export function availabilityOf(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  now: Instant,
): Availability {
  const shortest = shortestOf({ halfDay, topics: known });
  if (shortest.length === 0 || !isBookable(halfDay, now)) return "nothing";
  const slots = openSlots(halfDay, known, appointments, shortest, now);
  return slots.ok && slots.value.length > 0 ? "hours" : "full";
}
