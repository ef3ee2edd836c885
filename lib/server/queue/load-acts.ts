import type { QueueEvent } from "../../queue/acts/acts.ts";
import { overtakesAfter, undoableAfter, type StateBefore } from "../../queue/acts/evolve.ts";
import type { Overtake, Undoable } from "../../queue/line/line-state.ts";
import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

/** The acts of the last minute that can be taken back in each of these lines, oldest first: as `evolve` knows them, from stored events. */
export async function loadUndoable(
  tx: Tx,
  permanenceIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly Undoable[]>> {
  const rows = await tx.queueEvent.findMany({
    where: {
      permanenceId: { in: [...permanenceIds] },
      receivedAt: { gte: toDate(instant(now - MINUTE)) },
      visitId: { not: null },
    },
    orderBy: { id: "asc" },
  });
  return ofEach(rows, (acts: readonly Undoable[], row) =>
    undoableAfter(acts, stampedOf(row.commandId, row.receivedAt, row), stateBeforeOf(row.data)),
  );
}

/** The standing overtakes of each of these permanences, from stored events. Events that overtook nobody, which is most, are not read. */
export async function loadOvertakes(
  tx: Tx,
  permanenceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Overtake[]>> {
  const rows = await tx.$queryRaw<
    {
      readonly permanenceId: string;
      readonly type: string;
      readonly command: string;
      readonly data: unknown;
      readonly at: Date;
    }[]
  >`
    SELECT permanence_id::text AS "permanenceId", type, command_id::text AS command, data - 'before' AS data, received_at AS at FROM queue_event
    WHERE permanence_id = ANY (${[...permanenceIds]}::uuid[]) AND (type = 'undone' OR (data ? 'overtaken' AND data -> 'overtaken' <> '[]'::jsonb))
    ORDER BY id`;
  return ofEach(rows, (overtakes: readonly Overtake[], row) =>
    overtakesAfter(overtakes, stampedOf(row.command, row.at, row)),
  );
}

/** The rows of each permanence, folded one after another. */
const ofEach = <Row extends { readonly permanenceId: string }, Found>(
  rows: readonly Row[],
  after: (found: readonly Found[], row: Row) => readonly Found[],
): ReadonlyMap<string, readonly Found[]> =>
  new Map(
    [...Map.groupBy(rows, ({ permanenceId }) => permanenceId)].map(([id, theirs]) => [
      id,
      theirs.reduce<readonly Found[]>(after, []),
    ]),
  );

/** The event that a row holds. */
const stampedOf = (command: string, at: Date, { type, data }: { readonly type: string; readonly data: unknown }) => ({
  event: { ...(data as object), type } as QueueEvent,
  at: instant(at.getTime()),
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
