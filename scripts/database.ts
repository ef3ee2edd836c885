import { join } from "node:path";
import pg from "pg";
import { environment } from "#lib/server/env.ts";
import { answers } from "./database-answer.ts";
import { runningEmbedded, startEmbedded, type EmbeddedServer } from "./embedded-database.ts";
import { keptSecret } from "./kept-secret.ts";
import { CommandError } from "./command-error.ts";

/** Where an installation without DATABASE_URL keeps everything. */
export const dataFolder = (): string => environment["DATA_FOLDER"] ?? ".data";

/**
 * The database of this installation. `url`: its address for the role that serves. `ownerUrl`: for the role that owns
 * the tables and migrates; the same address where one role does both. Of an embedded one: where it keeps its data, and
 * its server.
 */
export type Database = {
  readonly url: string;
  readonly ownerUrl: string;
  readonly folder?: string;
  readonly server?: EmbeddedServer;
  readonly stop: () => Promise<void>;
};

/**
 * The database that DATABASE_URL and DATABASE_OWNER_URL name, or the embedded one in DATA_FOLDER when DATABASE_URL is
 * unset, running and answering. Refuses an address that does not answer and a server that is too old.
 */
export async function ensureDatabase(folder: string = dataFolder()): Promise<Database> {
  const database = await openDatabase(folder);
  const problem = olderServer(await withClient(database.url, serverVersion));
  if (problem) throw new CommandError(problem);
  return database;
}

/** The same, of whatever version the server is. */
export async function openDatabase(folder: string): Promise<Database> {
  const named = environment["DATABASE_URL"];
  if (named) {
    const ownerUrl = environment["DATABASE_OWNER_URL"] || named;
    for (const [setting, url] of Object.entries({ DATABASE_URL: named, DATABASE_OWNER_URL: ownerUrl })) {
      const answer = await answers(url);
      if (answer !== "yes") throw new CommandError(whyNot(setting, url, answer));
    }
    return { url: named, ownerUrl, stop: async () => undefined };
  }
  const server = await startEmbedded({ folder });
  await makeDatabase(server.serverUrl, "permanences");
  const ownerUrl = inEmbedded(server.serverUrl);
  const url = await makeServingRole(ownerUrl, await keptSecret(join(server.folder, "serving-password")));
  return { url, ownerUrl, folder: server.folder, server, stop: server.stop };
}

/** The address of the product's database on an embedded server. */
const inEmbedded = (serverUrl: string): string => `${serverUrl}permanences`;

/**
 * The address of the embedded database in this folder for its owner, while it runs. Starts and changes nothing. Refuses
 * one that runs and cannot be asked.
 */
export async function runningDatabase(folder: string): Promise<string | undefined> {
  const serverUrl = await runningEmbedded(folder);
  if (serverUrl === undefined) return undefined;
  const answer = await answers(inEmbedded(serverUrl));
  if (answer !== "yes")
    throw new CommandError(
      `The embedded database in ${folder} runs and cannot be asked (${answer.message}). If it was only just started, ask again in a minute; otherwise end the command that started it, and start again.`,
    );
  return inEmbedded(serverUrl);
}

/** Makes an empty database on the server, unless it exists. */
export async function makeDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(`${serverUrl}postgres`, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

/** The role that serves, on a server of our own. */
export const SERVING_ROLE = "permanences_serving";

/**
 * Makes the role that serves on the server of this database, with this password, and returns the address of the
 * database for it. It has no rights yet (grant-rights.ts). A superuser's address is needed.
 */
export async function makeServingRole(ownerUrl: string, password: string): Promise<string> {
  const url = Object.assign(new URL(ownerUrl), { username: SERVING_ROLE, password }).href;
  if ((await answers(url)) === "yes") return url;
  await withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [SERVING_ROLE]);
    await client.query(
      `${rowCount ? "ALTER" : "CREATE"} ROLE ${SERVING_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`,
    );
  });
  return url;
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

/** The version of the server as one number: 180001 is 18.1. */
export async function serverVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
  return Number(rows[0]?.server_version_num);
}

/** The oldest server that the product can use; until when it is corrected stands in docs/supported-versions.md. */
export const OLDEST_SERVER = 15;

/** What is wrong with a server of this version, and what to do; undefined when the product can use it. */
export const olderServer = (version: number): string | undefined =>
  version < OLDEST_SERVER * 10_000
    ? `DATABASE_URL leads to Postgres ${Math.floor(version / 10_000)}, and Permanences needs ${OLDEST_SERVER} or later. Update that server, or leave DATABASE_URL unset.`
    : undefined;

/** Why the database cannot be used, without its password: the sentence is printed and may be kept in logs. */
function whyNot(setting: string, url: string, { code, message }: { code: string; message: string }): string {
  const where = URL.canParse(url)
    ? `${new URL(url).host}${new URL(url).pathname}`
    : "an address that cannot be read (postgres://user:password@host:port/database)";
  const remedy = `Correct ${setting}, or leave DATABASE_URL unset to use the database that comes with the product.`;
  if (code === "28P01" || code === "28000") return `The database at ${where} refuses this user or password. ${remedy}`;
  if (code === "3D000")
    return `The server at ${where} has no such database. Make it with: createdb ${new URL(url).pathname.slice(1)}`;
  return `The database at ${where} does not answer (${code || message}). Start it. ${remedy}`;
}
