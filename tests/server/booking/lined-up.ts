import pg from "pg";
import { eventually } from "#tests/support/eventually.ts";

/**
 * Locks a half-day from outside, so that use cases wait for it in a known order; `act` does something under that lock.
 * `waiting` is true once that many wait for anything.
 */
export async function holdPermanence(databaseUrl: string, permanence: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM permanence WHERE id = $1 FOR NO KEY UPDATE", [permanence]);
  const watcher = new pg.Client({ connectionString: databaseUrl });
  await watcher.connect();
  const waitFor = (people: number): Promise<void> =>
    eventually(async () => {
      const { rows } = await watcher.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows[0]?.count;
    }, people);
  const release = async (): Promise<void> => {
    await client.query("COMMIT");
    await Promise.all([client.end(), watcher.end()]);
  };
  return { waitFor, release, act: (sql: string, values: unknown[]) => client.query(sql, values) };
}
