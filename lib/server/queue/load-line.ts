import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import type { Desk, ExpectedAppointment, LineState, NumberLease } from "../../queue/line-state.ts";
import type { Mode, NumbersState, PermanenceStatus, Window } from "../../schedule/permanence.ts";
import type { Tx } from "../db.ts";
import { loadOvertakes, loadUndoable } from "./load-acts.ts";
import { visitColumns, visitOf } from "./visit-row.ts";

/**
 * Takes the one lock of a permanence until the transaction ends; false when there is no such permanence.
 * FOR NO KEY UPDATE: rows that refer to the permanence may still be added beside it.
 */
export async function lockPermanence(tx: Tx, permanenceId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM permanence WHERE id = ${permanenceId}::uuid FOR NO KEY UPDATE`;
  return rows.length === 1;
}

/**
 * The line of a permanence as `decide` knows it, or undefined. Takes no lock: a deed calls `lockPermanence` first.
 * It holds no name and no phone.
 */
export async function loadLine(tx: Tx, permanenceId: string, now: Instant): Promise<LineState | undefined> {
  const row = await tx.permanence.findUnique({ where: { id: permanenceId } });
  if (!row) return undefined;
  const desks = await tx.desk.findMany({ where: { permanenceId }, orderBy: { number: "asc" } });
  const visits = await tx.visit.findMany({ where: { permanenceId }, select: visitColumns, orderBy: { number: "asc" } });
  const expected = await tx.appointment.findMany({ where: { permanenceId, state: "booked", visit: null }, orderBy: [{ startsAt: "asc" }, { id: "asc" }] });
  const leases = await tx.numberLease.findMany({ where: { permanenceId }, orderBy: { firstNumber: "asc" } });
  const span: Interval = { start: momentOf(row.startsAt), end: momentOf(row.endsAt) };
  return {
    permanence: row.id,
    version: row.version,
    status: row.status as PermanenceStatus,
    numbers: row.numbers as NumbersState,
    suspended: row.suspended,
    span,
    windows: windowsOf(row.windows, span.start),
    plannedDesks: row.desks,
    desks: desks.map(deskOf),
    nextNumber: row.nextNumber,
    leases: row.status === "closed" ? [] : leases.map(leaseOf),
    calls: row.calls,
    visits: visits.map(visitOf),
    expected: expected.map(expectedOf),
    overtakes: await loadOvertakes(tx, permanenceId),
    undoable: await loadUndoable(tx, permanenceId, now),
    ...(row.message === null ? {} : { message: row.message }),
  };
}

/** The windows of a permanence's row ([{ from, to, mode }], minutes from its start) as spans. */
export const windowsOf = (json: unknown, start: Instant): readonly Window[] =>
  (json as readonly { from: number; to: number; mode: Mode }[]).map(({ from, to, mode }) => ({
    span: { start: instant(start + from * MINUTE), end: instant(start + to * MINUTE) },
    mode,
  }));

const deskOf = (row: { number: number; conseillerId: string | null; state: string; since: Date; breakUntil: Date | null; topicKeys: string[] }): Desk => ({
  number: row.number,
  state: row.state as Desk["state"],
  since: momentOf(row.since),
  ...(row.breakUntil === null ? {} : { breakUntil: momentOf(row.breakUntil) }),
  topics: row.topicKeys,
  ...(row.conseillerId === null ? {} : { conseiller: row.conseillerId }),
});

const leaseOf = ({ device, firstNumber: first, lastNumber: last }: { device: string; firstNumber: number; lastNumber: number }): NumberLease => ({ device, first, last });

type ExpectedRow = { id: string; startsAt: Date; endsAt: Date; bookedAt: Date; topicKeys: string[]; passedBy: string[]; expectedAt: Date | null; wantedConseillerId: string | null };

const expectedOf = (row: ExpectedRow): ExpectedAppointment => ({
  id: row.id,
  hour: momentOf(row.startsAt),
  bookedAt: momentOf(row.bookedAt),
  minutes: (row.endsAt.getTime() - row.startsAt.getTime()) / MINUTE,
  passedBy: row.passedBy,
  ...(row.expectedAt === null ? {} : { expectedAt: momentOf(row.expectedAt) }),
  ...(row.wantedConseillerId === null ? {} : { wanted: row.wantedConseillerId }),
  ...(row.topicKeys[0] === undefined ? {} : { topic: row.topicKeys[0] }),
});

const momentOf = (date: Date): Instant => instant(date.getTime());
