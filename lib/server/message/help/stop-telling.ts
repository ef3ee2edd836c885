import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import { WAITS } from "#lib/server/outbox/outbox.ts";

/**
 * Ends a call that nobody has answered: what has not left yet is taken back. Nothing for one that was answered or is
 * over.
 */
export async function stopTelling(tx: Queryable, call: string, now: Instant): Promise<void> {
  await tx.$queryRaw`UPDATE help_call SET over_at = ${toDate(now)} WHERE id = ${call}::uuid AND answered_at IS NULL AND over_at IS NULL RETURNING 1`;
  await takeBackMails(tx, call, now);
}

/** Takes back the mails of a call that have not left. */
export const takeBackMails = (tx: Queryable, call: string, now: Instant): Promise<unknown> =>
  tx.$queryRaw`
    UPDATE outbox AS m SET cancelled_at = ${toDate(now)}
    WHERE m.cause_kind = 'help-call' AND m.cause_id = ${call}::uuid AND ${WAITS} RETURNING 1`;
