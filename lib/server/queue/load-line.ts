import { Prisma } from "#prisma/generated/client.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type {
  Desk,
  ExpectedAppointment,
  FormerSeat,
  LineState,
  NumberLease,
  Overtake,
  Undoable,
} from "#lib/queue/line/line-state.ts";
import type { NumbersState, PermanenceStatus } from "#lib/schedule/permanence.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import type { Tx } from "#lib/server/db.ts";
import { windowsOf } from "#lib/server/schedule/permanence-rows.ts";
import { counterColumns, heardAtColumn, permanenceWithLine, visitColumns, visitOf } from "./line-rows.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import type { QueueEvent } from "#lib/queue/acts/acts.ts";
import { overtakesAfterEvent, undoableAfterEvent, type StateBefore } from "#lib/queue/acts/decider.ts";
import { toDate } from "#lib/server/clock.ts";

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
 * The line of a permanence, without names and phones, or undefined. Takes no lock: who writes calls `lockPermanence`
 * first.
 */
export const loadLine = async (tx: Tx, permanenceId: string, now: Instant): Promise<LineState | undefined> =>
  (await loadLines(tx, [permanenceId], now)).get(permanenceId.toLowerCase())?.state;

/**
 * A line, its organisation and place, the local date and zone of its half-day, and the last heartbeat of a device of
 * its team (`isAlive`). `bySms`: the visits of those who asked to be told by SMS.
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
 * The lines of several permanences, by id in lower case; those that do not exist are missing. The number of queries
 * does not depend on how many there are. `shown`: only what a board shows, without the acts that can be taken back.
 * `undoing`: the id of an act that is to be taken back, which is known then however long ago it came.
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
            ...(row.numbersByTeam && { numbersByTeam: true }),
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
 * Those whom the automatic end of this line has ended, as they were before it, from the last event of each. A report is
 * no change of a visit.
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
  p.id, p.organisation_id AS "organisationId", p.place_id AS "placeId", p.status, p.numbers, p.suspended, p.numbers_by_team AS "numbersByTeam", p.local_date AS "localDate", p.time_zone AS "timeZone", p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.windows, p.desks, p.message, p.outcome, p.closed_at AS "closedAt",
  ${counterColumns}, ${heardAtColumn}`;

type LineRow = {
  readonly id: string;
  readonly organisationId: string;
  readonly placeId: string;
  readonly status: string;
  readonly numbers: string;
  readonly suspended: boolean;
  readonly numbersByTeam: boolean;
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
  topics: topicsTakenOfKeys(row.topicKeys),
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

type Dates = { readonly first: Date; readonly last: Date };

/** The dates among which the events of these half-days stand: their own local dates. */
function datesOfEvents(halfDays: readonly { readonly localDate: Date }[]): Dates {
  const dates = halfDays.map(({ localDate }) => localDate.getTime());
  return { first: new Date(Math.min(...dates)), last: new Date(Math.max(...dates)) };
}

/** Of which half-days, and among which dates, events are read. */
type Range = { readonly permanenceIds: readonly string[]; readonly dates: Dates };

const inRange = ({ permanenceIds, dates: { first, last } }: Range): Prisma.Sql =>
  Prisma.sql`permanence_id = ANY (${[...permanenceIds]}::uuid[]) AND local_date BETWEEN ${first}::date AND ${last}::date`;

/**
 * The acts that came in the last minute and can be taken back in each of these lines, oldest first: as `evolve` knows
 * them, from stored events. `undoing`: the acts since this one came, when that is longer ago. Taken back without
 * network it comes late.
 */
async function loadUndoable(
  tx: Tx,
  range: Range,
  now: Instant,
  undoing: string | undefined,
): Promise<ReadonlyMap<string, readonly Undoable[]>> {
  const lately = toDate(instant(now - MINUTE));
  const since =
    undoing === undefined
      ? Prisma.sql`${lately}::timestamptz`
      : Prisma.sql`least(${lately}::timestamptz, (SELECT min(received_at) FROM queue_event WHERE ${inRange(range)} AND command_id = ${undoing}::uuid))`;
  const which = Prisma.sql`received_at >= ${since} AND (visit_id IS NOT NULL OR type = 'visit-to-fetch')`;
  return foldEvents(tx, range, Prisma.sql`data`, which, (acts: readonly Undoable[], row) =>
    undoableAfterEvent(
      acts,
      { ...stampedOf(row, row.at), receivedAt: momentOf(row.receivedAt) },
      stateBeforeOf(row.data),
    ),
  );
}

/**
 * The standing overtakes of each of these permanences, from stored events. Events that overtook nobody, which is most,
 * are not read.
 */
const loadOvertakes = (tx: Tx, range: Range): Promise<ReadonlyMap<string, readonly Overtake[]>> =>
  foldEvents(
    tx,
    range,
    Prisma.sql`data - 'before'`,
    Prisma.sql`(type = 'undone' OR (data ? 'overtaken' AND data -> 'overtaken' <> '[]'::jsonb))`,
    (overtakes: readonly Overtake[], row) => overtakesAfterEvent(overtakes, stampedOf(row, row.receivedAt)),
  );

/** A stored event. `command`: the id of the command that it came from. `at`: when the act happened by its device. */
type EventRow = {
  readonly permanenceId: string;
  readonly type: string;
  readonly command: string;
  readonly data: unknown;
  readonly at: Date;
  readonly receivedAt: Date;
};

/**
 * Reads `which` events, oldest first, with what is asked of their `data`, and folds those of each permanence one after
 * another.
 */
async function foldEvents<Found>(
  tx: Tx,
  range: Range,
  data: Prisma.Sql,
  which: Prisma.Sql,
  after: (found: readonly Found[], row: EventRow) => readonly Found[],
): Promise<ReadonlyMap<string, readonly Found[]>> {
  const rows = await tx.$queryRaw<EventRow[]>`
    SELECT permanence_id::text AS "permanenceId", type, command_id::text AS command, ${data} AS data, at, received_at AS "receivedAt" FROM queue_event
    WHERE ${inRange(range)} AND ${which}
    ORDER BY id`;
  return new Map(
    [...Map.groupBy(rows, ({ permanenceId }) => permanenceId)].map(([id, theirs]) => [
      id,
      theirs.reduce<readonly Found[]>(after, []),
    ]),
  );
}

/** The event that a row holds, at that moment. */
const stampedOf = ({ type, data, command }: EventRow, at: Date) => ({
  event: { ...(data as object), type } as QueueEvent,
  at: momentOf(at),
  command,
});

/** What a row keeps of the state before its event. */
const stateBeforeOf = (data: unknown): StateBefore => {
  const { before = null, call, heldBy, arrived } = data as Partial<StateBefore>;
  return {
    before,
    ...(call !== undefined && { call }),
    ...(heldBy !== undefined && { heldBy }),
    ...(arrived && { arrived }),
  };
};

const momentOf = (date: Date): Instant => instant(date.getTime());
