import type { QueueEvent } from "../../queue/line/events.ts";
import type { ExpectedAppointment, Overtake, Undoable } from "../../queue/line/line-state.ts";
import { overtakesAfter } from "../../queue/order/overtake.ts";
import { actsWithoutCall } from "../../queue/line/take-back.ts";
import { undoableVisit } from "../../queue/line/undoable.ts";
import type { Visit } from "../../queue/line/visit.ts";
import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

/** What `appendEvent` keeps beside the event's own facts. */
type Kept = {
  readonly before?: Visit | null;
  readonly call?: number;
  readonly heldBy?: string;
  readonly arrived?: ExpectedAppointment;
};
type Undone = Extract<QueueEvent, { type: "undone" }>;

/** The acts of the last minute that can be taken back in each of these lines, oldest first, from what their events kept of the state before. */
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
  return ofEach(rows, (acts: readonly Undoable[], row) => {
    const event = eventOf(row);
    if (event.type === "undone") return withoutUndone(acts, event);
    const visit = undoableVisit(event);
    if (visit === undefined) return acts;
    const { before = null, call, heldBy, arrived } = row.data as Kept;
    return [
      ...acts,
      {
        command: row.commandId,
        at: instant(row.receivedAt.getTime()),
        visit,
        before,
        ...(call !== undefined && { call }),
        ...(heldBy !== undefined && { heldBy }),
        ...(arrived && { arrived }),
      },
    ];
  });
}

/** The standing overtakes of each of these half-days: what its events say, less what was taken back. Calls that passed nobody stay out: most do. */
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
    overtakesAfter(overtakes, { event: eventOf(row), at: instant(row.at.getTime()), command: row.command }),
  );
}

/** What the rows of each half-day come to, one after another. */
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

/** The event a row holds, as `appendEvent` wrote it. */
const eventOf = ({ type, data }: { readonly type: string; readonly data: unknown }): QueueEvent =>
  ({ ...(data as object), type }) as QueueEvent;

function withoutUndone(acts: readonly Undoable[], { command, call }: Undone): readonly Undoable[] {
  const others = acts.filter((act) => act.command !== command);
  return call === undefined ? others : actsWithoutCall(others, command, call);
}
