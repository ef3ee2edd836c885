import type { PrismaClient } from "#prisma/generated/client.ts";

/** The counters of a line, as every reader of the product finds them; throws when there is no such half-day. */
export async function countersOf(db: PrismaClient, permanence: string) {
  const { line, ...columns } = await db.permanence.findUniqueOrThrow({
    where: { id: permanence },
    select: { version: true, nextNumber: true, calls: true, heardAt: true, line: true },
  });
  return { ...columns, ...line };
}

/** Sets counters of a line without an act. */
export async function setCounters(
  db: PrismaClient,
  permanence: string,
  changed: { readonly nextNumber?: number; readonly calls?: number; readonly version?: number },
): Promise<void> {
  const { version, nextNumber, calls, heardAt } = await countersOf(db, permanence);
  await db.line.upsert({
    where: { permanenceId: permanence },
    create: { permanenceId: permanence, version, nextNumber, calls, heardAt, ...changed },
    update: changed,
  });
}
