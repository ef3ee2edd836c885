import { randomBytes } from "node:crypto";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { withClient } from "#scripts/database.ts";
import { startTestServer } from "#tests/support/test-server.ts";
import { runProgram } from "./run-program.ts";

/** The addresses of the product's database for its two roles. */
export type Roles = { readonly url: string; readonly ownerUrl: string };

/**
 * Starts a Postgres 18 of its own and makes the two roles and the database on it by the script that the guide and
 * compose.yaml use.
 */
export async function serverWithRoles(): Promise<Roles> {
  const server = await startTestServer();
  cleanUpAtEnd(server.stop);
  const { hostname, port } = new URL(server.serverUrl);
  const administrator = password();
  const owner = password();
  const serving = password();
  // Our own servers call their administrator “permanences”; elsewhere that is the name of the role that serves.
  const asPostgres = `postgres://postgres:${administrator}@${hostname}:${port}/postgres`;
  await withClient(`${server.serverUrl}postgres`, (client) =>
    client.query(`CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '${administrator}'`),
  );
  await withClient(asPostgres, (client) => client.query("ALTER ROLE permanences RENAME TO installer"));
  await runProgram("sh", ["deploy/make-roles.sh"], {
    env: {
      PGHOST: hostname,
      PGPORT: port,
      PGPASSWORD: administrator,
      POSTGRES_USER: "postgres",
      OWNER_PASSWORD: owner,
      SERVING_PASSWORD: serving,
    },
  });
  return {
    url: `postgres://permanences:${serving}@${hostname}:${port}/permanences`,
    ownerUrl: `postgres://permanences_owner:${owner}@${hostname}:${port}/permanences`,
  };
}

const password = (): string => randomBytes(24).toString("hex");
