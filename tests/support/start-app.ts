import pg from "pg";
import { buildWhenChanged } from "#scripts/build-application.ts";
import type { DemoAddresses } from "#scripts/demo-addresses.ts";
import { freePort } from "#scripts/free-port.ts";
import { makeDatabase } from "#scripts/database.ts";
import { migrateDatabase } from "#scripts/migrate-database.ts";
import { seedDemo } from "#scripts/seed-demo.ts";
import { serve } from "#scripts/serve.ts";
import { startTestServer } from "#tests/support/test-server.ts";

const DIST_DIR = ".next-test";

/** A running application on a database of its own, filled with the demo's data. `db` is a connection to look with. */
export type RunningApp = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly db: pg.Client;
  readonly addresses: DemoAddresses;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the built application as production serves it, on a free port, with APP_ENV=test. `now` (ISO 8601) is where its
 * clock starts, for the demo's data too; `env` is set beside. Builds first when the sources changed.
 */
export async function startApp({
  now,
  env = {},
}: { readonly now?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<RunningApp> {
  await buildWhenChanged(DIST_DIR);
  const server = await startTestServer();
  try {
    await makeDatabase(server.serverUrl, "permanences");
    const databaseUrl = `${server.serverUrl}permanences`;
    await migrateDatabase(databaseUrl);
    const settings = {
      APP_ENV: "test",
      APP_SECRET: "a-secret-of-the-tests-only",
      DATABASE_URL: databaseUrl,
      NEXT_DIST_DIR: DIST_DIR,
      NODE_ENV: "production",
      ...(now ? { APP_NOW: now } : {}),
      ...env,
    };
    const addresses = await seedDemo(settings);
    const port = await freePort();
    const served = await serve("start", port, { ...settings, APP_URL: `http://localhost:${port}` }, true);
    const db = new pg.Client({ connectionString: databaseUrl });
    await db.connect();
    const stop = async (): Promise<void> => {
      await db.end();
      await served.stop();
      await server.stop();
    };
    return { url: served.url, databaseUrl, db, addresses, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
