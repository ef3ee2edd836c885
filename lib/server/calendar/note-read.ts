import { instant, MINUTE } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import type { Share } from "./find-share.ts";

const HOUR = 60 * MINUTE;

/** Notes that a share is read, once an hour at most, and nothing of who reads it. */
export async function noteRead({ id, lastReadAt }: Pick<Share, "id" | "lastReadAt">): Promise<void> {
  const now = clock.now();
  if (lastReadAt !== undefined && now - lastReadAt < HOUR) return;
  const before = toDate(instant(now - HOUR));
  await db.calendarShare.updateMany({
    where: { id, OR: [{ lastReadAt: null }, { lastReadAt: { lte: before } }] },
    data: { lastReadAt: toDate(now) },
  });
}
