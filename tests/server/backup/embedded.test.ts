/** @long */
import { chmod, mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { startNode } from "#scripts/child.ts";
import { emptyDatabase, servingUrl } from "#tests/support/database.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { backsUp, contentOf, PASSPHRASE, restores, SECRET } from "./backups.ts";

let server: Server;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  Object.assign(process.env, { APP_SECRET: SECRET, LOG_LEVEL: "silent" });
  folder = await temporaryFolder();
  // As root the server runs as another user, who passes through this folder.
  await chmod(folder.path, 0o711);
  server = await freshServer();
  const there = await neuhof(server);
  await there.opens();
  await there.walksIn();
});
afterAll(async () => {
  await server.db.$disconnect();
  await folder.remove();
});

test("from one's own server to the embedded database and back: rows and secret are the same, and each command leaves nothing running", async () => {
  const file = join(folder.path, "own.backup.age");
  await backsUp({ url: process.env["DATABASE_URL"]!, file, passphrase: PASSPHRASE, secret: SECRET });
  const data = join(folder.path, "data");
  await mkdir(data, { mode: 0o711 });
  await copyNewCluster(data);
  const embedded = { DATABASE_URL: "", DATABASE_OWNER_URL: "", DATA_FOLDER: data };
  expect(await restores(file, embedded)).toMatchObject({ code: 0 });
  expect(await readFile(join(data, "secret"), "utf8")).toBe(`${SECRET}\n`);
  expect(((await stat(join(data, "secret"))).mode & 0o777).toString(8)).toBe("600");

  const back = join(folder.path, "embedded.backup.age");
  await rm(back, { force: true });
  const { code, said } = await startNode(
    ["--conditions=react-server", "scripts/backup.ts", back],
    { ...embedded, APP_ENV: "test", APP_SECRET: "", BACKUP_PASSPHRASE: PASSPHRASE },
    true,
  ).end;
  expect(said).toContain("APP_SECRET is in it.");
  expect(code).toBe(0);

  const target = await emptyDatabase();
  const settings = {
    DATABASE_URL: servingUrl(target),
    DATABASE_OWNER_URL: target,
    DATA_FOLDER: join(folder.path, "other"),
  };
  expect(await restores(back, settings)).toMatchObject({
    code: 0,
    said: expect.stringContaining("secret-of-backup: set it in .env"),
  });
  expect(await contentOf(target, folder.path)).toEqual(await contentOf(process.env["DATABASE_URL"]!, folder.path));
}, 60_000);
