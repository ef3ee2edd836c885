import type { Bookable } from "../../booking/bookable-spans.ts";
import { availabilityOf, type Availability } from "../../booking/availability.ts";
import { isBookable } from "../../schedule/bookable.ts";
import type { TopicTime } from "../../schedule/topic.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { loadAppointments } from "./load-appointments.ts";

/** Whether hours can still be booked in a half-day that is read already, with its topics. One query; none where nothing is booked any more. */
export async function readAvailability(
  halfDay: Bookable & { readonly id: string },
  topics: readonly TopicTime[],
): Promise<Availability> {
  const now = clock.now();
  return isBookable(halfDay, now)
    ? availabilityOf(halfDay, topics, await loadAppointments(db, [halfDay.id]), now)
    : "nothing";
}
