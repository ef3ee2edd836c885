import pg from "pg";
import { eventually } from "./eventually.ts";

/**
 * Takes a lock from outside with this statement, so that use cases wait for it in a known order; `act` does something
 * under that lock. `waitFor` is fulfilled once that many wait for anything.
 */
export async function holdLock(databaseUrl: string, statement: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A server that is killed ends both.
  client.on("error", () => undefined);
  await client.connect();
  await client.query("BEGIN");
  await client.query(statement, [...values]);
  const watcher = new pg.Client({ connectionString: databaseUrl });
  watcher.on("error", () => undefined);
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
  return { waitFor, release, act: (sql: string, parameters: unknown[]) => client.query(sql, parameters) };
}

/**
 * What these acts answer that all wait for the lock: each begins once those before it wait, and the lock is released
 * once all do, also when one of them never waits.
 */
export async function inTurn<Value>(
  { waitFor, release }: Awaited<ReturnType<typeof holdLock>>,
  ...acts: readonly (() => Promise<Value>)[]
): Promise<readonly Value[]> {
  const running: Promise<Value>[] = [];
  try {
    for (const act of acts) {
      running.push(act());
      await waitFor(running.length);
    }
  } finally {
    await release();
    await Promise.allSettled(running);
  }
  return Promise.all(running);
}
