import type { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "../../time/instant.ts";
import { writeVevent } from "../calendar/write-vevent.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { notOver } from "../schedule/dated.ts";

/** Writes the calendar texts of the half-days to come again, of a place or an organisation whose name, address or telephone changed. */
export async function rewriteEvents(tx: Tx, of: Prisma.PermanenceWhereInput, now: Instant): Promise<void> {
  const coming = await tx.permanence.findMany({
    where: { ...of, ...notOver(now) },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of coming) {
    await tx.permanence.update({ where: { id }, data: { updatedAt: toDate(now) } });
    await writeVevent(tx, id);
  }
}
