import { Prisma } from "#prisma/generated/client.ts";
import { db } from "../db.ts";
import { inBatches } from "../in-batches.ts";

/** Shares in one transaction. */
const BATCH = 100;

/** Whether a share still has the older list of its places, in which an empty list means every place. */
export const areSharesToMove = async (): Promise<boolean> =>
  (await db.calendarShare.findFirst({ where: { everyPlace: null }, select: { id: true } })) !== null;

/**
 * Moves the older lists of places into rows of their own, and says of the empty ones that they mean every place; a place that
 * no longer exists is left out. May run twice, also at once. Returns how many shares were moved.
 */
export const moveShares = (): Promise<number> =>
  inBatches(
    BATCH,
    Prisma.sql`
        WITH due AS MATERIALIZED (SELECT id, place_ids FROM calendar_share WHERE every_place IS NULL LIMIT ${BATCH} FOR UPDATE SKIP LOCKED),
        named AS (
          INSERT INTO calendar_share_place (share_id, place_id)
          SELECT due.id, place.id FROM due JOIN place ON place.id = ANY (due.place_ids)
          ON CONFLICT DO NOTHING)
        UPDATE calendar_share AS share SET every_place = cardinality(due.place_ids) = 0 FROM due WHERE share.id = due.id`,
  );
