import { Prisma } from "#prisma/generated/client.ts";
import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import type { QueueEvent } from "../../queue/acts/acts.ts";
import { overtakesAfter, undoableAfter, type StateBefore } from "../../queue/acts/evolve.ts";
import type { Overtake, Undoable } from "../../queue/line/line-state.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

type Dates = { readonly first: Date; readonly last: Date };

/** The dates among which the events of these half-days stand: their own local dates. */
export function datesOfEvents(halfDays: readonly { readonly localDate: Date }[]): Dates {
  const dates = halfDays.map(({ localDate }) => localDate.getTime());
  return { first: new Date(Math.min(...dates)), last: new Date(Math.max(...dates)) };
}

/** Of which half-days, and among which dates, events are read. */
type Range = { readonly permanenceIds: readonly string[]; readonly dates: Dates };

const inRange = ({ permanenceIds, dates: { first, last } }: Range): Prisma.Sql =>
  Prisma.sql`permanence_id = ANY (${[...permanenceIds]}::uuid[]) AND local_date BETWEEN ${first}::date AND ${last}::date`;

/**
 * The acts that came in the last minute and can be taken back in each of these lines, oldest first: as `evolve` knows them,
 * from stored events. `undoing`: the acts since this one came, when that is longer ago. Taken back without network it comes late.
 */
export async function loadUndoable(
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
    undoableAfter(acts, { ...stampedOf(row, row.at), receivedAt: momentOf(row.receivedAt) }, stateBeforeOf(row.data)),
  );
}

/** The standing overtakes of each of these permanences, from stored events. Events that overtook nobody, which is most, are not read. */
export const loadOvertakes = (tx: Tx, range: Range): Promise<ReadonlyMap<string, readonly Overtake[]>> =>
  foldEvents(
    tx,
    range,
    Prisma.sql`data - 'before'`,
    Prisma.sql`(type = 'undone' OR (data ? 'overtaken' AND data -> 'overtaken' <> '[]'::jsonb))`,
    (overtakes: readonly Overtake[], row) => overtakesAfter(overtakes, stampedOf(row, row.receivedAt)),
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

/** Reads `which` events, oldest first, with what is asked of their `data`, and folds those of each permanence one after another. */
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
