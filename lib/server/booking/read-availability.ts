import { availabilityOf, type Availability } from "#lib/booking/availability.ts";
import { isBookable } from "#lib/schedule/bookable.ts";
import type { HalfDayAtPlace } from "#lib/server/schedule/half-day-at-place.ts";
import { takesTopic, type TopicTime } from "#lib/schedule/topic.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { loadAppointments } from "./load-appointments.ts";
import { whereTooManyWait } from "./too-many-wait.ts";

/**
 * Whether a half-day, already read with its topics, still has free hours for whoever books alone. One query, and those
 * of its board while it is open; none when it takes no bookings any more.
 */
export const readAvailability = async (halfDay: HalfDayAtPlace, topics: readonly TopicTime[]): Promise<Availability> =>
  (await readAvailabilities([halfDay], topics)).get(halfDay.id) ?? "nothing";

/**
 * The same of several half-days, by their ids, as far as the topics that are offered at their place tell. As many
 * queries as for one.
 */
export async function readAvailabilities(
  halfDays: readonly HalfDayAtPlace[],
  topics: readonly TopicTime[],
): Promise<ReadonlyMap<string, Availability>> {
  const now = clock.now();
  const bookable = halfDays.filter((one) => isBookable(one, now));
  if (bookable.length === 0) return new Map();
  const ids = bookable.map(({ id }) => id);
  const [appointments, withheld] = await Promise.all([loadAppointments(db, ids), whereTooManyWait(bookable)]);
  const booked = Map.groupBy(appointments, ({ permanence }) => permanence);
  return new Map(
    bookable.map((one) => [
      one.id,
      availabilityOf(
        {
          ...one,
          notice: one.at.bookingNotice,
          tooManyWait: withheld.has(one.id),
          onlineShare: one.at.onlineShare,
        },
        topics.filter(({ key }) => takesTopic(one.topics, key)),
        booked.get(one.id) ?? [],
        now,
      ),
    ]),
  );
}
