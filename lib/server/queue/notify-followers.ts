import type { Tx } from "../db.ts";

/** Tells every process that this permanence changed; the notice leaves when the transaction commits. */
export const notifyFollowers = (tx: Tx, permanenceId: string): Promise<unknown> =>
  tx.$queryRaw`SELECT pg_notify('permanence', ${permanenceId})::text`;
