import pg from "pg";
import { environment } from "#lib/server/env.ts";
import { answers } from "./database-answer.ts";
import { startEmbedded } from "./embedded-database.ts";
import { CommandError } from "./command-error.ts";

/** Where an installation without DATABASE_URL keeps everything. */
const DATA_FOLDER = ".data";

/** The database of this installation. `folder` is where an embedded one keeps its data. */
export type Database = { readonly url: string; readonly folder?: string; readonly stop: () => Promise<void> };

/**
 * The database that DATABASE_URL names, or the embedded one in .data when it is unset, running and answering.
 * Refuses an address that does not answer and a server older than 15.
 */
export async function ensureDatabase(folder: string = DATA_FOLDER): Promise<Database> {
  const named = environment["DATABASE_URL"];
  if (named) {
    await refuseUnusable(named);
    return { url: named, stop: async () => undefined };
  }
  const server = await startEmbedded({ folder });
  await makeDatabase(server.serverUrl, "permanences");
  return { url: `${server.serverUrl}permanences`, folder: server.folder, stop: server.stop };
}

/** Makes an empty database on the server, unless it exists. */
export async function makeDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(`${serverUrl}postgres`, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

/** Opens a connection, calls `use` with it, and closes it. */
export async function withClient<Value>(url: string, use: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function refuseUnusable(url: string): Promise<void> {
  const answer = await answers(url);
  if (answer !== "yes") throw new CommandError(whyNot(url, answer));
  const version = await withClient(url, async (client) =>
    Number((await client.query<{ server_version_num: string }>("SHOW server_version_num")).rows[0]?.server_version_num),
  );
  if (version < 150_000)
    throw new CommandError(
      `DATABASE_URL leads to Postgres ${Math.floor(version / 10_000)}, and Permanences needs 15 or later. Update that server, or leave DATABASE_URL unset.`,
    );
}

/** Why the database cannot be used, without its password: the sentence is printed and may be kept in logs. */
function whyNot(url: string, { code, message }: { code: string; message: string }): string {
  const where = URL.canParse(url)
    ? `${new URL(url).host}${new URL(url).pathname}`
    : "an address that cannot be read (postgres://user:password@host:port/database)";
  const remedy = "Correct DATABASE_URL, or leave it unset to use the database that comes with the product.";
  if (code === "28P01" || code === "28000") return `The database at ${where} refuses this user or password. ${remedy}`;
  if (code === "3D000")
    return `The server at ${where} has no such database. Make it with: createdb ${new URL(url).pathname.slice(1)}`;
  return `The database at ${where} does not answer (${code || message}). Start it. ${remedy}`;
}
