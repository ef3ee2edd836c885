import type { PrismaClient } from "#prisma/generated/client.ts";

/** The counters of a line, as every reader of the product finds them. */
export const countersOf = async (db: PrismaClient, permanence: string) =>
  (await db.line.findUnique({ where: { permanenceId: permanence } })) ?? {
    permanenceId: permanence,
    version: 0,
    nextNumber: 1,
    calls: 0,
    heardAt: null,
    notedAt: null,
  };

/** Sets counters of a line without an act. */
export async function setCounters(
  db: PrismaClient,
  permanence: string,
  changed: { readonly nextNumber?: number; readonly calls?: number; readonly version?: number },
): Promise<void> {
  await db.line.upsert({
    where: { permanenceId: permanence },
    create: { ...(await countersOf(db, permanence)), ...changed },
    update: changed,
  });
}
