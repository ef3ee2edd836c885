import { accept, refuse, type Result } from "#lib/result.ts";
import type { TopicTime } from "#lib/schedule/topic.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Appointment, BookingRefusal } from "./appointment.ts";
import { book, type SpanInLane, type Wish } from "./book.ts";
import { type Bookable, lengthsOf } from "./bookable-times.ts";
import type { PlaceOrBeside } from "./overbook.ts";

/** What somebody asks to keep: an hour, as for a booking, until a moment. */
export type HoldWish = Wish & { readonly until: Instant };

/** Where the hour is held, and until when. */
export type Hold = SpanInLane & { readonly until: Instant };

/**
 * Holds an hour that can be booked now (docs/booking.md#held-hours), until the moment asked for, at the latest until it
 * begins. Refused: `too-late` (that moment is past), and whatever `book` refuses.
 */
export function hold(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  wish: HoldWish,
  now: Instant,
): Result<Hold, BookingRefusal> {
  const placed = book(halfDay, known, appointments, wish, now);
  if (!placed.ok) return placed;
  const until = wish.until < placed.value.span.start ? wish.until : placed.value.span.start;
  return until <= now ? refuse("too-late") : accept({ ...placed.value, until });
}

/** `book`, or `overbook` for the team. */
export type BookingRule = (...asked: Parameters<typeof book>) => Result<PlaceOrBeside, BookingRefusal>;

/**
 * Whether somebody who holds `own` wishes that very hour, with its length, before the hold expires: then it is theirs.
 */
export function isHeldHour(
  halfDay: Bookable,
  known: readonly TopicTime[],
  wish: Wish,
  own: Appointment,
  now: Instant,
): boolean {
  const lengths = lengthsOf(halfDay, known, wish.topics);
  return (
    lengths.ok &&
    own.span.start === wish.start &&
    own.span.end === plusMinutes(wish.start, lengths.value.length) &&
    own.heldUntil !== undefined &&
    now < own.heldUntil
  );
}

/**
 * Books for the holder of `own`. The very hour that is held is theirs, in its lane, or beside the lanes when there are
 * fewer of them since; any other hour, also once the hold has expired, is decided by `rule` as if nothing were held for
 * them. Refused: `permanence-closed`, `shut-for-now`, and whatever `rule` refuses.
 */
export function bookHeld(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  wish: Wish,
  own: Appointment,
  rule: BookingRule,
  now: Instant,
): Result<PlaceOrBeside, BookingRefusal> {
  const others = appointments.filter(({ id }) => id !== own.id);
  const isOff = halfDay.status === "closed" || halfDay.status === "cancelled" || halfDay.shut !== undefined;
  if (isOff || !isHeldHour(halfDay, known, wish, own, now)) return rule(halfDay, known, others, wish, now);
  return accept({ span: own.span, ...(own.lane !== undefined && { lane: own.lane }) });
}
