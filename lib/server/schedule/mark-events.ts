import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/**
 * Marks the calendar texts of an organisation's half-days to come, at every place or at one, as to be written anew; a
 * job does so within a minute (`rewriteDue`).
 */
export async function markEvents(tx: Tx, organisationId: string, now: Instant, placeId?: string): Promise<void> {
  await tx.feedVersion.updateMany({
    where: { organisationId, ...(placeId !== undefined && { placeId }) },
    data: { rewriteDueAt: toDate(now) },
  });
}
