import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { backups } from "#scripts/checks/backups.ts";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { listenToPrinted } from "#tests/server/privacy/printed.ts";
import { oldHalfDays } from "#tests/server/privacy/old-half-days.ts";

const kept = await temporaryFolder();
const folder = join(kept.path, "backups");
const data = join(kept.path, "data");
await mkdir(data);
const server = await serverOnFreshDatabase({
  APP_NOW: "2026-11-25T02:00:00+01:00",
  APP_SECRET: "a-secret-of-the-tests-only",
  BACKUP_FOLDER: folder,
  DATA_FOLDER: data,
  LOG_LEVEL: "info",
});
const { backUpByNight, isBackupDue } = await import("#lib/server/backup/back-up-by-night.ts");
const { backupFailure, noteBackupFailure } = await import("#lib/server/backup-failure.ts");
const { backupState, isNetworkDisk } = await import("#lib/server/backup-problems.ts");
const { env } = await import("#lib/server/env.ts");
const { eraseDue } = await import("#lib/server/privacy/erase-due.ts");
const { jobs } = await import("#lib/server/jobs/jobs.ts");
const { measures } = await import("#lib/server/edge/measures.ts");
const there = await oldHalfDays(server.db);

const printed = listenToPrinted();
afterAll(() => printed.end());

const NIGHT = instantOf("2026-11-25T03:31:00+01:00");
const after = (days: number) => instant(NIGHT + days * 24 * 60 * MINUTE);
const files = async (): Promise<readonly string[]> => (await readdir(folder)).sort();

beforeEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await noteBackupFailure(env, undefined);
});
afterAll(async () => {
  await server.db.$disconnect();
  await kept.remove();
});

test("a backup is made once a night at half past three, after the erasing, in a folder of its owner alone", async () => {
  await there.visit(await there.halfDay("2026-11-24T09:00:00+01:00", "2026-11-24T12:00:00+01:00"), { name: "Fatima" });
  expect(await isBackupDue(NIGHT)).toBe(false);
  await eraseDue(NIGHT);
  expect(await isBackupDue(NIGHT)).toBe(true);
  expect(await backUpByNight(NIGHT)).toMatchObject({ encrypted: 0, removed: 0 });
  expect(await files()).toEqual(["permanences-20261125T023100Z.backup"]);
  expect(((await stat(folder)).mode & 0o777).toString(8)).toBe("700");
  expect(((await stat(join(folder, (await files())[0]!))).mode & 0o777).toString(8)).toBe("600");
  for (const [hours, due] of [
    [1, false],
    [23, false],
    [24, true],
  ] as const)
    expect(await isBackupDue(instant(NIGHT + hours * 60 * MINUTE))).toBe(due);
});

test("a night whose erasing cannot be done has its backup an hour later", async () => {
  await there.visit(await there.halfDay("2026-11-24T09:00:00+01:00", "2026-11-24T12:00:00+01:00"), { name: "Fatima" });
  expect(await isBackupDue(NIGHT)).toBe(false);
  expect(await isBackupDue(instant(NIGHT + 60 * MINUTE))).toBe(true);
  await eraseDue(NIGHT);
});

test("while one is being written no other is begun, and one that was given up is made again", async () => {
  await mkdir(folder);
  await writeFile(join(folder, "permanences-20261125T023000Z.backup.age.unfinished"), "");
  expect(await isBackupDue(instant(NIGHT + 90 * MINUTE))).toBe(false);
  expect(await isBackupDue(instant(NIGHT + 180 * MINUTE))).toBe(true);
  await backUpByNight(after(2));
  expect(await files()).toEqual(["permanences-20261127T023100Z.backup"]);
});

test("backups are kept for fourteen days, the newest one for longer, and other files are left alone", async () => {
  await mkdir(folder);
  await writeFile(join(folder, "notes.txt"), "");
  for (const day of [0, 1, 15]) await backUpByNight(after(day));
  expect(await files()).toEqual(["notes.txt", "permanences-20261210T023100Z.backup"]);
  for (const day of [16, 29]) await backUpByNight(after(day));
  expect(await files()).toEqual([
    "notes.txt",
    "permanences-20261211T023100Z.backup",
    "permanences-20261224T023100Z.backup",
  ]);
});

/** As after a restart: what this process remembers by itself is gone. */
const forget = () => Reflect.deleteProperty(globalThis, "backupFailure");
const problems = async (now = NIGHT, settings: object = {}) =>
  (await backupState({ APP_ENV: env.APP_ENV, BACKUP_FOLDER: folder, DATA_FOLDER: data, ...settings }, now))?.problems ??
  {};

test("a backup that fails leaves nothing, is told in the measures and tried again an hour later", async () => {
  await writeFile(folder, "a file where the folder should be");
  expect(await isBackupDue(NIGHT)).toBe(true);
  expect(await backUpByNight(NIGHT)).toBeUndefined();
  expect(Object.keys(await problems())).toEqual(["late", "failed", "stays-here"]);
  expect(await measures().registry.metrics()).toContain('permanences_backup_problem{problem="failed"} 1');
  expect(await isBackupDue(instant(NIGHT + 30 * MINUTE))).toBe(false);
  await rm(folder);
  expect(await isBackupDue(instant(NIGHT + 60 * MINUTE))).toBe(true);
  await backUpByNight(instant(NIGHT + 60 * MINUTE));
  expect(Object.keys(await problems())).toEqual(["stays-here", "not-encrypted"]);
  const told = await measures().registry.metrics();
  expect(told).toContain('permanences_backup_problem{problem="failed"} 0');
  expect(told).toContain('permanences_backup_problem{problem="stays-here"} 1');
  expect(told).toMatch(/^permanences_backup_age_seconds -?\d/m);
});

test("the log says of a backup that it was made only where it was", async () => {
  const { does } = jobs.find(({ name }) => name === "back-up")!;
  const said = (): number => printed.said().match(/"msg":"backed-up"/gu)?.length ?? 0;
  const before = said();
  await writeFile(folder, "a file where the folder should be");
  await does(NIGHT);
  expect(printed.said()).toContain("The backup of this night was not made.");
  expect(said()).toBe(before);
  await rm(folder);
  await does(instant(NIGHT + 60 * MINUTE));
  expect(said()).toBe(before + 1);
});

test("a failure is kept beside the backups over a restart, with its reason, until a try succeeds", async () => {
  await mkdir(folder);
  await noteBackupFailure(env, { at: NIGHT, why: "The disk has no room for another backup." });
  forget();
  expect(await backupFailure(env)).toEqual({ at: NIGHT, why: "The disk has no room for another backup." });
  expect(await isBackupDue(instant(NIGHT + 59 * MINUTE))).toBe(false);
  expect((await problems())["failed"]).toBe(
    "the last try, of 2026-11-25 02:31 UTC, failed and is repeated each hour: The disk has no room for another backup",
  );
  expect(((await stat(join(folder, "last-backup-failed.json"))).mode & 0o777).toString(8)).toBe("600");
  await backUpByNight(instant(NIGHT + 61 * MINUTE));
  forget();
  expect(await backupFailure(env)).toBeUndefined();
  expect(await files()).toEqual(["permanences-20261125T033200Z.backup"]);
});

test("where the folder of the backups is away, a failure is kept in the data folder", async () => {
  await writeFile(folder, "a file where the folder should be");
  await backUpByNight(NIGHT);
  forget();
  expect((await backupFailure(env))?.at).toBe(NIGHT);
  await rm(folder);
  await backUpByNight(instant(NIGHT + 60 * MINUTE));
  expect(await readdir(data)).toEqual([]);
});

test("backups that stay on the machine of the database are told, until their copy elsewhere is noted each day", async () => {
  await mkdir(folder);
  const staysHere = async (settings = {}) => (await problems(NIGHT, settings))["stays-here"];
  const by = (host: string) => ({ DATABASE_URL: `postgres://serving@${host}/permanences` });
  expect(await staysHere()).toContain(`lost with it`);
  for (const here of ["localhost", "127.0.0.1:5432", "[::1]", "database"])
    expect(await staysHere(by(here))).toContain(`touch ${join(folder, "copied")}`);
  for (const elsewhere of ["base.example.org", "10.0.0.5"]) expect(await staysHere(by(elsewhere))).toBeUndefined();
  const copied = async (hours: number) => {
    await writeFile(join(folder, "copied"), "");
    await utimes(join(folder, "copied"), 0, (NIGHT - hours * 60 * MINUTE) / 1_000);
    return staysHere();
  };
  expect(await copied(35)).toBeUndefined();
  expect(await copied(37)).toContain("their last copy on another machine is of 2026-11-23 13:31 UTC");
});

test("a drive that is mounted from another machine is told from a disk of this one", () => {
  // As Linux gives them: NFS, CIFS (signed and not), SMB2; ext4, XFS, overlay, tmpfs.
  expect([0x6969, 0xff534d42, 0xff534d42 | 0, 0xfe534d42].map(isNetworkDisk)).toEqual([true, true, true, true]);
  expect([0xef53, 0x58465342, 0x794c7630, 0x01021994].map(isNetworkDisk)).toEqual([false, false, false, false]);
});

test("the doctor says of the backups what the measures say, in sentences", async () => {
  const says = async (environment: Record<string, string>) =>
    backups.run({ command: "doctor", purpose: "production", environment, folder: kept.path });
  expect(await says({ BACKUP_FOLDER: folder })).toMatchObject({
    state: "warning",
    says: expect.stringMatching(/there is none yet/),
  });
  await mkdir(folder);
  await writeFile(join(folder, "permanences-20200101T023000Z.backup"), "");
  await noteBackupFailure(env, { at: NIGHT, why: "It broke off (ENOSPC)." });
  forget();
  expect(await says({})).toMatchObject({
    state: "warning",
    says: expect.stringMatching(
      /2020-01-01 02:30 UTC, more than 36 hours ago.*ENOSPC\); they stay .*lost with it.*not encrypted/,
    ),
  });
  await writeFile(join(folder, "permanences-29990101T023000Z.backup.age"), "");
  await noteBackupFailure(env, undefined);
  expect(
    await says({ BACKUP_FOLDER: folder, DATABASE_URL: "postgres://serving@database.example.org/permanences" }),
  ).toEqual({ state: "ok", says: `The last backup is of 2999-01-01 02:30 UTC, in ${folder}.` });
  expect(await backups.run({ command: "doctor", purpose: "demo", environment: {}, folder: kept.path })).toMatchObject({
    state: "ok",
  });
});
