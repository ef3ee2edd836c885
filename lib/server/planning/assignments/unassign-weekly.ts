import type { Actor } from "#lib/access/actor.ts";
import { accept, refuse } from "#lib/result.ts";
import { whatIsLeft } from "#lib/schedule/assignment.ts";
import type { PlannedSeat, TakenOffWeekly } from "#lib/schedule/planned-week.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { dataOfChange, writeChange } from "./assignment-change.ts";
import { followingHalfDays, type AssigningWeekly } from "./assign-weekly.ts";
import { mayPlan, planning, type AssignmentOutcome } from "./staff-half-day.ts";

/**
 * « Retirer désormais »: somebody is taken off a half-day and all that follow it in its series, wherever they are
 * planned there (docs/planning.md#every-week); with `preview` only on which dates. Of one that has begun they stay
 * planned for what has passed. One transaction, undone as one act. Refused `half-day-over` when nothing is left.
 */
export const unassignWeekly = (
  actor: Actor,
  wanted: Omit<AssigningWeekly, "rhythm">,
): Promise<AssignmentOutcome<TakenOffWeekly>> => planning(actor, (tx) => unassignOnce(tx, actor, wanted));

async function unassignOnce(
  tx: Tx,
  actor: Actor,
  wanted: Omit<AssigningWeekly, "rhythm">,
): Promise<AssignmentOutcome<TakenOffWeekly>> {
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  const now = clock.now();
  const halfDays = await followingHalfDays(tx, wanted.permanence, { lock: !wanted.preview });
  const first = halfDays.find(({ id }) => id === wanted.permanence);
  if (!first) return refuse("not-found");
  if (!halfDays.every((one) => mayPlan(actor, one))) return refuse("not-allowed");
  const removed: PlannedSeat[] = [];
  const added: PlannedSeat[] = [];
  const dates = new Set<string>();
  for (const { status, seats, localDate } of halfDays) {
    if (status === "cancelled" || status === "closed") continue;
    for (const seat of seats) {
      const left = seat.account === wanted.account ? whatIsLeft(seat.span, now) : undefined;
      if (!left) continue;
      removed.push(seat);
      if (left.start > seat.span.start) added.push({ ...seat, span: { start: seat.span.start, end: left.start } });
      dates.add(localDate);
    }
  }
  if (removed.length === 0) return refuse("half-day-over");
  const effect = { dates: [...dates] };
  if (wanted.preview) return accept(effect);
  const { organisation, place, id: permanence } = first;
  const change = { organisation, removed, added };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  const data = { account: wanted.account, halfDays: dates.size, ...dataOfChange(change) };
  await appendJournal(tx, actor, { act: "person-unplanned-weekly", organisation, place, permanence, data }, now);
  return accept(effect);
}
