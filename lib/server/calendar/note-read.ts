import { hourRead } from "#lib/calendar/share.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import type { Share } from "./find-share.ts";

/**
 * Notes the hour of the clock in which a share is read, by its beginning, and nothing of who reads it. It writes once
 * an hour at most.
 */
export async function noteRead({ id, lastReadAt }: Pick<Share, "id" | "lastReadAt">): Promise<void> {
  const { start: hour } = hourRead(clock.now());
  if (lastReadAt !== undefined && lastReadAt >= hour) return;
  await db.calendarShare.updateMany({
    where: { id, OR: [{ lastReadAt: null }, { lastReadAt: { lt: toDate(hour) } }] },
    data: { lastReadAt: toDate(hour) },
  });
}
