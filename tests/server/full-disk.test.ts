/** @long */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDatabase, withClient } from "#scripts/database.ts";
import { freeSpace } from "#lib/server/free-space.ts";
import { startKillableServer, type KillableServer } from "#tests/support/killable-server.ts";

/** Only root may mount a small disk. */
const isRoot = process.getuid?.() === 0;

let folder: string;
let server: KillableServer;
let url: string;

beforeAll(async () => {
  if (!isRoot) return;
  folder = await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "permanences-full-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=250m,mode=711", "tmpfs", folder]);
  server = await startKillableServer(folder);
  await makeDatabase(server.serverUrl, "small");
  url = `${server.serverUrl}small`;
  await withClient(url, (client) => client.query("CREATE TABLE act (id serial PRIMARY KEY, said text NOT NULL)"));
  Object.assign(process.env, { DATABASE_URL: url, APP_ENV: "test", LOG_LEVEL: "silent" });
});
afterAll(async () => {
  if (!isRoot) return;
  const { db } = await import("#lib/server/db.ts");
  await db.$disconnect();
  await server.stop();
  execFileSync("umount", [folder]);
  await rm(folder, { recursive: true, force: true });
});

test("acts on a full disk are busy, none that was acknowledged is lost, and with room they succeed again", async () => {
  if (!isRoot) return console.warn("The full disk was not tried: it takes root to mount a small one.");
  const { answer, handle } = await import("#app/api/handle.ts");
  const { transaction } = await import("#lib/server/db.ts");
  const { GET } = await import("#app/healthz/route.ts");
  const health = async (): Promise<unknown> => {
    const said = await GET(new Request("http://localhost:3000/healthz"));
    return [said.status, ((await said.json()) as { database: string }).database];
  };
  let acknowledged = 0;
  /** An act of two hundred kilobytes that do not shrink. */
  const acts = async (): Promise<number> => {
    const said = Array.from({ length: 5_000 }, () => crypto.randomUUID()).join("");
    const request = new Request("http://localhost:3000/x", { method: "POST", headers: { host: "localhost:3000" } });
    const { status } = await handle(request, async () => {
      await transaction((tx) => tx.$executeRaw`INSERT INTO act (said) VALUES (${said})`, "service");
      return answer({});
    });
    if (status === 200) acknowledged += 1;
    return status;
  };
  expect([await acts(), await health()]).toEqual([200, [200, "answers"]]);

  const filler = join(folder, "filler");
  await writeFile(filler, Buffer.alloc(Math.max(0, (await freeSpace(folder)) - 3_000_000)));
  const statuses: number[] = [];
  for (let time = 0; time < 60; time += 1) statuses.push(await acts());
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect(statuses.slice(-10)).toEqual(Array(10).fill(503));
  expect(await health()).toEqual([503, "full"]);

  await rm(filler);
  expect([await acts(), await acts()]).toEqual([200, 200]);
  const rows = await withClient(url, (client) => client.query("SELECT 1 FROM act"));
  expect(rows.rowCount).toBe(acknowledged);
});
