import type { Actor } from "#lib/access/actor.ts";
import type { PlannedSeat } from "#lib/schedule/planned-week.ts";
import { accept, refuse } from "#lib/result.ts";
import { decideAssignment } from "#lib/schedule/assignment.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { dataOfChange, writeChange } from "./assignment-change.ts";
import { readPeopleToPlan } from "./read-free-people.ts";
import { planning, type AssignmentOutcome } from "./staff-half-day.ts";
import { lockedSeat } from "./unassign.ts";

/** Whose desk goes to whom, from when on. */
export type HandingOver = { readonly assignment: string; readonly account: string; readonly at: Instant };

/**
 * From an hour within the half-day on, somebody else has the desk of who is planned there (docs/planning.md#hand-over);
 * both or none is written. Answers the assignment of who takes over. Refused `outside-half-day` for an hour that is not
 * between.
 */
export function handOver(actor: Actor, wanted: HandingOver): Promise<AssignmentOutcome<PlannedSeat>> {
  return planning(actor, (tx) => handOverOnce(tx, actor, wanted));
}

async function handOverOnce(tx: Tx, actor: Actor, wanted: HandingOver): Promise<AssignmentOutcome<PlannedSeat>> {
  const found = await lockedSeat(tx, actor, wanted.assignment);
  if (!found.ok) return found;
  const { halfDay, seat } = found.value;
  const { start, end } = seat.span;
  if (wanted.at <= start || end <= wanted.at) return refuse("outside-half-day");
  const now = clock.now();
  const { organisation, place, id: permanence } = halfDay;
  const [person] = isUuid(wanted.account) ? await readPeopleToPlan(tx, organisation, halfDay.span, wanted.account) : [];
  const after = decideAssignment(
    person ?? { account: wanted.account, holds: [], busy: [], absences: [] },
    { ...halfDay, seats: halfDay.seats.filter(({ id }) => id !== seat.id) },
    { desk: seat.desk, span: { start: wanted.at, end } },
    now,
  );
  if (!after.ok) return after;
  const row = { ...seat, ...after.value, id: freshId() };
  const change = { organisation, removed: [seat], added: [{ ...seat, span: { start, end: wanted.at } }, row] };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  const data = { account: row.account, former: seat.account, desk: row.desk, ...dataOfChange(change) };
  await appendJournal(tx, actor, { act: "desk-handed-over", organisation, place, permanence, data }, now);
  return accept(row);
}
