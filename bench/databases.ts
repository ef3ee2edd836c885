import { makeDatabase } from "#scripts/database.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { servingRoleOn } from "#tests/support/database.ts";
import { startTestServer } from "#tests/support/test-server.ts";

/** A real Postgres for one section. It does not wait for the disk (fsync off), for either side of a comparison. */
export type Databases = { readonly make: (name: string) => Promise<string>; readonly stop: () => Promise<void> };

/** Starts a server; `make` returns the address of a new migrated database on it, for its owner. The product gets `servingUrl` of it. */
export async function startDatabases(): Promise<Databases> {
  const server = await startTestServer();
  const make = async (name: string): Promise<string> => {
    await makeDatabase(server.serverUrl, name);
    const ownerUrl = `${server.serverUrl}${name}`;
    await prepareDatabase({ url: await servingRoleOn(ownerUrl), ownerUrl }, "test");
    return ownerUrl;
  };
  return { make, stop: server.stop };
}
