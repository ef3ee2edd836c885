import { isBookable } from "#lib/schedule/bookable.ts";
import type { TopicTime } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import { accept, type Result } from "#lib/result.ts";
import type { Appointment, Slot } from "./appointment.ts";
import { offeredStarts, fittingStarts, type Bookable, type FittingStart, lengthsOf } from "./bookable-times.ts";
import { isOnlyByTeam } from "./book.ts";

/**
 * The slots that can be booked about these topics from now on, earliest first (docs/booking.md#slots). None in a
 * half-day that is over, cancelled or for walk-ins only, or whose hours are withheld, and none that has to be asked of
 * the team (docs/booking.md#online-share). Refused: `unknown-topic`, `not-bookable` (a topic for walk-ins only).
 */
export function openSlots(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  topics: readonly string[],
  now: Instant,
): Result<readonly Slot[], "unknown-topic" | "not-bookable"> {
  const lengths = lengthsOf(halfDay, known, topics);
  if (!lengths.ok) return lengths;
  if (!isBookable(halfDay, now) || halfDay.tooManyWait) return accept([]);
  const placements = fittingStarts(halfDay, appointments, lengths.value.length, lengths.value.shortest, now);
  const starts = new Set(offeredStarts(placements).map(({ span }) => span.start));
  const slots = [...starts].sort((a, b) => a - b).map((start) => slotAt(start, placements));
  return accept(slots.filter(({ span }) => !isOnlyByTeam(halfDay, appointments, span, now)));
}

function slotAt(start: Instant, placements: readonly FittingStart[]): Slot {
  const free = placements.filter((placement) => placement.span.start === start);
  return { span: { start, end: free[0]?.span.end ?? start }, remaining: free.length };
}

/**
 * The slots nearest to the wanted start, at most `most` of them, in the order of the day. Of two as near, the earlier.
 */
export const nearestTo = (wanted: Instant, slots: readonly Slot[], most: number): readonly Slot[] =>
  [...slots]
    .sort((a, b) => Math.abs(a.span.start - wanted) - Math.abs(b.span.start - wanted) || a.span.start - b.span.start)
    .slice(0, most)
    .sort((a, b) => a.span.start - b.span.start);
