import type { Actor } from "#lib/access/actor.ts";
import type { PlannedSeat } from "#lib/schedule/planned-week.ts";
import { accept, refuse } from "#lib/result.ts";
import { decideAssignment } from "#lib/schedule/assignment.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { isUuid } from "#lib/uuid.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { dataOfChange, writeChange } from "./assignment-change.ts";
import { readPeopleToPlan } from "./read-free-people.ts";
import { lockHalfDays, mayPlan, planning, type AssignmentOutcome, type StaffedHalfDay } from "./staff-half-day.ts";

/**
 * Who is planned where. `desk`: a desk, else the next free one; `span`: a part of the half-day, else all that is left
 * of it.
 */
export type Assigning = {
  readonly permanence: string;
  readonly account: string;
  readonly desk?: number;
  readonly span?: Interval;
};

/**
 * A coordinator plans somebody at a half-day (docs/planning.md#who-can-be-planned). Two at once: the second is refused
 * by what the first has written.
 */
export function assign(actor: Actor, wanted: Assigning): Promise<AssignmentOutcome<PlannedSeat>> {
  return planning(actor, (tx) => assignOnce(tx, actor, wanted));
}

/** The same inside a transaction of the caller. */
export async function assignOnce(tx: Tx, actor: Actor, wanted: Assigning): Promise<AssignmentOutcome<PlannedSeat>> {
  const [halfDay] = await lockHalfDays(tx, [wanted.permanence]);
  if (!halfDay) return refuse("not-found");
  if (!mayPlan(actor, halfDay)) return refuse("not-allowed");
  const now = clock.now();
  const { organisation, place, id: permanence } = halfDay;
  const [person] = isUuid(wanted.account) ? await readPeopleToPlan(tx, organisation, halfDay.span, wanted.account) : [];
  const seat = decideAssignment(
    person ?? { account: wanted.account, holds: [], busy: [], absences: [] },
    halfDay,
    wanted,
    now,
  );
  if (!seat.ok) return seat;
  const row = { ...seat.value, id: freshId(), permanence, topicKeys: [] };
  const change = { organisation, removed: [], added: [row] };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  await openDesk(tx, halfDay, row.desk, now);
  const data = { account: row.account, desk: row.desk, ...dataOfChange(change) };
  await appendJournal(tx, actor, { act: "person-planned", organisation, place, permanence, data }, now);
  return accept(row);
}

/** Whoever is planned at a desk that was closed opens it again. */
async function openDesk(tx: Tx, { id, closedDesks }: StaffedHalfDay, desk: number, now: Instant): Promise<void> {
  if (!closedDesks.includes(desk)) return;
  const left = closedDesks.filter((one) => one !== desk);
  await tx.permanence.update({
    where: { id },
    data: { closedDesks: left, updatedAt: toDate(now) },
    select: { id: true },
  });
  await writeVevent(tx, id);
}
