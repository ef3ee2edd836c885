import { makeDatabase } from "#scripts/database.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { servingRoleOn } from "#tests/support/database.ts";
import { startTestServer } from "#tests/support/test-server.ts";

/** A real Postgres for one section. Unless it is durable it does not wait for the disk (fsync off), for either side of a comparison. */
export type Databases = { readonly make: (name: string) => Promise<string>; readonly stop: () => Promise<void> };

/**
 * Starts a server; `make` returns the address of a new migrated database on it, for its owner. The product gets `servingUrl` of
 * it. A `durable` server waits for the disk.
 */
export async function startDatabases(durable = false): Promise<Databases> {
  const server = await startTestServer({ durable, vacuumed: true });
  const make = async (name: string): Promise<string> => {
    await makeDatabase(server.serverUrl, name);
    const ownerUrl = `${server.serverUrl}${name}`;
    await prepareDatabase({ url: await servingRoleOn(ownerUrl), ownerUrl }, "test");
    return ownerUrl;
  };
  return { make, stop: server.stop };
}
