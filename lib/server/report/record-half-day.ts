import {
  checkTotals,
  mayBeRecorded,
  type HalfDayRecord,
  type RecordingRefusal,
  type TotalsRefusal,
} from "#lib/report/half-day-record.ts";
import {
  readPaperRows,
  totalsOfRows,
  type PaperFault,
  type PaperRow,
  type TurnedAwayOnPaper,
  type TypedPaperRow,
} from "#lib/report/paper-rows.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { permanenceColumns, permanenceOfRow } from "#lib/server/schedule/permanence-rows.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { halfDayOfTeam } from "./half-day-to-record.ts";
import { readRecord } from "./read-half-day-summary.ts";

/**
 * `people-there`: nobody was there is said of a half-day whose line holds people; `changed-meanwhile`: somebody else
 * recorded something since.
 */
export type RecordRefusal =
  | "not-found"
  | "not-allowed"
  | "people-there"
  | "changed-meanwhile"
  | RecordingRefusal
  | TotalsRefusal;

/**
 * Records what the line of a half-day does not hold (docs/decisions/figures-and-reports.md), instead of what was
 * recorded before; its figures are counted again. `seen`: the version of what was recorded that the page showed. For
 * whoever may run its line; noted in the journal.
 */
export const recordHalfDay = (
  actor: StaffActor,
  id: string,
  record: Exclude<HalfDayRecord, { readonly kind: "paper-rows" }>,
  seen: string,
): Promise<Result<void, RecordRefusal>> =>
  change(actor, id, seen, async (tx, held) => {
    if (record.kind === "paper-totals") {
      const fits = checkTotals(record);
      if (!fits.ok) return fits;
    } else if (await hasPeople(tx, held.permanence)) return refuse("people-there");
    const { kind, ...said } = record;
    await write(tx, held, actor, kind, said);
    return accept({ kind, ...said });
  });

/** `rows-at-fault`: rows of the sheet cannot be as they were typed; nothing was recorded. */
export type PaperRowsRefused =
  | { readonly ok: false; readonly refusal: "rows-at-fault"; readonly faults: readonly PaperFault[] }
  | { readonly ok: false; readonly refusal: RecordRefusal };

/**
 * Records a paper sheet of which each person is a row as somebody typed it (docs/decisions/figures-and-reports.md), in
 * the same way. The journal keeps its sums. A topic that the organisation does not have is left out.
 */
export async function recordPaperRows(
  actor: StaffActor,
  id: string,
  { rows: typed, turnedAway }: { readonly rows: readonly TypedPaperRow[]; readonly turnedAway: TurnedAwayOnPaper },
  seen: string,
): Promise<{ readonly ok: true } | PaperRowsRefused> {
  const topics = new Set((await readTopics({ permanence: id })).map(({ key }) => key));
  let faults: readonly PaperFault[] = [];
  const done = await change<"rows-at-fault">(actor, id, seen, async (tx, held) => {
    const read = readPaperRows(typed, held.halfDay, topics);
    faults = read.faults;
    if (faults.length > 0) return refuse("rows-at-fault");
    const { rows } = read;
    const totals = totalsOfRows({ rows, turnedAway });
    const counted = checkTotals(totals);
    if (!counted.ok) return counted;
    await write(tx, held, actor, "paper-rows", {});
    await tx.paperVisit.createMany({ data: rows.map((row) => rowOf(held.permanence, row)) });
    const reasons = Object.entries(turnedAway).filter(([, people]) => people > 0);
    await tx.paperTurnAway.createMany({
      data: reasons.map(([reason, people]) => ({ permanenceId: held.permanence, reason, people })),
    });
    return accept({ kind: "paper-rows", ...totals });
  });
  if (done.ok) return { ok: true };
  return done.refusal === "rows-at-fault"
    ? { ok: false, refusal: "rows-at-fault", faults }
    : { ok: false, refusal: done.refusal };
}

const rowOf = (permanenceId: string, { number, state, given, called, ended, topic, language }: PaperRow) => ({
  permanenceId,
  number,
  state,
  givenAt: given === undefined ? null : toDate(given),
  calledAt: called === undefined ? null : toDate(called),
  endedAt: ended === undefined ? null : toDate(ended),
  topicKey: topic ?? null,
  language: language ?? null,
});

/** Writes it instead of what was recorded before. */
async function write(
  tx: Tx,
  { permanence, organisation, now }: HalfDayToRecord,
  actor: StaffActor,
  kind: HalfDayRecord["kind"],
  said: object,
): Promise<void> {
  const counts = { received: 0, helped: 0, gone: 0, redirected: 0, turnedAway: 0 };
  const data = { kind, why: null, ...counts, ...said, notedBy: actor.user, notedAt: toDate(now) };
  await tx.halfDayRecord.upsert({
    where: { permanenceId: permanence },
    create: { permanenceId: permanence, organisationId: organisation, ...data },
    update: data,
    select: { permanenceId: true },
  });
  await tx.paperVisit.deleteMany({ where: { permanenceId: permanence } });
  await tx.paperTurnAway.deleteMany({ where: { permanenceId: permanence } });
}

/** Takes it back: the half-day is what its line says. The same refusals. */
export const withdrawRecord = (actor: StaffActor, id: string, seen: string): Promise<Result<void, RecordRefusal>> =>
  change(actor, id, seen, async (tx, { permanence }) => {
    const { count } = await tx.halfDayRecord.deleteMany({ where: { permanenceId: permanence } });
    return count === 0 ? refuse("changed-meanwhile") : accept(undefined);
  });

type HalfDayToRecord = {
  readonly permanence: string;
  readonly organisation: string;
  readonly halfDay: Permanence;
  readonly now: Instant;
};

/**
 * Under the lock of the half-day, so that no act and no second person comes between what was read and what is written.
 * `record`: answers what the journal keeps of it.
 */
async function change<Refusal extends string = never>(
  actor: StaffActor,
  id: string,
  seen: string,
  record: (
    tx: Tx,
    held: HalfDayToRecord,
  ) => Promise<Result<Readonly<Record<string, string | number>> | undefined, RecordRefusal | Refusal>>,
): Promise<Result<void, RecordRefusal | Refusal>> {
  const team = await halfDayOfTeam(actor, id);
  if (!team.ok) return team;
  const { id: permanence, organisation, at } = team.value;
  return transaction(async (tx) => {
    await lockPermanence(tx, permanence);
    const now = clock.now();
    const row = await tx.permanence.findUniqueOrThrow({ where: { id: permanence }, select: permanenceColumns });
    const halfDay = permanenceOfRow(row);
    const may = mayBeRecorded(halfDay, now);
    if (!may.ok) return may;
    if (contentHash((await readRecord(tx, permanence)) ?? null) !== seen) return refuse("changed-meanwhile");
    const written = await record(tx, { permanence, organisation, halfDay, now });
    if (!written.ok) return written;
    const act = written.value ? "half-day-recorded" : "half-day-record-withdrawn";
    await appendJournal(tx, actor, { act, organisation, place: at.id, permanence, data: written.value ?? {} }, now);
    return accept(undefined);
  }, actor);
}

/** Whether the line, or help that was noted after its close, holds anybody: numbers given by mistake are nobody. */
async function hasPeople(tx: Tx, permanenceId: string): Promise<boolean> {
  const people = await tx.visit.count({
    where: { permanenceId, OR: [{ leftWhy: null }, { leftWhy: { not: "given-by-mistake" } }] },
  });
  const helps = await tx.lateHelp.count({ where: { permanenceId } });
  return people + helps > 0;
}
