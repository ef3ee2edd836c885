import { isBookable } from "../schedule/bookable.ts";
import type { TopicTime } from "../schedule/topic.ts";
import type { Instant } from "../time/instant.ts";
import { accept, type Result } from "../result.ts";
import type { Appointment, Slot } from "./appointment.ts";
import type { Bookable } from "./gaps.ts";
import { offeredOf, placementsOf, type Placement } from "./placements.ts";
import { lengthsOf } from "./wanted-topics.ts";

/**
 * The times one can book about these topics from now on, earliest first. `remaining` counts the lanes that are free for
 * the whole length, as CONTRACT (Lanes) has it. Nothing is offered in a half-day that is over, cancelled or for
 * walk-ins only. Refused: `unknown-topic`, `not-bookable` (a topic for which one comes without appointment).
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
  if (!isBookable(halfDay, now)) return accept([]);
  const placements = placementsOf(halfDay, appointments, lengths.value.length, lengths.value.shortest, now);
  const starts = new Set(offeredOf(placements).map(({ span }) => span.start));
  return accept([...starts].sort((a, b) => a - b).map((start) => slotAt(start, placements)));
}

function slotAt(start: Instant, placements: readonly Placement[]): Slot {
  const free = placements.filter((placement) => placement.span.start === start);
  return { span: { start, end: free[0]?.span.end ?? start }, remaining: free.length };
}
