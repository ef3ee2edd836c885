import { SILENCE, type isAlive } from "../../queue/board/live-board.ts";
import { instant, SECOND } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import type { NumbersState, PermanenceStatus } from "../../schedule/permanence.ts";

/** A heartbeat this soon after the last one writes nothing, because the row is the one that every act of the line locks. */
const SOON = 15 * SECOND;

/** Records that a device of the team was in touch now. Followers are notified when the team had been silent. */
export async function recordHeartbeat(permanenceId: string): Promise<void> {
  const now = clock.now();
  await db.$queryRaw`
    WITH before AS (SELECT id, heard_at FROM permanence WHERE id = ${permanenceId}::uuid),
    heard AS (
      UPDATE permanence SET heard_at = ${toDate(now)} FROM before
      WHERE permanence.id = before.id AND (permanence.heard_at IS NULL OR permanence.heard_at NOT BETWEEN ${toDate(instant(now - SOON))} AND ${toDate(now)})
      RETURNING permanence.id, before.heard_at AS last
    )
    SELECT pg_notify('permanence', id::text)::text FROM heard WHERE last <= ${toDate(instant(now - SILENCE))}`;
}

/** The columns of a permanence that `livelinessOf` reads. */
export const livelinessColumns = { status: true, numbers: true, heardAt: true } as const;

/** What `isAlive` asks of a permanence, from its row. */
export const livelinessOf = (row: {
  status: string;
  numbers: string;
  heardAt: Date | null;
}): Parameters<typeof isAlive>[0] => ({
  status: row.status as PermanenceStatus,
  numbers: row.numbers as NumbersState,
  heardAt: row.heardAt ? instant(row.heardAt.getTime()) : undefined,
});
