import type { Actor } from "#lib/access/actor.ts";
import type { PlannedSeat } from "#lib/schedule/planned-week.ts";
import { accept, refuse } from "#lib/result.ts";
import { whatIsLeft } from "#lib/schedule/assignment.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { dataOfChange, writeChange } from "./assignment-change.ts";
import { lockHalfDays, mayPlan, planning, type AssignmentOutcome, type StaffedHalfDay } from "./staff-half-day.ts";

/**
 * A coordinator takes somebody off a desk. Of a half-day that has begun, they stay planned for what has passed: that
 * was so. Answers the assignment as it stood. Refused `half-day-over` when all of it has passed.
 */
export function unassign(
  actor: Actor,
  wanted: { readonly assignment: string; readonly permanence?: string },
): Promise<AssignmentOutcome<PlannedSeat>> {
  return planning(actor, (tx) => unassignOnce(tx, actor, wanted));
}

async function unassignOnce(
  tx: Tx,
  actor: Actor,
  wanted: { readonly assignment: string; readonly permanence?: string },
): Promise<AssignmentOutcome<PlannedSeat>> {
  const found = await lockedSeat(tx, actor, wanted.assignment);
  if (!found.ok) return found;
  const { halfDay, seat } = found.value;
  if (wanted.permanence !== undefined && wanted.permanence !== halfDay.id) return refuse("not-found");
  const now = clock.now();
  const left = whatIsLeft(seat.span, now);
  if (halfDay.status === "closed" || !left) return refuse("half-day-over");
  const { organisation, place, id: permanence } = halfDay;
  const passed = left.start > seat.span.start ? [{ ...seat, span: { start: seat.span.start, end: left.start } }] : [];
  const change = { organisation, removed: [seat], added: passed };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  const data = { account: seat.account, desk: seat.desk, ...dataOfChange(change) };
  await appendJournal(tx, actor, { act: "person-unplanned", organisation, place, permanence, data }, now);
  return accept(seat);
}

/** An assignment that stands, with its half-day, which is locked. */
export async function lockedSeat(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<AssignmentOutcome<{ readonly halfDay: StaffedHalfDay; readonly seat: PlannedSeat }>> {
  const row = isUuid(id) ? await tx.assignment.findUnique({ where: { id }, select: { permanenceId: true } }) : null;
  const [halfDay] = row ? await lockHalfDays(tx, [row.permanenceId]) : [];
  if (!halfDay) return refuse("not-found");
  if (!mayPlan(actor, halfDay)) return refuse("not-allowed");
  if (halfDay.status === "cancelled") return refuse("half-day-cancelled");
  const seat = halfDay.seats.find((one) => one.id === id);
  return seat ? accept({ halfDay, seat }) : refuse("changed-meanwhile");
}
