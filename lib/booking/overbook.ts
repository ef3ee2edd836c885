import { accept, refuse, type Result } from "#lib/result.ts";
import type { TopicTime } from "#lib/schedule/topic.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { Appointment, BookingRefusal } from "./appointment.ts";
import { book, type Wish } from "./book.ts";
import { type Bookable, lengthsOf, takesItsHour } from "./bookable-times.ts";

/**
 * Appointments allowed beside each lane of a half-day. One person in five does not come without reminders, and a lane
 * holds about six half-hours, so about one of them stays empty (docs/booking.md#overbooking).
 */
export const BESIDE_A_LANE = 1;

/** Where it is booked: in a lane when one is free after all, else beside the lanes. */
export type PlaceOrBeside = { readonly span: Interval; readonly lane?: number };

/**
 * Books for the team an hour that is taken or would leave a hole. Everything else is refused as `book` refuses it;
 * `overbooked-enough` when as many as allowed stand beside the lanes.
 */
export function overbook(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  wish: Wish,
  now: Instant,
): Result<PlaceOrBeside, BookingRefusal> {
  const inLane = book(halfDay, known, appointments, wish, now);
  if (inLane.ok || (inLane.refusal !== "slot-taken" && inLane.refusal !== "leaves-a-hole")) return inLane;
  const lengths = lengthsOf(halfDay, known, wish.topics);
  if (!lengths.ok) return lengths;
  const beside = appointments.filter((one) => takesItsHour(one, now) && one.lane === undefined).length;
  if (beside >= halfDay.bookableLanes * BESIDE_A_LANE) return refuse("overbooked-enough");
  return accept({ span: { start: wish.start, end: plusMinutes(wish.start, lengths.value.length) } });
}
