import { availabilityOf, type Availability } from "../../booking/availability.ts";
import { isBookable } from "../../schedule/bookable.ts";
import type { HalfDayAtPlace } from "../schedule/half-day-at-place.ts";
import type { TopicTime } from "../../schedule/topic.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { loadAppointments } from "./load-appointments.ts";

/** Whether a half-day, already read with its topics, still has free hours. One query; none when it takes no bookings any more. */
export async function readAvailability(halfDay: HalfDayAtPlace, topics: readonly TopicTime[]): Promise<Availability> {
  const now = clock.now();
  return isBookable(halfDay, now)
    ? availabilityOf(
        { ...halfDay, notice: halfDay.at.bookingNotice },
        topics,
        await loadAppointments(db, [halfDay.id]),
        now,
      )
    : "nothing";
}
