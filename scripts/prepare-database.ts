import type pg from "pg";
import { keepQueueTables } from "#lib/server/jobs/queue-tables.ts";
import type { Purpose } from "./checks/check.ts";
import { CommandError } from "./command-error.ts";
import type { Database } from "./database.ts";
import { withClient } from "./database.ts";
import { fillSchoolHolidays } from "./fill-school-holidays.ts";
import { missingExtension } from "./extensions.ts";
import { grantRights } from "./grant-rights.ts";
import { MIGRATIONS, migrateDatabase, pendingMigrations } from "./migrate-database.ts";

/**
 * Brings a database up to date for an application of this purpose: the migrations, the tables of the job queue, up to
 * which moment the functions of the database may erase, and the rights of the serving role. Without a purpose that
 * moment stays as it is. Returns the names of the migrations that were applied. A role that does not own the tables
 * changes nothing; it is refused while a migration is pending. Refuses a database that lacks an extension which its
 * owner may not create, and one in which another transaction holds for `patience` milliseconds (five minutes) what a
 * migration or the queue has to lock.
 */
export async function prepareDatabase(
  { url, ownerUrl }: Pick<Database, "url" | "ownerUrl">,
  purpose?: Purpose,
  patience?: number,
): Promise<readonly string[]> {
  const refusal = await withClient(ownerUrl, async (client) =>
    (await ownsTables(client)) ? await missingExtension(client) : await pendingForOwner(client),
  );
  if (refusal !== undefined) throw new CommandError(refusal);
  if (!(await withClient(ownerUrl, ownsTables))) return [];
  const applied = await migrateDatabase(ownerUrl, MIGRATIONS, patience);
  await keepQueueTables(ownerUrl, { patience, say: (sentence) => console.warn(sentence) }).catch(sayWhatWaits);
  if (purpose) await boundErasing(ownerUrl, purpose);
  await grantRights(url, ownerUrl);
  // Tests arrange their own.
  if (purpose !== "test") await fillSchoolHolidays(ownerUrl);
  return applied;
}

/** What Postgres answers when `lock_timeout` has passed. */
const LOCK_NOT_GIVEN = "55P03";

/** Throws the error of the queue's tables, as a sentence when another transaction was waited for too long. */
function sayWhatWaits(error: unknown): never {
  if ((error as { code?: string }).code !== LOCK_NOT_GIVEN) throw error;
  throw new CommandError(
    "The tables of the job queue could not be brought up to date: another transaction has held them for too long. The migrations are applied. End that transaction (SELECT pid, query_start, state FROM pg_stat_activity ORDER BY xact_start), then start again.",
  );
}

/** Whether this connection's role owns the tables, or may create them in a database that has none. */
async function ownsTables(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean }>(
    "SELECT coalesce((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('_prisma_migrations')), true) AS owns",
  );
  return rows[0]?.owns ?? true;
}

async function pendingForOwner(client: pg.Client): Promise<string | undefined> {
  const count = (await pendingMigrations(client)).length;
  if (count === 0) return undefined;
  return `${count} ${count === 1 ? "migration is" : "migrations are"} not applied, and the role of DATABASE_URL does not own the tables: set DATABASE_OWNER_URL to the address of the role that does, and run npm run migrate.`;
}

/** The body of the SQL function `present_moment`: as its migration writes it, and where the clock may be moved. */
const BODIES = {
  real: " SELECT least(asked, clock_timestamp()) ",
  moved: " SELECT asked ",
};

/**
 * Up to which moment rows may be erased as no longer kept: in production up to the present one on the clock of the
 * database server, so that nobody who can only connect as the serving role erases what is not due. The clock of a
 * demonstration or a test may be moved.
 */
async function boundErasing(ownerUrl: string, purpose: Purpose): Promise<void> {
  const body = purpose === "production" ? BODIES.real : BODIES.moved;
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ body: string }>(
      "SELECT prosrc AS body FROM pg_proc WHERE oid = 'present_moment(timestamptz)'::regprocedure",
    );
    if (rows[0]?.body === body) return;
    await client.query(
      `CREATE OR REPLACE FUNCTION present_moment(asked timestamptz) RETURNS timestamptz LANGUAGE sql AS ${client.escapeLiteral(body)}`,
    );
  });
}
