import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { DemoAddresses } from "#scripts/demo-addresses.ts";
import { startNode, type Child } from "#scripts/child.ts";
import { freePort } from "#scripts/free-port.ts";
import { makeDatabase } from "#scripts/database.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { seedDemo } from "#scripts/seed-demo.ts";
import { serve } from "#scripts/serve.ts";
import { asServer, copyOfDatabase, ownerOf, servingRoleOn, serverUrl } from "./database.ts";
import { startTestServer } from "./test-server.ts";

/** The folder of the application as build-and-start.ts built it for the tests. */
export const DIST_DIR = ".next-test";

/**
 * A running application on a database of its own, filled with the demo's data; it connects as the serving role.
 * `databaseUrl`: the address of the owner, as whom `db` looks.
 */
export type RunningApp = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly db: pg.Client;
  readonly addresses: DemoAddresses;
  /** What it printed so far. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the application as production serves it, as it was built into `DIST_DIR`, on a free port, with APP_ENV=test.
 * `now` (ISO 8601) is where its clock starts, for the demo's data too; `env` is set beside; `ownServer`: the address of
 * a database server of the test's own. `filledBy`: what fills the migrated database instead of the demo's data, nothing
 * or a set-up file (docs/set-up.md); `addresses` is empty then. `stop` fails, with what the application said, when it
 * had ended by itself.
 */
export async function startApp({
  now,
  env = {},
  ownServer,
  filledBy,
}: {
  readonly now?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ownServer?: string;
  readonly filledBy?: "nothing" | { readonly setUpFile: string };
} = {}): Promise<RunningApp> {
  const shared = ownServer === undefined ? process.env["TEST_SERVER_URL"] : undefined;
  const given = ownServer ?? shared;
  const server = given ? { serverUrl: given, stop: async () => undefined } : await startTestServer();
  try {
    const settings = {
      APP_ENV: "test",
      APP_SECRET: "a-secret-of-the-tests-only",
      NEXT_DIST_DIR: DIST_DIR,
      NODE_ENV: "production",
      ...(now ? { APP_NOW: now } : {}),
      ...env,
    };
    const { url, ownerUrl, addresses } = filledBy
      ? await filled(server.serverUrl, settings, filledBy)
      : shared
        ? await copyOfSeeded(settings, now)
        : await seeded(server.serverUrl, "permanences", settings);
    const port = await freePort();
    const served = await serve(
      "start",
      port,
      { ...settings, DATABASE_URL: url, APP_URL: `http://localhost:${port}` },
      true,
    );
    const db = new pg.Client({ connectionString: ownerUrl });
    await db.connect();
    const stop = async (): Promise<void> => {
      const endedByItself = served.hasEnded();
      await db.end();
      await served.stop();
      await server.stop();
      if (endedByItself) throw new Error(endedBefore(await served.end));
    };
    return { url: served.url, databaseUrl: ownerUrl, db, addresses, said: served.said, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Characters of what an application said last. */
const LAST_SAID = 2_000;

/** Why the requests of a test met nobody: the application had ended before the test stopped it. */
const endedBefore = ({ how, said }: Awaited<Child["end"]>): string =>
  `The application of this test ended before it was stopped: it ${how}\n${said.slice(-LAST_SAID)}`;

/** A seeded database: its addresses for the serving role and for the owner. */
type Seeded = { readonly url: string; readonly ownerUrl: string; readonly addresses: DemoAddresses };

/** A new database of that name, migrated and filled with the demo's data. */
async function seeded(serverUrl: string, name: string, settings: Readonly<Record<string, string>>): Promise<Seeded> {
  await makeDatabase(serverUrl, name);
  const ownerUrl = `${serverUrl}${name}`;
  const url = await servingRoleOn(ownerUrl);
  await prepareDatabase({ url, ownerUrl }, "test");
  return { url, ownerUrl, addresses: await seedDemo({ ...settings, DATABASE_URL: url }) };
}

/** A new database with a name of its own, migrated and filled in that way. */
async function filled(
  server: string,
  settings: Readonly<Record<string, string>>,
  by: "nothing" | { readonly setUpFile: string },
): Promise<Seeded> {
  const name = `filled_${randomUUID().replaceAll("-", "")}`;
  await makeDatabase(server, name);
  const ownerUrl = `${server}${name}`;
  const url = await servingRoleOn(ownerUrl);
  await prepareDatabase({ url, ownerUrl }, "test");
  if (by !== "nothing") {
    const words = ["--conditions=react-server", "scripts/setup.ts", "--from", by.setUpFile];
    const { code, said } = await startNode(words, { ...settings, APP_ENV: "demo", DATABASE_URL: url }, true).end;
    if (code !== 0) throw new Error(`The set-up file was refused.\n${said}`);
  }
  return { url, ownerUrl, addresses: {} as DemoAddresses };
}

/**
 * A copy of the database that this run of the layer seeded for that moment; the first test file that asks seeds it, and
 * another that asks meanwhile waits.
 */
async function copyOfSeeded(settings: Readonly<Record<string, string>>, now = "today"): Promise<Seeded> {
  const name = `seeded_${process.env["TEST_TEMPLATE"]}_${now.replace(/\W/gu, "_")}`.toLowerCase();
  const { url: original, addresses } = await asServer(async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    return seededOnce(name, settings);
  });
  const url = await copyOfDatabase(original);
  return { url, ownerUrl: ownerOf(url), addresses };
}

/** The database of that name that this run of the layer seeded, or seeds now. */
async function seededOnce(name: string, settings: Readonly<Record<string, string>>): Promise<Seeded> {
  const note = join(process.env["TEST_FOLDER"] ?? tmpdir(), `${name}.json`);
  const kept = await readFile(note, "utf8").then(
    (text) => JSON.parse(text) as Seeded,
    () => undefined,
  );
  if (kept) return kept;
  const made = await seeded(serverUrl(), name, settings);
  await writeFile(note, JSON.stringify(made));
  return made;
}
