/** @long */
import { existsSync } from "node:fs";
import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeDatabase, withClient } from "#scripts/database.ts";
import { livingOwner } from "#scripts/database-owner.ts";
import { startEmbedded, type EmbeddedServer } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { CommandError } from "#scripts/command-error.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
const started: EmbeddedServer[] = [];

beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await remove();
});

/** Starts the server in a folder whose database was made before; `startNew` leaves the making of it to the start. */
const start = async (): Promise<EmbeddedServer> => {
  if (!existsSync(data())) await copyNewCluster(folder);
  return startNew();
};
const startNew = async (): Promise<EmbeddedServer> => {
  const server = await startEmbedded({ folder, port: await freePort(), settings: ["fsync=off"] });
  started.push(server);
  return server;
};
const refusal = (): Promise<unknown> =>
  start().then(
    () => "it started",
    (error: unknown) => error,
  );
const data = (): string => join(folder, "postgres");

test("a second start finds what the first one kept", async () => {
  const first = await start();
  await makeDatabase(first.serverUrl, "kept");
  await withClient(`${first.serverUrl}kept`, (client) => client.query("CREATE TABLE note AS SELECT 'éàü' AS text"));
  await first.stop();

  const second = await start();
  await makeDatabase(second.serverUrl, "kept");
  const { rows } = await withClient(`${second.serverUrl}kept`, (client) => client.query("SELECT text FROM note"));
  expect(rows).toEqual([{ text: "éàü" }]);
});

test("the database is in UTF-8, sorts the same everywhere, and refuses a wrong password", async () => {
  const { serverUrl } = await startNew();
  const { rows } = await withClient(`${serverUrl}postgres`, (client) =>
    client.query(
      "SELECT pg_encoding_to_char(encoding) AS encoding, datcollate FROM pg_database WHERE datname = 'postgres'",
    ),
  );
  expect(rows).toEqual([{ encoding: "UTF8", datcollate: "C.UTF-8" }]);
  const guessed = new URL(`${serverUrl}postgres`);
  guessed.password = "permanences";
  await expect(withClient(guessed.href, async () => "in")).rejects.toMatchObject({ code: "28P01" });
});

test("nobody but its owner can read the folder, the data and the password", async () => {
  await startNew();
  const rights = async (path: string): Promise<number> => (await stat(path)).mode & 0o077;
  expect((await rights(folder)) & 0o066).toBe(0);
  expect(await rights(data())).toBe(0);
  expect(await rights(join(folder, "password"))).toBe(0);
});

test("a refused row, which may hold a name, is not written into the log", async () => {
  const { serverUrl } = await start();
  const insert = withClient(`${serverUrl}postgres`, async (client) => {
    await client.query("CREATE TABLE visit (name text, number int CHECK (number > 0) UNIQUE)");
    await client.query("INSERT INTO visit VALUES ('Fatima', -1)");
  });
  await expect(insert).rejects.toMatchObject({ code: "23514" });
  expect(await readFile(join(folder, "postgres.log"), "utf8")).not.toContain("Fatima");
});

test("the pid file of a killed server does not prevent the next start", async () => {
  await (await start()).stop();
  // The process id of the dead server now belongs to another program: this test.
  await writeFile(
    join(data(), "postmaster.pid"),
    `${process.pid}\n${data()}\n1700000000\n54321\n\n127.0.0.1\n\nready\n`,
  );
  const { serverUrl } = await start();
  await expect(withClient(`${serverUrl}postgres`, async () => "in")).resolves.toBe("in");
});

test("a second command uses the server of the first, and leaves it running", async () => {
  const first = await start();
  const second = await start();
  expect(second.serverUrl).toBe(first.serverUrl);
  await second.stop();
  await expect(withClient(`${first.serverUrl}postgres`, async () => "in")).resolves.toBe("in");
});

test("a short command leaves a server running that it found, though the command that started it has ended", async () => {
  const first = await start();
  await writeFile(join(folder, "owner"), "0\n");
  await (await start()).stop();
  expect(await livingOwner(folder)).toBeUndefined();
  await expect(withClient(`${first.serverUrl}postgres`, async () => "in")).resolves.toBe("in");
});

test("data of another major version is refused with what to do, and is not touched", async () => {
  await (await start()).stop();
  await writeFile(join(data(), "PG_VERSION"), "17\n");
  const error = await refusal();
  expect(error).toBeInstanceOf(CommandError);
  expect(String(error)).toMatch(/made by Postgres 17; .* carries Postgres 18\. Put the old data aside \(mv /);
  expect(await readFile(join(data(), "PG_VERSION"), "utf8")).toBe("17\n");
});

test("the refusal of a data folder gives Postgres's own message", async () => {
  await (await start()).stop();
  await chmod(data(), 0o755);
  const error = await refusal();
  expect(error).toBeInstanceOf(CommandError);
  expect(String(error)).toContain("has invalid permissions");
  expect(String(error)).toContain(join(folder, "postgres.log"));
});
