import type { Queryable } from "../plain-transaction.ts";

/**
 * Increases the version of the lines of these half-days, since they expect other people than before, and notifies their
 * followers on commit. The caller holds their locks. One statement.
 */
export const notifyLineChanged = (tx: Queryable, ...permanenceIds: readonly string[]): Promise<unknown> => tx.$queryRaw`
  WITH changed AS (UPDATE permanence SET version = version + 1 WHERE id = ANY (${[...new Set(permanenceIds)]}::uuid[]) RETURNING id)
  SELECT pg_notify('permanence', id::text)::text FROM changed`;
