import type { Queryable } from "../plain-transaction.ts";

/**
 * The lines of these half-days expect other people than before: their versions grow, and whoever follows them is told
 * when this commits. Under their locks. One statement.
 */
export const notifyLineChanged = (tx: Queryable, ...permanenceIds: readonly string[]): Promise<unknown> => tx.$queryRaw`
  WITH changed AS (UPDATE permanence SET version = version + 1 WHERE id = ANY (${[...new Set(permanenceIds)]}::uuid[]) RETURNING id)
  SELECT pg_notify('permanence', id::text)::text FROM changed`;
