import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { notOver } from "#lib/server/schedule/permanence-rows.ts";
import { writeVevent } from "./write-vevent.ts";

const dueAt = (now: Instant) => ({ rewriteDueAt: { lte: toDate(now) } });

/** Whether the texts of any place are to be written anew. One query. */
export const isRewritingDue = async (now: Instant): Promise<boolean> =>
  (await db.feedVersion.findFirst({ where: dueAt(now), select: { placeId: true } })) !== null;

/**
 * Writes the texts anew that are due, each half-day in a transaction of its own, so that nobody waits for a whole
 * place. What is marked again meanwhile stays due. May run twice, also at once. Returns how many half-days were looked
 * at.
 */
export async function rewriteDue(now: Instant): Promise<number> {
  let looked = 0;
  for (;;) {
    const due = await db.feedVersion.findFirst({
      where: dueAt(now),
      orderBy: [{ organisationId: "asc" }, { placeId: "asc" }],
    });
    if (!due) return looked;
    const { organisationId, placeId, rewriteDueAt } = due;
    const coming = await db.permanence.findMany({
      where: { organisationId, placeId, ...notOver(now) },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    for (const { id } of coming) await transaction((tx) => rewrite(tx, id, now), "service");
    looked += coming.length;
    await db.feedVersion.updateMany({ where: { organisationId, placeId, rewriteDueAt }, data: { rewriteDueAt: null } });
  }
}

async function rewrite(tx: Tx, id: string, now: Instant): Promise<void> {
  await lockPermanence(tx, id);
  const { count } = await tx.permanence.updateMany({ where: { id }, data: { updatedAt: toDate(now) } });
  if (count === 1) await writeVevent(tx, id);
}
