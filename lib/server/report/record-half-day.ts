import {
  checkTotals,
  mayBeRecorded,
  type HalfDayRecord,
  type RecordingRefusal,
  type TotalsRefusal,
} from "../../report/half-day-record.ts";
import { accept, refuse, type Result } from "../../result.ts";
import type { StaffActor } from "../auth/options.ts";
import { clock, toDate } from "../clock.ts";
import { transaction, type Tx } from "../db.ts";
import { appendJournal } from "../journal/append-journal.ts";
import { lockPermanence } from "../queue/load-line.ts";
import { permanenceColumns, permanenceOfRow } from "../schedule/permanence-of-row.ts";
import { versionOf } from "../version-of.ts";
import { halfDayOfTeam } from "./half-day-to-record.ts";
import { readRecord } from "./read-half-day-summary.ts";

/** `people-there`: nobody was there is said of a half-day whose line holds people; `changed-meanwhile`: somebody else recorded something since. */
export type RecordRefusal =
  "not-found" | "not-allowed" | "people-there" | "changed-meanwhile" | RecordingRefusal | TotalsRefusal;

/**
 * Records what the line of a half-day does not hold (docs/decisions/0149), instead of what was recorded before; its figures are counted again.
 * `seen`: the version of what was recorded that the page showed. For whoever may run its line; noted in the journal.
 */
export const recordHalfDay = (
  actor: StaffActor,
  id: string,
  record: HalfDayRecord,
  seen: string,
): Promise<Result<void, RecordRefusal>> =>
  change(actor, id, seen, async (tx, { permanence, organisation, now }) => {
    if (record.kind === "paper-totals") {
      const fits = checkTotals(record);
      if (!fits.ok) return fits;
    } else if (await hasPeople(tx, permanence)) return refuse("people-there");
    const { kind, ...said } = record;
    const counts = { received: 0, helped: 0, gone: 0, redirected: 0, turnedAway: 0 };
    const data = { kind, why: null, ...counts, ...said, notedBy: actor.user, notedAt: toDate(now) };
    await tx.halfDayRecord.upsert({
      where: { permanenceId: permanence },
      create: { permanenceId: permanence, organisationId: organisation, ...data },
      update: data,
      select: { permanenceId: true },
    });
    return accept({ kind, ...said });
  });

/** Takes it back: the half-day is what its line says. The same refusals. */
export const withdrawRecord = (actor: StaffActor, id: string, seen: string): Promise<Result<void, RecordRefusal>> =>
  change(actor, id, seen, async (tx, { permanence }) => {
    const { count } = await tx.halfDayRecord.deleteMany({ where: { permanenceId: permanence } });
    return count === 0 ? refuse("changed-meanwhile") : accept(undefined);
  });

type Held = { readonly permanence: string; readonly organisation: string; readonly now: ReturnType<typeof clock.now> };

/** Under the lock of the half-day, so that no act and no second person comes between what was read and what is written. */
async function change(
  actor: StaffActor,
  id: string,
  seen: string,
  write: (tx: Tx, held: Held) => Promise<Result<Readonly<Record<string, string | number>> | undefined, RecordRefusal>>,
): Promise<Result<void, RecordRefusal>> {
  const team = await halfDayOfTeam(actor, id);
  if (!team.ok) return team;
  const { id: permanence, organisation, at } = team.value;
  return transaction(async (tx) => {
    await lockPermanence(tx, permanence);
    const now = clock.now();
    const row = await tx.permanence.findUniqueOrThrow({ where: { id: permanence }, select: permanenceColumns });
    const may = mayBeRecorded(permanenceOfRow(row), now);
    if (!may.ok) return may;
    if (versionOf((await readRecord(tx, permanence)) ?? null) !== seen) return refuse("changed-meanwhile");
    const written = await write(tx, { permanence, organisation, now });
    if (!written.ok) return written;
    const act = written.value ? "half-day-recorded" : "half-day-record-withdrawn";
    await appendJournal(tx, actor, { act, organisation, place: at.id, permanence, data: written.value ?? {} }, now);
    return accept(undefined);
  }, actor);
}

/** Whether the line, or help that was noted after its close, holds anybody: numbers given by mistake are nobody. */
async function hasPeople(tx: Tx, permanenceId: string): Promise<boolean> {
  const [people, helps] = [
    await tx.visit.count({
      where: { permanenceId, OR: [{ leftWhy: null }, { leftWhy: { not: "given-by-mistake" } }] },
    }),
    await tx.lateHelp.count({ where: { permanenceId } }),
  ];
  return people + helps > 0;
}
