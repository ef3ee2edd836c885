import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import type { Desk, ExpectedAppointment, LineState, NumberLease } from "../../queue/line/line-state.ts";
import type { NumbersState, PermanenceStatus } from "../../schedule/permanence.ts";
import type { Tx } from "../db.ts";
import { windowsOf } from "../schedule/permanence-of-row.ts";
import { loadOvertakes, loadUndoable } from "./load-acts.ts";
import { visitColumns, visitOf } from "./visit-row.ts";

/**
 * Takes the one lock of a permanence until the transaction ends; false when there is no such permanence.
 * FOR NO KEY UPDATE: rows that refer to the permanence may still be added beside it.
 */
export async function lockPermanence(tx: Tx, permanenceId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM permanence WHERE id = ${permanenceId}::uuid FOR NO KEY UPDATE`;
  return rows.length === 1;
}

/**
 * The line of a permanence, without names and phones, or undefined. Takes no lock: who writes calls `lockPermanence` first.
 */
export const loadLine = async (tx: Tx, permanenceId: string, now: Instant): Promise<LineState | undefined> =>
  (await loadLines(tx, [permanenceId], now)).get(permanenceId.toLowerCase());

/** The lines of several permanences, by id in lower case; those that do not exist are missing. The number of queries is always the same. */
export async function loadLines(
  tx: Tx,
  permanenceIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, LineState>> {
  const ids = [...permanenceIds];
  const rows = await tx.permanence.findMany({ where: { id: { in: ids } } });
  if (rows.length === 0) return new Map();
  const theirs = { permanenceId: { in: ids } };
  const desks = byLine(await tx.desk.findMany({ where: theirs, orderBy: { number: "asc" } }));
  const visits = byLine(
    await tx.visit.findMany({
      where: theirs,
      select: { ...visitColumns, permanenceId: true },
      orderBy: { number: "asc" },
    }),
  );
  const expected = byLine(
    await tx.appointment.findMany({
      where: { ...theirs, state: "booked", visit: null },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    }),
  );
  const leases = byLine(await tx.numberLease.findMany({ where: theirs, orderBy: { firstNumber: "asc" } }));
  const overtakes = await loadOvertakes(tx, ids);
  const undoable = await loadUndoable(tx, ids, now);
  return new Map(
    rows.map((row) => {
      const span: Interval = { start: momentOf(row.startsAt), end: momentOf(row.endsAt) };
      return [
        row.id,
        {
          permanence: row.id,
          version: row.version,
          status: row.status as PermanenceStatus,
          numbers: row.numbers as NumbersState,
          suspended: row.suspended,
          span,
          windows: windowsOf(row.windows, span.start),
          plannedDesks: row.desks,
          desks: (desks.get(row.id) ?? []).map(deskOf),
          nextNumber: row.nextNumber,
          leases: row.status === "closed" ? [] : (leases.get(row.id) ?? []).map(leaseOf),
          calls: row.calls,
          visits: (visits.get(row.id) ?? []).map(visitOf),
          expected: (expected.get(row.id) ?? []).map(expectedOf),
          overtakes: overtakes.get(row.id) ?? [],
          undoable: undoable.get(row.id) ?? [],
          ...(row.message === null ? {} : { message: row.message }),
        },
      ];
    }),
  );
}

/** The rows of each line, in the order they came. */
const byLine = <Row extends { readonly permanenceId: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> => Map.groupBy(rows, ({ permanenceId }) => permanenceId);

const deskOf = (row: {
  number: number;
  conseillerId: string | null;
  state: string;
  since: Date;
  breakUntil: Date | null;
  topicKeys: string[];
}): Desk => ({
  number: row.number,
  state: row.state as Desk["state"],
  since: momentOf(row.since),
  ...(row.breakUntil === null ? {} : { breakUntil: momentOf(row.breakUntil) }),
  topics: row.topicKeys,
  ...(row.conseillerId === null ? {} : { conseiller: row.conseillerId }),
});

const leaseOf = ({
  device,
  firstNumber: first,
  lastNumber: last,
}: {
  device: string;
  firstNumber: number;
  lastNumber: number;
}): NumberLease => ({ device, first, last });

type ExpectedRow = {
  id: string;
  startsAt: Date;
  endsAt: Date;
  bookedAt: Date;
  topicKeys: string[];
  passedBy: string[];
  expectedAt: Date | null;
  wantedConseillerId: string | null;
};

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
