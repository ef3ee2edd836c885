import type { Prisma } from "#prisma/generated/client.ts";
import { transaction } from "./db.ts";

/**
 * Runs a statement that changes at most `batch` rows again and again, each time in a transaction of its own, so that
 * nobody waits long for a lock, until it changes fewer. Returns how many rows were changed in all.
 */
export async function inBatches(batch: number, statement: Prisma.Sql): Promise<number> {
  for (let changed = 0; ;) {
    const count = await transaction((tx) => tx.$executeRaw(statement), "service");
    changed += count;
    if (count < batch) return changed;
  }
}
