import { instant, type Instant } from "../../time/instant.ts";
import { db } from "../db.ts";

/**
 * Before when an act of this device cannot have happened: its last act we know of, since it tells them in order (not when
 * we heard that one: what was done without network may come in several batches). Before its first word: when any device
 * of the half-day was heard.
 */
export async function lastExchangeOf(
  permanenceId: string,
  device: string,
  heardAt: Date | null,
): Promise<Instant | undefined> {
  const last = await db.queueCommand.findFirst({
    where: { permanenceId, device },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  const at = last?.at ?? heardAt;
  return at ? instant(at.getTime()) : undefined;
}
