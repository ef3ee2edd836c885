import { availabilityOf, type Availability } from "../../booking/availability.ts";
import { isBookable } from "../../schedule/bookable.ts";
import type { HalfDayAtPlace } from "../schedule/half-day-at-place.ts";
import { takesTopic, type TopicTime } from "../../schedule/topic.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { loadAppointments } from "./load-appointments.ts";

/**
 * Whether a half-day, already read with its topics, still has free hours. One query; none when it takes no bookings any
 * more.
 */
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

/**
 * The same of several half-days, by their ids, as far as the topics that are offered at their place tell. One query;
 * none when none of them takes bookings.
 */
export async function readAvailabilities(
  halfDays: readonly HalfDayAtPlace[],
  topics: readonly TopicTime[],
): Promise<ReadonlyMap<string, Availability>> {
  const now = clock.now();
  const bookable = halfDays.filter((one) => isBookable(one, now));
  if (bookable.length === 0) return new Map();
  const ids = bookable.map(({ id }) => id);
  const booked = Map.groupBy(await loadAppointments(db, ids), ({ permanence }) => permanence);
  return new Map(
    bookable.map((one) => [
      one.id,
      availabilityOf(
        { ...one, notice: one.at.bookingNotice },
        topics.filter(({ key }) => takesTopic(one.topics, key)),
        booked.get(one.id) ?? [],
        now,
      ),
    ]),
  );
}
