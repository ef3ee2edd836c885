import { olderServer, serverVersion as versionOf } from "#scripts/database.ts";
import { failure, ok, type DatabaseCheck } from "./check.ts";

/** The server is a Postgres that the product can use. */
export const serverVersion: DatabaseCheck = {
  name: "server version",
  run: async (client) => {
    const version = await versionOf(client);
    const problem = olderServer(version);
    return problem ? failure(problem) : ok(`The server is Postgres ${Math.floor(version / 10_000)}.`);
  },
};
