/** @long */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { jest } from "@jest/globals";
import { CommandError } from "#scripts/command-error.ts";
import { withClient } from "#scripts/database.ts";
import { MIGRATIONS } from "#scripts/migrate-database.ts";
import { sourceHash } from "#scripts/source-hash.ts";
import { updateInstallation } from "#scripts/update/update-installation.ts";
import { nameOfBackup } from "#lib/server/backup-folder.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { isoInZone, minuteOfDay } from "#lib/time/zone.ts";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { oldHalfDays } from "#tests/server/privacy/old-half-days.ts";

const server = await serverOnFreshDatabase();
afterAll(async () => {
  await server.db.$disconnect();
  await server.owner.$disconnect();
});

/** Where the versions of a test lie, with the link to the one that serves. */
const root = process.cwd();
const sources = await sourceHash();
let folder: string;
let remove: () => Promise<void>;
let url: string;

/**
 * In place of systemd and the application: `/healthz` answers for what the link led to when a restart was asked for.
 */
let machine: Server;
let served = "";
let isWell = (_build: string): boolean => true;
/** The file by which the command to restart asks for it. */
const restart = (): string => join(folder, "restart");
const port = (): number => (machine.address() as AddressInfo).port;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  [folder, remove] = [temporary.path, temporary.remove];
  url = await freshDatabase();
  isWell = () => true;
  machine = createServer(async (_request, response) => {
    if (existsSync(restart())) {
      await rm(restart());
      served = await readFile(join(folder, "current/.next/BUILD_ID"), "utf8");
    }
    response.writeHead(isWell(served) ? 200 : 503, { "Answered-By-Build": served });
    response.end(JSON.stringify({ status: "ok", database: "answers" }));
  });
  machine.listen(0, "localhost");
  await once(machine, "listening");
  await version("first");
  await symlink("first", join(folder, "current"));
  served = "first";
});
afterEach(async () => {
  machine.close();
  await remove();
});

/** A zone in which it is day at this moment: no half-day begins between 2 and 3 at night, in which clocks change. */
function zoneByDay(now: Instant): string {
  const zones = ["Europe/Paris", "America/Martinique", "Pacific/Noumea"];
  const zone = zones.find((one) => minuteOfDay(now, one) >= 5 * 60 && minuteOfDay(now, one) < 21 * 60);
  if (zone === undefined) throw new Error("It is night in all three zones.");
  return zone;
}

/** A built version of the product in a folder of its own, with these migrations beside its own. */
async function version(name: string, migrations: Readonly<Record<string, string>> = {}): Promise<void> {
  const own = ["prisma", ".git", ".next", ".data", ".env"];
  await mkdir(join(folder, name, ".next"), { recursive: true });
  await mkdir(join(folder, name, "prisma"));
  for (const entry of await readdir(root))
    if (!own.includes(entry) && !entry.startsWith(".next")) await symlink(join(root, entry), join(folder, name, entry));
  for (const entry of await readdir(join(root, "prisma")))
    if (entry !== "migrations") await symlink(join(root, "prisma", entry), join(folder, name, "prisma", entry));
  await promisify(execFile)("cp", ["-r", MIGRATIONS, join(folder, name, MIGRATIONS)]);
  for (const [migration, script] of Object.entries(migrations)) {
    await mkdir(join(folder, name, MIGRATIONS, migration));
    await writeFile(join(folder, name, MIGRATIONS, migration, "migration.sql"), script);
  }
  await writeFile(join(folder, name, ".next/BUILD_ID"), name);
  await writeFile(join(folder, name, ".next/built-from"), sources);
}

/** The time of the database: the command runs as in production, whose clock no test moves. */
async function nowOfDatabase(): Promise<Instant> {
  const [row] = await server.db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  return instant(row!.now.getTime());
}

/** The settings of an installation on this machine. */
const settingsOf = (settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  APP_ENV: "production",
  APP_URL: "https://permanences.example.org",
  APP_SECRET: "a-secret-of-the-tests-only",
  ADDRESS_HEADER: "x-forwarded-for",
  HOST: "localhost",
  PORT: String(port()),
  DATABASE_URL: url,
  DATABASE_OWNER_URL: ownerOf(url),
  DATA_FOLDER: join(folder, "data"),
  CURRENT_LINK: join(folder, "current"),
  RESTART_COMMAND: `touch ${restart()}`,
  LOG_LEVEL: "silent",
  ...settings,
});

type ScriptResult = { readonly code: number; readonly said: string };

/** Runs a script of the product in the folder of a version, as its technician does. */
async function runs(name: string, words: readonly string[]): Promise<ScriptResult> {
  const child = spawn(process.execPath, ["--conditions=react-server", ...words], {
    cwd: join(folder, name),
    env: { ...process.env, ...settingsOf({}) } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (text) => (said += String(text)));
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}

/** The same of `npm run update`, in this process. A version that is started has `patience` milliseconds to get well. */
async function updates(
  name: string,
  words: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
  patience?: number,
): Promise<ScriptResult> {
  const here = process.cwd();
  const before = { ...process.env };
  const said = [] as string[];
  jest.spyOn(console, "log").mockImplementation((line) => void said.push(String(line)));
  Object.assign(process.env, settingsOf(settings));
  process.chdir(join(folder, name));
  try {
    await updateInstallation(words, patience);
    return { code: 0, said: said.join("\n") };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: 1, said: [...said, error.message].join("\n") };
  } finally {
    process.chdir(here);
    for (const setting of Object.keys(process.env)) if (!(setting in before)) delete process.env[setting];
    Object.assign(process.env, before);
    jest.restoreAllMocks();
  }
}

/** The same; a version that is started gets well within a second or not at all. */
const updatesImpatiently = (name: string, settings: Readonly<Record<string, string>> = {}) =>
  updates(name, [], settings, 1_000);

const TABLE = "20990101000000_a_table";
const A_TABLE = { [TABLE]: "-- earlier-versions: run\nCREATE TABLE later (a int PRIMARY KEY);\n" };
const FAILS = { "20990101000001_fails": "-- earlier-versions: run\nALTER TABLE nothing ADD COLUMN a int;\n" };
const BREAKS = { "20990101000002_breaks": "-- earlier-versions: stop, it renames what they read\nSELECT 1;\n" };

const applied = async (): Promise<readonly string[]> =>
  withClient(ownerOf(url), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE migration_name > '2099' AND finished_at IS NOT NULL ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  });
const backups = (): Promise<readonly string[]> => readdir(join(folder, "data/backups")).catch(() => []);
const leadsTo = async (): Promise<readonly string[]> => [await readlink(join(folder, "current")), served];

test("an update makes a backup, migrates, makes the checks, and lets the new version serve", async () => {
  await version("second", A_TABLE);
  const { code, said } = await runs("second", ["scripts/update.ts"]);
  expect([code, said]).toEqual([
    0,
    expect.stringMatching(/No half-day is planned\.[^]*a way leads back[^]*Backed up: /),
  ]);
  expect(said).toMatch(/Applied: 20990101000000_a_table\.[^]*ok +migrations[^]*This version serves, and is well/);
  expect([await applied(), (await backups()).length, await leadsTo()]).toEqual([[TABLE], 1, ["second", "second"]]);
});

test("a backup of the night that the application makes in the same second is left alone", async () => {
  await version("second", A_TABLE);
  const now = await nowOfDatabase();
  await mkdir(join(folder, "data/backups"), { recursive: true });
  const taken = Array.from({ length: 60 }, (_, second) => nameOfBackup(instant(now + second * 1_000), false));
  for (const name of taken) await writeFile(join(folder, "data/backups", name), "of the night");
  expect((await updates("second")).code).toBe(0);
  expect((await backups()).filter((name) => !taken.includes(name))).toHaveLength(1);
  expect(await readFile(join(folder, "data/backups", taken[0]!), "utf8")).toBe("of the night");
});

test("a migration that fails leaves the previous version serving, which also starts again on what was applied", async () => {
  await version("second", { ...A_TABLE, ...FAILS });
  const { code, said } = await runs("second", ["scripts/update.ts"]);
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(/20990101000001_fails[^]*The previous version goes on serving/),
  ]);
  expect([await applied(), await leadsTo()]).toEqual([[TABLE], ["first", "first"]]);
  const doctor = await runs("first", ["scripts/doctor.ts"]);
  expect([doctor.code, doctor.said]).toEqual([0, expect.stringContaining("A newer version of Permanences")]);
  expect((await runs("first", ["scripts/migrate.ts"])).said).toContain("The database is up to date.");
});

test("a failure that the doctor finds leaves the previous version serving", async () => {
  await version("second", A_TABLE);
  const { code, said } = await updates("second", [], { SMTP_URL: "no address" });
  expect([code, said]).toEqual([1, expect.stringMatching(/failure +settings[^]*The previous version goes on serving/)]);
  expect([await applied(), await leadsTo()]).toEqual([[TABLE], ["first", "first"]]);
});

test("a new version that does not get well is taken back, and the previous one serves again", async () => {
  await version("second", A_TABLE);
  isWell = (build) => build !== "second";
  const { code, said } = await updatesImpatiently("second");
  expect([code, said]).toEqual([1, expect.stringMatching(/it answers 503[^]*Went back: the previous version serves/)]);
  expect(await leadsTo()).toEqual(["first", "first"]);
});

test.each([
  ["works since", () => Date.UTC(2100, 0, 1), /The worker was started again, and looks for work/],
  [
    "is that of the previous version",
    () => undefined,
    /not seen to work since this update .*started before this update/,
  ],
])("the last line says that the worker %s", async (_, startedAt, said) => {
  const worker = createServer((_request, response) =>
    response.end(JSON.stringify({ status: "ok", startedAt: startedAt() })),
  );
  worker.listen(0, "localhost");
  await once(worker, "listening");
  await version("second");
  const WORKER_PORT = String((worker.address() as AddressInfo).port);
  const updated = await updatesImpatiently("second", { WORKER_PORT });
  worker.close();
  expect([updated.code, updated.said]).toEqual([0, expect.stringMatching(said)]);
});

test("a machine that does not restart the application is told, and the link leads back", async () => {
  await version("second", A_TABLE);
  const { code, said } = await updates("second", [], { RESTART_COMMAND: "exit 3" });
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(/“exit 3” \(RESTART_COMMAND\) ended with 3[^]*leads to the previous/),
  ]);
  expect(await leadsTo()).toEqual(["first", "first"]);
});

test("an update from which no way leads back is refused with the reason, and made when that is said", async () => {
  await version("second", BREAKS);
  const { code, said } = await updates("second");
  expect([code, said]).toEqual([1, expect.stringMatching(/breaks: it renames what they read[^]*Nothing was changed/)]);
  expect([await applied(), await backups(), await leadsTo()]).toEqual([[], [], ["first", "first"]]);
  expect((await updates("second", ["--without-way-back"])).code).toBe(0);
  expect(await leadsTo()).toEqual(["second", "second"]);
  const { code: refused, said: why } = await runs("first", ["scripts/doctor.ts"]);
  expect([refused, why]).toEqual([
    1,
    expect.stringContaining("this version does not run on it (it renames what they read)"),
  ]);
});

test("where the job queue gets other tables no way leads back, since nothing says that the package before runs on them", async () => {
  await withClient(ownerOf(url), (client) => client.query("UPDATE pgboss.version SET version = version - 1"));
  await version("second");
  expect((await updates("second")).said).toMatch(/the tables of the job queue go from version \d+ to \d+/);
});

test("beside a half-day an update is refused, and made when that is said", async () => {
  const now = await nowOfDatabase();
  const zone = zoneByDay(now);
  const there = await oldHalfDays(server.db, zone);
  const soon = (minutes: number): string => isoInZone(instant(now + minutes * MINUTE), zone);
  await there.halfDay(soon(30), soon(210));
  url = server.url;
  await version("second", A_TABLE);
  const { code, said } = await updates("second");
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(/Begins within the hour: .*, Maison\.[^]*Nothing was changed/),
  ]);
  expect([await applied(), await backups(), await leadsTo()]).toEqual([[], [], ["first", "first"]]);
  expect((await updates("second", ["--now"])).code).toBe(0);
  expect(await leadsTo()).toEqual(["second", "second"]);
});

test("without the two settings the database is made ready, and the version is left to be started, as in containers", async () => {
  await version("second", A_TABLE);
  const { code, said } = await updates("second", [], { CURRENT_LINK: "", RESTART_COMMAND: "" });
  expect([code, said]).toEqual([0, expect.stringContaining("let it serve in place of the previous one now")]);
  expect([await applied(), await leadsTo()]).toEqual([[TABLE], ["first", "first"]]);
});

test("the version that serves, one that is not built, and a setting without the other are refused before anything is changed", async () => {
  await version("second", A_TABLE);
  expect((await updates("first")).said).toContain("This is the version that serves.");
  expect((await updates("second", [], { RESTART_COMMAND: "" })).said).toContain("Set both CURRENT_LINK and");
  expect((await updates("second", [], { CURRENT_LINK: join(folder, "second") })).said).toContain("is no link");
  expect((await updates("second", ["--force"])).said).toContain("Run: npm run update");
  await writeFile(join(folder, "second/.next/built-from"), "others");
  expect((await updates("second")).said).toContain("not built from its sources");
  expect([await applied(), await backups()]).toEqual([[], []]);
});
