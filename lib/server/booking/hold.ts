import { Prisma } from "#prisma/generated/client.ts";
import type { Tx } from "../db.ts";
import { lockPermanence } from "../queue/load-line.ts";

/**
 * What only one deed at a time may hold beside a half-day, until its transaction ends: a telephone number, an e-mail
 * address, a conseiller. Taken in one order everywhere and before any half-day, so that nobody waits in a ring.
 */
export const held = (keys: readonly string[]): Prisma.Sql =>
  Prisma.sql`(SELECT count(pg_advisory_xact_lock(hashtextextended(key, 0))) AS keys FROM unnest(${[...keys].sort()}::text[]) AS key)`;

/** Takes them. One statement, none for none. */
export async function hold(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.$queryRaw`SELECT keys::int FROM ${held(keys)} AS held`;
}

/** Takes the locks of these half-days in the order of their ids: two moves that cross each other do not wait in a ring. */
export async function lockPermanences(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) await lockPermanence(tx, id);
}

/** The key under which a conseiller somebody wants to see is held. */
export const conseillerKey = (conseiller: string | null | undefined): readonly string[] =>
  conseiller ? [`conseiller:${conseiller}`] : [];
