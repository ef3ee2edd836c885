import { accept, refuse, type Result } from "../result.ts";
import type { TopicTime } from "../schedule/topic.ts";
import type { Instant } from "../time/instant.ts";
import type { Appointment, BookingRefusal } from "./appointment.ts";
import { book, type Place } from "./book.ts";
import type { Bookable } from "./bookable-spans.ts";

/** An appointment somebody wants at another hour. `arrived`: its person has a number already. */
export type Movable = Appointment & { readonly arrived: boolean };

/** Where it shall stand: a half-day, its own or another, and an hour in it. */
export type Target = { readonly permanence: string; readonly halfDay: Bookable; readonly start: Instant };

/**
 * Where a moved appointment stands then, or undefined when it stands there already: nothing is to be done, and it keeps
 * the moment it was made at. Its own span does not stand in its way; otherwise it is booked as any other, from the
 * appointments of the half-day it goes to. Refused: `state-changed` (cancelled), `too-late` (its hour has come, or she is
 * here), and whatever `book` refuses.
 */
export function reschedule(
  held: Movable,
  target: Target,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  now: Instant,
): Result<Place | undefined, BookingRefusal> {
  if (held.state !== "booked") return refuse("state-changed");
  if (held.permanence === target.permanence && held.span.start === target.start) return accept(undefined);
  if (!canMove(held, now)) return refuse("too-late");
  const others = appointments.filter(({ id }) => id !== held.id);
  return book(target.halfDay, known, others, { topics: held.topics, start: target.start }, now);
}

/** Whether its hour may still be changed: it is to come, and she is not here yet. */
export const canMove = ({ state, span, arrived }: Pick<Movable, "state" | "span" | "arrived">, now: Instant): boolean =>
  state === "booked" && !arrived && now < span.start;
