import { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { databaseCause } from "#lib/server/refusal-of-constraint.ts";

/** What Postgres answers when `lock_timeout` has passed. */
const LOCK_NOT_GIVEN = "55P03";

/**
 * SQL: rows of days that can be due at `now`. The first places to reach three in the morning of a day are 14 hours
 * ahead of UTC. Leaves the partitions of later days out.
 */
const daysBegun = (now: Instant): Prisma.Sql =>
  Prisma.sql`day <= (${toDate(now)}::timestamptz AT TIME ZONE 'UTC')::date + 1`;

/**
 * Whether a name or a telephone of a visit is due at `now`: one look at the first entry of an index in each of a few
 * partitions.
 */
export async function areIdentitiesDue(now: Instant): Promise<boolean> {
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`
    SELECT coalesce((SELECT min(erase_at) FROM visit_identity WHERE ${daysBegun(now)}) <= ${toDate(now)}, false) AS due`;
  return found?.due ?? false;
}

/**
 * Erases the names and telephones of visits that are due at `now`: each partition with one is emptied, and those of its
 * rows that are not due yet, of other time zones or past midnight, are put back. Where the lock is not given within
 * `patience` milliseconds, as beside a backup, the due rows are deleted in batches instead; their bytes go with the
 * partition. Functions of the database do both, and look themselves at what is due, since this role may do neither
 * (docs/decisions/running-it.md). Returns how many were erased.
 */
export async function eraseIdentities(now: Instant, batch: number, patience: number): Promise<number> {
  let erased = 0;
  for (const partition of await partitionsWithDue(now)) {
    const emptied = await transaction((tx) => empty(tx, partition, now, patience), "service").catch(
      (error: unknown) => {
        if (databaseCause(error)?.originalCode === LOCK_NOT_GIVEN) return undefined;
        throw error;
      },
    );
    erased += emptied ?? (await deleteDue(partition, now, batch));
  }
  return erased;
}

async function partitionsWithDue(now: Instant): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ readonly partition: string }[]>`
    SELECT relname AS partition FROM pg_class WHERE oid IN (
      SELECT DISTINCT tableoid FROM visit_identity WHERE ${daysBegun(now)} AND erase_at <= ${toDate(now)}) ORDER BY 1`;
  return rows.map(({ partition }) => partition);
}

/**
 * The file of the partition is replaced, so that nothing of the erased rows is left in one. Nobody reads or writes it
 * meanwhile.
 */
async function empty(tx: Tx, partition: string, now: Instant, patience: number): Promise<number> {
  await tx.$executeRaw`SELECT set_config('lock_timeout', ${String(patience)}, true)`;
  return countOf(
    await tx.$queryRaw<DeletedCounts>`SELECT erase_identities(${partition}, ${toDate(now)}::timestamptz) AS count`,
  );
}

async function deleteDue(partition: string, now: Instant, batch: number): Promise<number> {
  for (let erased = 0; ;) {
    const count = countOf(
      await transaction(
        (tx) =>
          tx.$queryRaw<DeletedCounts>`SELECT delete_due_identities(${partition}, ${toDate(now)}::timestamptz, ${batch}::int) AS count`,
        "service",
      ),
    );
    erased += count;
    if (count < batch) return erased;
  }
}

type DeletedCounts = readonly { readonly count: number }[];
const countOf = ([answer]: DeletedCounts): number => answer?.count ?? 0;
