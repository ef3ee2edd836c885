import { toDate } from "#lib/server/clock.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Queryable } from "#lib/server/db.ts";

/**
 * Ends the unanswered offers of these appointments, because the person came, cancelled or moved: the hours that were
 * held for them are free at once (docs/booking.md#offers). One statement. The held rows go first, as where they expire,
 * so that no two transactions wait for each other. The caller holds the locks of the half-days of the appointments.
 */
export const withdrawOffers = (tx: Queryable, appointments: readonly string[], now: Instant): Promise<unknown> =>
  tx.$queryRaw`
    WITH freed AS (
      DELETE FROM appointment WHERE id IN (
        SELECT id FROM appointment WHERE state = 'held' AND id IN (
          SELECT hold_id FROM appointment_offer WHERE appointment_id = ANY (${[...appointments]}::uuid[]) AND answer IS NULL)
        ORDER BY id FOR UPDATE)
      RETURNING id)
    UPDATE appointment_offer SET answer = 'withdrawn', answered_at = ${toDate(now)}, hold_id = NULL
    FROM (SELECT count(*) FROM freed) AS all_freed
    WHERE appointment_id = ANY (${[...appointments]}::uuid[]) AND answer IS NULL
    RETURNING appointment_offer.id`;
