/** @long */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeDatabase } from "#scripts/database.ts";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { bareEnvironment } from "#tests/support/moved-dates.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A folder in which a command finds no .env and no .data: the project's files by links. */
let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  for (const name of ["node_modules", "lib", "i18n", "messages"])
    await symlink(join(process.cwd(), name), join(folder, name));
  for (const name of ["scripts", "package.json"])
    await cp(join(process.cwd(), name), join(folder, name), { recursive: true });
  await mkdir(join(folder, "prisma"));
  for (const name of ["migrations", "seed", "schema.prisma"])
    await symlink(join(process.cwd(), "prisma", name), join(folder, "prisma", name));
});
afterEach(() => remove());

async function command(
  script: "start" | "doctor",
  settings: Record<string, string>,
): Promise<{ code: number; printed: string; complained: string }> {
  const child = spawn(process.execPath, [`scripts/${script}.ts`], {
    cwd: folder,
    env: { ...bareEnvironment(), PORT: String(await freePort()), ...settings },
  });
  let printed = "";
  let complained = "";
  child.stdout.on("data", (text) => (printed += String(text)));
  child.stderr.on("data", (text) => (complained += String(text)));
  const [code] = (await once(child, "close")) as [number];
  return { code, printed, complained };
}

const PRODUCTION = { APP_URL: "https://permanences.example.org", APP_SECRET: "a-secret-of-the-tests-only" };

test("the doctor prints a line for each check, ends well with warnings alone, and shows no password", async () => {
  const { code, printed } = await command("doctor", {
    ...PRODUCTION,
    DATABASE_URL: await freshDatabase(),
    SMTP_URL: "smtps://user:mail-password@mail.example.org",
  });
  expect(printed).toMatch(/^warning {2}mail +Nobody can sign in, .*MAIL_FROM/m);
  expect(printed.match(/^(ok|warning) /gm)).toHaveLength(16);
  expect(printed).not.toMatch(/mail-password|a-secret-of-the-tests-only/);
  expect(printed).not.toContain(new URL(await freshDatabase()).password);
  expect(code).toBe(0);
});

test("the doctor ends with 1 when a check fails, names what could not be checked, and makes no folder", async () => {
  const { code, printed } = await command("doctor", {});
  expect(printed).toMatch(/^failure {2}address +APP_URL is missing/m);
  expect(printed).toMatch(/^unknown {2}migrations +Not checked\.$/m);
  expect(code).toBe(1);
  expect(existsSync(join(folder, ".data"))).toBe(false);
});

test("the doctor leaves an embedded database as it is: one that is stopped stays so, one that runs is looked at", async () => {
  // As root the server runs as another user, who passes through this folder.
  await chmod(folder, 0o711);
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o711 });
  await copyNewCluster(data);
  const settings = { APP_URL: PRODUCTION.APP_URL, DATA_FOLDER: data };
  const files = async (): Promise<unknown> =>
    Promise.all(
      (await readdir(data)).sort().map(async (name) => {
        const { mode, mtimeMs } = await stat(join(data, name));
        return { name, mode, mtimeMs };
      }),
    );
  const before = await files();
  const stopped = await command("doctor", settings);
  expect(stopped.printed).toMatch(
    /^warning {2}database +The embedded database in \S+ is not running, .*npm start starts it/m,
  );
  expect(stopped.printed).toMatch(/^ok {7}disk /m);
  expect(stopped.printed).toMatch(/^unknown {2}migrations +Not checked\.$/m);
  expect(stopped.code).toBe(0);
  expect(await files()).toEqual(before);

  const server = await startEmbedded({ folder: data, port: await freePort(), settings: ["fsync=off"] });
  try {
    // Of a server that another command only just started, the database is not made yet.
    expect((await command("doctor", settings)).printed).toMatch(/^failure {2}database .*permanences/m);
    await makeDatabase(server.serverUrl, "permanences");
    const found = await files();
    const running = await command("doctor", settings);
    expect(running.printed).toMatch(/^ok {7}database +The database answers/m);
    expect(running.printed).toMatch(/^warning {2}migrations +\d+ migrations are not applied/m);
    expect(running.code).toBe(0);
    expect(await files()).toEqual(found);
    // A second application on the same data is refused, whichever port it would have.
    await writeFile(join(data, "application"), `${process.pid}\n\n`);
    const second = await command("start", settings);
    expect(second.complained).toContain(
      `Another application (process ${process.pid}) already serves the data in ${data}`,
    );
    expect(second.code).toBe(1);
  } finally {
    await server.stop();
  }
});

test("a start that cannot work ends with 1 and one sentence for each failure, and starts no database", async () => {
  const { code, printed, complained } = await command("start", { SMTP_URL: "mail" });
  expect(complained).toMatch(
    /^These settings cannot be used: SMTP_URL \(it is no address .*\nAPP_URL is missing, .*$/m,
  );
  expect(printed).toBe("");
  expect(code).toBe(1);
  expect(existsSync(join(folder, ".data"))).toBe(false);
});
