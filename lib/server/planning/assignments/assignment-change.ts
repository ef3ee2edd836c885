import { z } from "zod";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import type { PlannedSeat } from "#lib/schedule/planned-week.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/**
 * What an act of planning did to the assignments: rows that stand no more, and rows that stand since. A row whose hours
 * changed is in both, under one id. Its contrary has the two exchanged.
 */
export type AssignmentChange = {
  readonly organisation: string;
  readonly removed: readonly PlannedSeat[];
  readonly added: readonly PlannedSeat[];
};

/** What undoes a change. */
export const contraryOf = ({ organisation, removed, added }: AssignmentChange): AssignmentChange => ({
  organisation,
  removed: added,
  added: removed,
});

/**
 * Writes a change, of which no row may be written beside it: the caller holds the locks of its half-days. Refused,
 * before anything is written, when a removed row is no longer as it is said to be.
 */
export async function writeChange(
  tx: Tx,
  { organisation, removed, added }: AssignmentChange,
): Promise<Result<void, "changed-meanwhile">> {
  const stands = await standsAsLeft(tx, { removed, added });
  if (!stands.ok) return stands;
  const before = new Map(removed.map((row) => [row.id, row]));
  const after = new Map(added.map((row) => [row.id, row]));
  await tx.assignment.deleteMany({ where: { id: { in: removed.flatMap(({ id }) => (after.has(id) ? [] : [id])) } } });
  // Rows that become shorter come first, so that their hours are free for those that follow.
  for (const { id } of removed) {
    const row = after.get(id);
    if (row) await tx.assignment.update({ where: { id }, data: columnsOf(row), select: { id: true } });
  }
  await tx.assignment.createMany({
    data: added
      .filter(({ id }) => !before.has(id))
      .map((row) => ({
        ...columnsOf(row),
        id: row.id,
        organisationId: organisation,
        topicKeys: [...row.topicKeys],
      })),
  });
  return accept(undefined);
}

/** Whether the rows that a change takes away are as it says, and none of those that it adds is there. */
export async function standsAsLeft(
  tx: Tx,
  { removed, added }: Pick<AssignmentChange, "removed" | "added">,
): Promise<Result<void, "changed-meanwhile">> {
  const standing = await tx.assignment.findMany({
    where: { id: { in: [...removed, ...added].map(({ id }) => id) }, released: false },
  });
  const before = new Map(removed.map((row) => [row.id, row]));
  const isAsLeft =
    standing.length === removed.length && standing.every((row) => isSame(assignmentOfRow(row), before.get(row.id)));
  return isAsLeft ? accept(undefined) : refuse("changed-meanwhile");
}

const isSame = (row: PlannedSeat, other: PlannedSeat | undefined): boolean =>
  other !== undefined && JSON.stringify(keptOf(row)) === JSON.stringify(keptOf(other));

const columnsOf = ({ permanence, account, desk, span }: PlannedSeat) => ({
  permanenceId: permanence,
  conseillerId: account,
  desk,
  startsAt: toDate(span.start),
  endsAt: toDate(span.end),
});

type Columns = {
  readonly id: string;
  readonly permanenceId: string;
  readonly conseillerId: string;
  readonly desk: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly topicKeys: readonly string[];
};

/** An assignment of its columns. */
export const assignmentOfRow = (row: Columns): PlannedSeat => ({
  id: row.id,
  permanence: row.permanenceId,
  account: row.conseillerId,
  desk: row.desk,
  span: { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) },
  topicKeys: row.topicKeys,
});

/** A row as the journal keeps it: ids, desk, start and end in milliseconds, keys of topics. */
const kept = z.tuple([z.uuid(), z.uuid(), z.uuid(), z.int(), z.int(), z.int(), z.array(z.string())]);
const keptRows = z.string().transform((text, context) => {
  const rows = z.array(kept).safeParse(parsed(text));
  if (rows.success) return rows.data;
  context.addIssue("No rows.");
  return z.NEVER;
});
const keptChange = z.looseObject({ removed: keptRows, added: keptRows });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the journal notes of a change, for `changeOfEntry`. */
export const dataOfChange = ({ removed, added }: AssignmentChange): { removed: string; added: string } => ({
  removed: JSON.stringify(removed.map(keptOf)),
  added: JSON.stringify(added.map(keptOf)),
});

const keptOf = ({ id, permanence, account, desk, span, topicKeys }: PlannedSeat): z.infer<typeof kept> => [
  id,
  permanence,
  account,
  desk,
  span.start,
  span.end,
  [...topicKeys],
];

/** The change that an entry of the journal notes; undefined for one that notes none. */
export function changeOfEntry(organisation: string, data: unknown): AssignmentChange | undefined {
  const read = keptChange.safeParse(data);
  if (!read.success) return undefined;
  const [removed, added] = [read.data.removed, read.data.added].map((rows) =>
    rows.map(([id, permanence, account, desk, start, end, topicKeys]) => ({
      id,
      permanence,
      account,
      desk,
      span: { start: instant(start), end: instant(end) },
      topicKeys,
    })),
  );
  return { organisation, removed: removed ?? [], added: added ?? [] };
}
