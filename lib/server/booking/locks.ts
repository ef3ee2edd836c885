import { Prisma } from "#prisma/generated/client.ts";
import type { Tx } from "../db.ts";
import { lockPermanence } from "../queue/load-line.ts";

/**
 * SQL that takes advisory locks until the transaction ends, on what has no half-day: a telephone number, an e-mail address,
 * a conseiller. Always taken in one order and before any half-day, so that there is no deadlock. `hold`: the id of a held hour,
 * whose conseiller is locked too.
 */
export const advisoryLocks = (keys: readonly string[], hold?: string): Prisma.Sql => Prisma.sql`(
  SELECT count(pg_advisory_xact_lock(hashtextextended(key, 0))) AS keys FROM (
    SELECT DISTINCT key COLLATE "C" AS key
    FROM unnest(${[...keys]}::text[] || ${hold === undefined ? Prisma.sql`'{}'::text[]` : keysOfHold(hold)}) AS key
    ORDER BY key) AS in_order)`;

/** SQL: the lock key of the conseiller who is wanted at a held hour, as an array; that of a hold never changes. */
const keysOfHold = (hold: string): Prisma.Sql => Prisma.sql`
  ARRAY (SELECT 'conseiller:' || wanted_conseiller_id FROM appointment WHERE id = ${hold}::uuid AND state = 'held' AND wanted_conseiller_id IS NOT NULL)`;

/** Takes the advisory locks of these keys in one statement; without keys it does nothing. */
export async function takeAdvisoryLocks(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.$queryRaw`SELECT keys::int FROM ${advisoryLocks(keys)} AS held`;
}

/** Takes the row locks of these half-days in the order of their ids, so that two moves in opposite directions do not deadlock. */
export async function lockPermanences(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) await lockPermanence(tx, id);
}

/** The lock key of a wanted conseiller, as a list; empty when none is wanted. */
export const conseillerKey = (conseiller: string | null | undefined): readonly string[] =>
  conseiller ? [`conseiller:${conseiller}`] : [];
