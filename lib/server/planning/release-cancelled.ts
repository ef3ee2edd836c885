import { Prisma } from "#prisma/generated/client.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { inBatches } from "../in-batches.ts";

/** Assignments in one transaction. */
const BATCH = 500;

/** Whether this process has seen that nothing is left: what is cancelled now is released by the database. */
let nothingLeft = false;

/** The assignments of half-days to come that were cancelled before `permanence_cancelled_releases` existed. */
const cancelledBefore = (): Prisma.Sql => Prisma.sql`
  permanence JOIN assignment ON assignment.permanence_id = permanence.id
  WHERE permanence.cancel_reason IS NOT NULL AND permanence.ends_at > ${toDate(clock.now())} AND permanence.status = 'cancelled' AND NOT assignment.released`;

/** Whether any is to be released; once there was none, this process does not look again. */
export async function areCancelledToRelease(): Promise<boolean> {
  if (nothingLeft) return false;
  const found = await db.$queryRaw<unknown[]>`SELECT 1 FROM ${cancelledBefore()} LIMIT 1`;
  nothingLeft = found.length === 0;
  return !nothingLeft;
}

/** Releases them in batches. May run twice, also at once. Returns how many were released. */
export const releaseCancelled = (): Promise<number> =>
  inBatches(
    BATCH,
    Prisma.sql`
        WITH due AS MATERIALIZED (SELECT assignment.id FROM ${cancelledBefore()} LIMIT ${BATCH} FOR UPDATE OF assignment SKIP LOCKED)
        UPDATE assignment SET released = true FROM due WHERE assignment.id = due.id`,
  );
