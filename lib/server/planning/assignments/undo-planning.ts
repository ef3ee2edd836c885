import type { Actor } from "../../../access/actor.ts";
import { accept, refuse } from "../../../result.ts";
import { standAt, type Busy } from "../../../schedule/stand-at.ts";
import { plusMinutes } from "../../../time/instant.ts";
import type { JournalAct } from "../../../wire/journal.ts";
import { clock, toDate } from "../../clock.ts";
import type { Tx } from "../../db.ts";
import { appendJournal } from "../../journal/append-journal.ts";
import { changeOfEntry, contraryOf, dataOfChange, writeChange, type AssignmentChange } from "./assignment-change.ts";
import { readPeopleToPlan } from "./read-free-people.ts";
import { lockHalfDays, mayPlan, planning, type AssignmentOutcome, type StaffedHalfDay } from "./staff-half-day.ts";

/** Minutes for which an act of planning can be undone, and an undoing be taken back. */
const UNDOABLE_FOR = 24 * 60;

const UNDOABLE = [
  "person-planned",
  "person-planned-weekly",
  "person-unplanned",
  "table-handed-over",
  "planning-redone",
  "planning-undone",
] as const satisfies readonly JournalAct[];

/** The last act of planning: its entry in the journal, and what can be done about it. An undoing is itself undone by `redo`. */
export type LastPlanning = { readonly entry: string; readonly way: "undo" | "redo" };

/** The last act of planning at one of these half-days, within a day; undefined when there is none. One query. */
export async function lastPlanning(
  tx: Pick<Tx, "journalEntry">,
  organisation: string,
  halfDays: readonly string[],
): Promise<LastPlanning | undefined> {
  const last = await tx.journalEntry.findFirst({
    where: {
      organisationId: organisation,
      permanenceId: { in: [...halfDays] },
      act: { in: [...UNDOABLE] },
      at: { gt: toDate(plusMinutes(clock.now(), -UNDOABLE_FOR)) },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { id: true, act: true },
  });
  return last ? { entry: String(last.id), way: wayOf(last.act) } : undefined;
}

const wayOf = (act: string): LastPlanning["way"] => (act === "planning-undone" ? "redo" : "undo");

/**
 * Undoes an act of planning, or an undoing, by its contrary, of which the journal has an entry of its own: nothing is taken out of it
 * (docs/planning.md#undo). Refused `changed-meanwhile` when what it had written no longer stands as it left it, or it is a day ago;
 * and whenever somebody whom it had taken off cannot be planned there any more, by that reason. Whole or not.
 */
export function undoPlanning(
  actor: Actor,
  wanted: { readonly organisation: string; readonly entry: string },
): Promise<AssignmentOutcome<LastPlanning["way"]>> {
  return planning(actor, (tx) => undoOnce(tx, actor, wanted));
}

async function undoOnce(
  tx: Tx,
  actor: Actor,
  { organisation, entry }: { readonly organisation: string; readonly entry: string },
): Promise<AssignmentOutcome<LastPlanning["way"]>> {
  if (!/^\d{1,18}$/u.test(entry)) return refuse("not-found");
  const now = clock.now();
  const noted = await tx.journalEntry.findFirst({
    where: {
      id: BigInt(entry),
      organisationId: organisation,
      act: { in: [...UNDOABLE] },
      at: { gt: toDate(plusMinutes(now, -UNDOABLE_FOR)) },
    },
    select: { act: true, placeId: true, permanenceId: true, data: true },
  });
  const made = noted && changeOfEntry(organisation, noted.data);
  if (!made || noted.permanenceId === null || noted.placeId === null) return refuse("not-found");
  const change = contraryOf(made);
  const rows = [...change.removed, ...change.added];
  const halfDays = await lockHalfDays(
    tx,
    rows.map(({ permanence }) => permanence),
  );
  if (halfDays.some((one) => one.organisation !== organisation || !mayPlan(actor, one))) return refuse("not-allowed");
  for (const row of change.added) {
    const why = await whyNot(tx, change, row, halfDays);
    if (why) return why;
  }
  if (change.removed.some((row) => row.span.end <= now)) return refuse("half-day-over");
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  const { placeId: place, permanenceId: permanence } = noted;
  const way = wayOf(noted.act);
  const data = { [way === "undo" ? "undone" : "redone"]: entry, ...dataOfChange(change) };
  const act = way === "undo" ? "planning-undone" : "planning-redone";
  await appendJournal(tx, actor, { act, organisation, place, permanence, data }, now);
  return accept(way);
}

/** Why a row cannot stand again; undefined when it can. */
async function whyNot(
  tx: Tx,
  { organisation, removed }: AssignmentChange,
  row: AssignmentChange["added"][number],
  halfDays: readonly StaffedHalfDay[],
): Promise<Exclude<AssignmentOutcome<void>, { readonly ok: true }> | undefined> {
  const halfDay = halfDays.find(({ id }) => id === row.permanence);
  if (!halfDay) return refuse("not-found");
  const [person] = await readPeopleToPlan(tx, organisation, row.span, row.account);
  if (!person) return refuse("no-role-there");
  const gone = new Set(removed.map(({ id }) => id));
  // What the undoing itself takes away keeps nobody from standing there again; another table of theirs at these half-days does.
  const here = new Set(halfDays.map(({ id }) => id));
  const stays = halfDays.flatMap(({ id, timeZone, placeName, seats }) =>
    seats
      .filter((one) => one.account === row.account && !gone.has(one.id))
      .map(({ span }): Busy => ({ permanence: id, place: placeName, span, timeZone })),
  );
  const seat = standAt(
    { ...person, busy: [...person.busy.filter(({ permanence }) => !here.has(permanence)), ...stays] },
    { ...halfDay, seats: halfDay.seats.filter(({ id }) => !gone.has(id)) },
    { desk: row.desk, span: row.span },
    clock.now(),
  );
  return seat.ok ? undefined : seat;
}
