import { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import { db } from "../db.ts";
import { inBatches } from "../in-batches.ts";

/** Rows in one transaction. */
const BATCH = 500;

/** Whether this process has seen that nothing is left: what is cancelled now has its moment, whichever version cancels. */
let nothingLeft = false;

/**
 * Appointments that were cancelled before `cancelled_at` existed and are not erased yet: the condition of an index that holds
 * them alone.
 */
const UNDATED = Prisma.sql`state IN ('cancelled-by-resident', 'cancelled-by-service') AND cancelled_at IS NULL AND contact_erased_at IS NULL`;

/** Whether there is any; once there was none, this process does not look again. */
export async function areCancelledUndated(): Promise<boolean> {
  if (nothingLeft) return false;
  const found = await db.$queryRaw<unknown[]>`SELECT 1 FROM appointment WHERE ${UNDATED} LIMIT 1`;
  nothingLeft = found.length === 0;
  return !nothingLeft;
}

/**
 * Gives them `now` as the moment of their cancelling, in batches: when it really was is written nowhere, and it was not
 * later. So they are kept for 30 days more at most, and none is erased too soon. May run twice, also at once. Returns how
 * many there were.
 */
export const dateCancelled = (now: Instant, batch = BATCH): Promise<number> =>
  inBatches(
    batch,
    Prisma.sql`
        WITH undated AS MATERIALIZED (SELECT id FROM appointment WHERE ${UNDATED} LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED)
        UPDATE appointment SET cancelled_at = ${toDate(now)} WHERE ${UNDATED} AND id IN (SELECT id FROM undated)`,
  );
