import { Prisma } from "#prisma/generated/client.ts";
import { SILENCE, type isAlive } from "../../queue/board/live-board.ts";
import { instant, SECOND } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { lineChanged } from "./line-changes.ts";
import { heardAtColumn, permanenceWithLine } from "./line-row.ts";
import type { NumbersState, PermanenceStatus } from "../../schedule/permanence.ts";

/** A heartbeat this soon after the last one writes nothing, because the row is the one that every act of the line locks. */
const SOON = 15 * SECOND;

/** Records that a device of the team was in touch now. Followers are notified when the team had been silent. */
export async function recordHeartbeat(permanenceId: string): Promise<void> {
  const now = clock.now();
  const [soon, at] = [toDate(instant(now - SOON)), toDate(now)];
  // The lock comes first, as in every act. Asked again of `line`: what was read before the lock may be older.
  const back = await db.$queryRaw<{ permanence: string; version: number }[]>`
    WITH before AS (
      SELECT p.id, l.heard_at AS last FROM ${permanenceWithLine}
      WHERE p.id = ${permanenceId}::uuid AND (l.heard_at BETWEEN ${soon} AND ${at}) IS NOT TRUE
      FOR NO KEY UPDATE OF p
    ), heard AS (
      INSERT INTO line (permanence_id, version, next_number, calls, heard_at)
      SELECT id, 0, 1, 0, ${at}::timestamptz FROM before
      ON CONFLICT (permanence_id) DO UPDATE SET heard_at = excluded.heard_at WHERE (line.heard_at BETWEEN ${soon} AND ${at}) IS NOT TRUE
      RETURNING permanence_id, version
    )
    SELECT heard.permanence_id::text AS "permanence", heard.version FROM heard, before WHERE before.last <= ${toDate(instant(now - SILENCE))}`;
  for (const line of back) lineChanged({ ...line, board: "none" });
}

/** SQL: the columns of `permanenceWithLine` that `livelinessOf` reads. */
export const livelinessColumns = Prisma.sql`p.status, p.numbers, ${heardAtColumn}`;

export type LivelinessRow = { readonly status: string; readonly numbers: string; readonly heardAt: Date | null };

/** What `isAlive` asks of a permanence, from its row. */
export const livelinessOf = (row: LivelinessRow): Parameters<typeof isAlive>[0] => ({
  status: row.status as PermanenceStatus,
  numbers: row.numbers as NumbersState,
  heardAt: row.heardAt ? instant(row.heardAt.getTime()) : undefined,
});
