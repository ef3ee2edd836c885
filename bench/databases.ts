import { makeDatabase } from "#scripts/database.ts";
import { migrateDatabase } from "#scripts/migrate-database.ts";
import { startTestServer } from "#tests/support/test-server.ts";

/** A real Postgres of this section alone. It does not wait for the disk, on either side of a comparison. */
export type Databases = { readonly make: (name: string) => Promise<string>; readonly stop: () => Promise<void> };

/** Starts one; `make` answers the address of a fresh migrated database on it. */
export async function startDatabases(): Promise<Databases> {
  const server = await startTestServer();
  const make = async (name: string): Promise<string> => {
    await makeDatabase(server.serverUrl, name);
    await migrateDatabase(`${server.serverUrl}${name}`);
    return `${server.serverUrl}${name}`;
  };
  return { make, stop: server.stop };
}
