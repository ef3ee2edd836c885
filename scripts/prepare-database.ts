import type { Purpose } from "./checks/check.ts";
import type { Database } from "./database.ts";
import { withClient } from "./database.ts";
import { migrateDatabase } from "./migrate-database.ts";

/**
 * Brings a database up to date for an application of this purpose: the migrations, and up to which moment its functions may
 * erase, since the clock of a demonstration or a test may be moved. Without a purpose the moment stays as it is. Returns the names of the migrations that were applied.
 */
export async function prepareDatabase({ url }: Pick<Database, "url">, purpose?: Purpose): Promise<readonly string[]> {
  const applied = await migrateDatabase(url);
  if (purpose) await boundErasing(url, purpose);
  return applied;
}

/** The body of the SQL function `present_moment`, as its migration and `boundErasing` write it. */
const MOMENT = {
  production: " SELECT least(asked, clock_timestamp()) ",
  moved: " SELECT asked ",
};

/**
 * Up to which moment rows may be erased as no longer kept: in production up to the present one on the clock of the database
 * server, so that nobody who can only connect as the serving role erases what is not due.
 */
async function boundErasing(url: string, purpose: Purpose): Promise<void> {
  const body = purpose === "production" ? MOMENT.production : MOMENT.moved;
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ body: string }>(
      "SELECT prosrc AS body FROM pg_proc WHERE oid = 'present_moment(timestamptz)'::regprocedure",
    );
    if (rows[0]?.body === body) return;
    await client.query(
      `CREATE OR REPLACE FUNCTION present_moment(asked timestamptz) RETURNS timestamptz LANGUAGE sql AS ${client.escapeLiteral(body)}`,
    );
  });
}
