import { accept, refuse, type Result } from "#lib/result.ts";
import type { TopicTime } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Appointment, BookingRefusal } from "./appointment.ts";
import { book, type SpanInLane } from "./book.ts";
import type { Bookable } from "./bookable-times.ts";

/** An appointment to move. `arrived`: the resident has checked in. */
export type AppointmentToMove = Appointment & { readonly arrived: boolean };

/** Where it is to be moved: a half-day, its own or another, and a start in it. */
export type Target = { readonly permanence: string; readonly halfDay: Bookable; readonly start: Instant };

/**
 * Where the moved appointment is booked; undefined when it has that hour already and nothing changes. `appointments`
 * are those of the half-day it goes to; its own span there counts as free. Refused: `state-changed` (cancelled),
 * `too-late` (its hour has come, or the resident has checked in), and whatever `book` refuses (docs/booking.md#moving).
 */
export function reschedule(
  held: AppointmentToMove,
  target: Target,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  now: Instant,
): Result<SpanInLane | undefined, BookingRefusal> {
  if (held.state !== "booked") return refuse("state-changed");
  if (held.permanence === target.permanence && held.span.start === target.start) return accept(undefined);
  if (!canMove(held, now)) return refuse("too-late");
  const others = appointments.filter(({ id }) => id !== held.id);
  return book(target.halfDay, known, others, { topics: held.topics, start: target.start }, now);
}

/** Whether the appointment may still be moved: its hour is to come and the resident has not checked in. */
export const canMove = (
  { state, span, arrived }: Pick<AppointmentToMove, "state" | "span" | "arrived">,
  now: Instant,
): boolean => state === "booked" && !arrived && now < span.start;
