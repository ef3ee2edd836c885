import { Prisma } from "#prisma/generated/client.ts";
import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import type { Desk, ExpectedAppointment, FormerSeat, LineState, NumberLease } from "../../queue/line/line-state.ts";
import type { NumbersState, PermanenceStatus } from "../../schedule/permanence.ts";
import { topicsOfKeys } from "../../schedule/topic.ts";
import type { Tx } from "../db.ts";
import { windowsOf } from "../schedule/permanence-of-row.ts";
import { counterColumns, heardAtColumn, permanenceWithLine } from "./line-row.ts";
import type { Visit } from "../../queue/line/visit.ts";
import { visitColumns, visitOf } from "./visit-row.ts";
import { datesOfEvents, loadOvertakes, loadUndoable } from "./events-of-lines.ts";

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
  (await loadLines(tx, [permanenceId], now)).get(permanenceId.toLowerCase())?.state;

/**
 * A line, its organisation and place, the local date and zone of its half-day, and the last heartbeat of a device of its team (`isAlive`). `bySms`: the visits of those who asked to
 * be told by SMS.
 */
export type LoadedLine = {
  readonly state: LineState;
  readonly bySms: readonly string[];
  readonly organisation: string;
  readonly place: string;
  readonly localDate: Date;
  readonly timeZone: string;
  readonly heardAt: Instant | undefined;
};

/**
 * The lines of several permanences, by id in lower case; those that do not exist are missing. The number of queries does not
 * depend on how many there are. `shown`: only what a board shows, without the acts that can be taken back. `undoing`: the id
 * of an act that is to be taken back, which is known then however long ago it came.
 */
export async function loadLines(
  tx: Tx,
  permanenceIds: readonly string[],
  now: Instant,
  purpose: "acted-on" | "shown" = "acted-on",
  undoing?: string,
): Promise<ReadonlyMap<string, LoadedLine>> {
  const ids = [...permanenceIds];
  const rows = await tx.$queryRaw<
    LineRow[]
  >`SELECT ${lineColumns} FROM ${permanenceWithLine} WHERE p.id = ANY (${ids}::uuid[])`;
  if (rows.length === 0) return new Map();
  const theirs = { permanenceId: { in: ids } };
  const desks = byLine(await tx.desk.findMany({ where: theirs, orderBy: { number: "asc" } }));
  const visits = byLine(
    await tx.visit.findMany({
      where: theirs,
      select: { ...visitColumns, permanenceId: true, toldBySms: true },
      orderBy: { number: "asc" },
    }),
  );
  const booked = byLine(
    await tx.appointment.findMany({
      where: { ...theirs, state: "booked" },
      select: expectedColumns,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    }),
  );
  const leases = byLine(
    await tx.numberLease.findMany({ where: { ...theirs, voidedAt: null }, orderBy: { firstNumber: "asc" } }),
  );
  const range = { permanenceIds: ids, dates: datesOfEvents(rows) };
  const overtakes = await loadOvertakes(tx, range);
  const undoable = purpose === "shown" ? undefined : await loadUndoable(tx, range, now, undoing);
  return new Map(
    rows.map((row) => {
      const span: Interval = { start: momentOf(row.startsAt), end: momentOf(row.endsAt) };
      const theirVisits = visits.get(row.id) ?? [];
      // A visit is of the half-day of its appointment (foreign key), so the visits of the line say who has come.
      const came = new Set(theirVisits.map(({ appointment }) => appointment?.id));
      return [
        row.id,
        {
          organisation: row.organisationId,
          place: row.placeId,
          localDate: row.localDate,
          timeZone: row.timeZone,
          heardAt: row.heardAt ? momentOf(row.heardAt) : undefined,
          bySms: theirVisits.flatMap(({ id, toldBySms }) => (toldBySms ? [id] : [])),
          state: {
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
            visits: theirVisits.map(visitOf),
            expected: (booked.get(row.id) ?? []).filter(({ id }) => !came.has(id)).map(expectedOf),
            overtakes: overtakes.get(row.id) ?? [],
            undoable: undoable?.get(row.id) ?? [],
            ...(row.message === null ? {} : { message: row.message }),
            ...closedAtOf(row),
            ...(row.outcome === "not-recorded" && row.closedAt ? { endedAutomaticallyAt: momentOf(row.closedAt) } : {}),
          },
        },
      ];
    }),
  );
}

/**
 * Those whom the automatic end of this line has ended, as they were before it, from the last event of each. A report is no
 * change of a visit.
 */
export async function loadVisitsBeforeEnd(tx: Tx, { state, localDate }: LoadedLine): Promise<readonly Visit[]> {
  const rows = await tx.$queryRaw<{ readonly before: Visit }[]>`
    SELECT data -> 'before' AS before FROM (
      SELECT DISTINCT ON (visit_id) type, data FROM queue_event
      WHERE permanence_id = ${state.permanence}::uuid AND local_date = ${localDate}::date AND visit_id IS NOT NULL AND type <> 'visit-reported'
      ORDER BY visit_id, id DESC) AS last
    WHERE (type = 'visit-unserved' AND data ->> 'choice' = 'not-recorded') OR (type = 'visit-finished' AND (data -> 'unrecorded') = 'true')`;
  return rows.map(({ before }) => before);
}

/** When a person closed it. */
const closedAtOf = ({ status, outcome, closedAt }: LineRow): Pick<LineState, "closedAt"> =>
  status === "closed" && outcome !== "not-recorded" && closedAt ? { closedAt: momentOf(closedAt) } : {};

/** The columns of a half-day that its line needs: neither its event's text nor why it was cancelled. */
const lineColumns = Prisma.sql`
  p.id, p.organisation_id AS "organisationId", p.place_id AS "placeId", p.status, p.numbers, p.suspended, p.local_date AS "localDate", p.time_zone AS "timeZone", p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.windows, p.desks, p.message, p.outcome, p.closed_at AS "closedAt",
  ${counterColumns}, ${heardAtColumn}`;

type LineRow = {
  readonly id: string;
  readonly organisationId: string;
  readonly placeId: string;
  readonly status: string;
  readonly numbers: string;
  readonly suspended: boolean;
  readonly localDate: Date;
  readonly timeZone: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly windows: unknown;
  readonly desks: number;
  readonly message: string | null;
  readonly outcome: string | null;
  readonly closedAt: Date | null;
  readonly version: number;
  readonly nextNumber: number;
  readonly calls: number;
  readonly heardAt: Date | null;
};

/** The columns of an appointment that the line needs: neither name nor contact nor code. */
const expectedColumns = {
  permanenceId: true,
  id: true,
  startsAt: true,
  endsAt: true,
  bookedAt: true,
  topicKeys: true,
  passedBy: true,
  expectedAt: true,
  wantedConseillerId: true,
  toFetch: true,
} satisfies Prisma.AppointmentSelect;

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
  formerly: unknown;
}): Desk => ({
  number: row.number,
  state: row.state as Desk["state"],
  since: momentOf(row.since),
  ...(row.breakUntil === null ? {} : { breakUntil: momentOf(row.breakUntil) }),
  topics: topicsOfKeys(row.topicKeys),
  ...(row.conseillerId === null ? {} : { conseiller: row.conseillerId }),
  ...(row.formerly === null ? {} : { formerly: row.formerly as readonly FormerSeat[] }),
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

type ExpectedRow = Prisma.AppointmentGetPayload<{ select: typeof expectedColumns }>;

const expectedOf = (row: ExpectedRow): ExpectedAppointment => ({
  id: row.id,
  hour: momentOf(row.startsAt),
  bookedAt: momentOf(row.bookedAt),
  minutes: (row.endsAt.getTime() - row.startsAt.getTime()) / MINUTE,
  passedBy: row.passedBy,
  ...(row.expectedAt === null ? {} : { expectedAt: momentOf(row.expectedAt) }),
  ...(row.wantedConseillerId === null ? {} : { wanted: row.wantedConseillerId }),
  ...(row.topicKeys[0] === undefined ? {} : { topic: row.topicKeys[0] }),
  ...(row.toFetch && { toFetch: true }),
});

const momentOf = (date: Date): Instant => instant(date.getTime());
