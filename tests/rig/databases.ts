import { makeDatabase } from "#scripts/database.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { servingRoleOn, servingUrl } from "#tests/support/database.ts";
import { startTestServer } from "#tests/support/test-server.ts";

/**
 * Makes a database of that name on the server, migrated; its address for its owner. The product gets `servingUrl` of
 * it.
 */
export async function migratedDatabase(serverUrl: string, name: string): Promise<string> {
  await makeDatabase(serverUrl, name);
  const ownerUrl = `${serverUrl}${name}`;
  await prepareDatabase({ url: await servingRoleOn(ownerUrl), ownerUrl }, "test");
  return ownerUrl;
}

/**
 * Starts a real Postgres, calls `use` with what makes a migrated database on it, and stops it. A `durable` one waits
 * for the disk; any other does not (fsync off), for either side of a comparison.
 */
export async function withDatabases<Value>(
  use: (make: (name: string) => Promise<string>) => Promise<Value>,
  { durable = false } = {},
): Promise<Value> {
  const server = await startTestServer({ durable, vacuumed: true });
  try {
    return await use((name) => migratedDatabase(server.serverUrl, name));
  } finally {
    await server.stop();
  }
}

/** The settings of a process that serves the database at this address of its owner, at that moment. */
export const servedAt = (databaseUrl: string, now: string) => ({
  DATABASE_URL: servingUrl(databaseUrl),
  APP_NOW: now,
});
