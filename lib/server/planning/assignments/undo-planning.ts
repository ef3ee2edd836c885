import { actorName, type Actor } from "#lib/access/actor.ts";
import { accept, refuse } from "#lib/result.ts";
import { decideAssignment, type Busy } from "#lib/schedule/assignment.ts";
import type { Undone, UndoRefused } from "#lib/schedule/planned-week.ts";
import { clock } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import {
  changeOfEntry,
  contraryOf,
  dataOfChange,
  standsAsLeft,
  writeChange,
  type AssignmentChange,
} from "./assignment-change.ts";
import { actOf, halfDaysOf, namesIn, newerAct, otherAct, undoableSince, UNDOABLE, wayOf } from "./last-act.ts";
import { readPeopleToPlan } from "./read-free-people.ts";
import { lockHalfDays, mayPlan, planning, type AssignmentOutcome, type StaffedHalfDay } from "./staff-half-day.ts";

/**
 * `entry`: of the journal; `preview`: says what it would do and writes nothing; `leavesBegun`: of half-days that have
 * opened or begun it undoes nothing.
 */
type Undoing = {
  readonly organisation: string;
  readonly entry: string;
  readonly preview: boolean;
  readonly leavesBegun?: boolean;
};

export type UndoOutcome = { readonly ok: true; readonly value: Undone } | UndoRefused;

/**
 * Undoes an act of planning, or an undoing, by its contrary, of which the journal has an entry of its own: nothing is
 * taken out of it (docs/planning.md#undo). Refused `newer-act` when an act of another kind has touched its half-days
 * since; `changed-meanwhile` when what it had written no longer stands as it left it, or it is a day ago; and whenever
 * somebody whom it had taken off cannot be planned there any more, by that reason, with the person and the half-day.
 * Whole or not.
 */
export async function undoPlanning(actor: Actor, wanted: Undoing): Promise<UndoOutcome> {
  // A refusal writes nothing, so it may end the transaction as an answer does.
  const done = await planning(actor, async (tx) => accept(await undoOnce(tx, actor, wanted)));
  return done.ok ? done.value : { ok: false, refusal: done.refusal };
}

async function undoOnce(
  tx: Tx,
  actor: Actor,
  { organisation, entry, preview, leavesBegun = false }: Undoing,
): Promise<UndoOutcome> {
  if (!/^\d{1,18}$/u.test(entry)) return refuse("not-found");
  const now = clock.now();
  const noted = await tx.journalEntry.findFirst({
    where: {
      id: BigInt(entry),
      organisationId: organisation,
      act: { in: [...UNDOABLE] },
      at: { gt: undoableSince() },
    },
    select: { id: true, at: true, act: true, placeId: true, permanenceId: true, data: true },
  });
  const made = noted && changeOfEntry(organisation, noted.data);
  if (!made || noted.permanenceId === null || noted.placeId === null) return refuse("not-found");
  const whole = contraryOf(made);
  const halfDays = await lockHalfDays(tx, halfDaysOf(whole));
  const begun = halfDays.filter(({ status, span }) => status !== "scheduled" || span.start <= now);
  const isLeft = (row: { readonly permanence: string }): boolean =>
    leavesBegun && begun.some(({ id }) => id === row.permanence);
  const change = {
    organisation,
    removed: whole.removed.filter((row) => !isLeft(row)),
    added: whole.added.filter((row) => !isLeft(row)),
  };
  if (halfDays.some((one) => one.organisation !== organisation || !mayPlan(actor, one))) return refuse("not-allowed");
  const names = await namesIn(tx, change);
  const way = wayOf(noted.act);
  const what = actOf(way === "redo" ? change : made, halfDays, names);
  const about = (row: AssignmentChange["added"][number]): Pick<UndoRefused, "row"> => {
    const held = halfDays.find(({ id }) => id === row.permanence);
    const name = names.get(row.account);
    if (!held) return {};
    return { row: { ...(name !== undefined && { name }), place: held.placeName, localDate: held.localDate } };
  };
  const refused = (refusal: UndoRefused["refusal"], more: Partial<UndoRefused> = {}): UndoRefused => ({
    ok: false,
    refusal,
    way,
    ...(what && { what }),
    ...more,
  });
  if (!what) return refuse("not-found");
  const newer = await newerAct(tx, organisation, noted, halfDays);
  if (newer) return refused("newer-act", { other: await otherAct(tx, organisation, newer, actorName(actor)) });
  for (const row of change.added) {
    const why = await whyNot(tx, change, row, halfDays);
    if (why)
      return refused(why.refusal, {
        ...("elsewhere" in why && why.elsewhere && { elsewhere: why.elsewhere }),
        ...about(row),
      });
  }
  const over = change.removed.find((row) => row.span.end <= now);
  if (over) return refused("half-day-over", about(over));
  const written = preview ? await standsAsLeft(tx, change) : await writeChange(tx, change);
  if (!written.ok) return refused(written.refusal);
  if (!preview) {
    const { placeId: place, permanenceId: permanence } = noted;
    const data = { [way === "undo" ? "undone" : "redone"]: entry, ...dataOfChange(change) };
    const act = way === "undo" ? "planning-undone" : "planning-redone";
    await appendJournal(tx, actor, { act, organisation, place, permanence, data }, now);
  }
  return accept({ way, what, rows: rowsOf(change, halfDays, names) });
}

/** Who stands where since, and who no more, in order of time; a row whose hours change alone stands since. */
function rowsOf(
  { removed, added }: AssignmentChange,
  halfDays: readonly StaffedHalfDay[],
  names: ReadonlyMap<string, string>,
): Undone["rows"] {
  const since = new Set(added.map(({ id }) => id));
  const all = [
    ...removed.filter(({ id }) => !since.has(id)).map((row) => ({ row, stands: false })),
    ...added.map((row) => ({ row, stands: true })),
  ];
  return all
    .toSorted((a, b) => a.row.span.start - b.row.span.start)
    .flatMap(({ row: { account, permanence, span }, stands }) => {
      const held = halfDays.find(({ id }) => id === permanence);
      const name = names.get(account);
      if (!held) return [];
      const { placeName: place, localDate, timeZone } = held;
      return [{ account, ...(name !== undefined && { name }), place, localDate, timeZone, span, stands }];
    });
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
  // What the undoing itself takes away keeps nobody from standing there again; another desk of theirs at these
  // half-days does.
  const here = new Set(halfDays.map(({ id }) => id));
  const stays = halfDays.flatMap(({ id, timeZone, placeName, seats }) =>
    seats
      .filter((one) => one.account === row.account && !gone.has(one.id))
      .map(({ span }): Busy => ({ permanence: id, place: placeName, span, timeZone })),
  );
  const seat = decideAssignment(
    { ...person, busy: [...person.busy.filter(({ permanence }) => !here.has(permanence)), ...stays] },
    { ...halfDay, seats: halfDay.seats.filter(({ id }) => !gone.has(id)) },
    { desk: row.desk, span: row.span },
    clock.now(),
  );
  return seat.ok ? undefined : seat;
}
