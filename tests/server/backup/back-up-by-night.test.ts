import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { backups } from "#scripts/checks/backups.ts";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { oldHalfDays } from "#tests/server/privacy/old-half-days.ts";

const kept = await temporaryFolder();
const folder = join(kept.path, "backups");
const server = await serverOnFreshDatabase({
  APP_NOW: "2026-11-25T02:00:00+01:00",
  APP_SECRET: "a-secret-of-the-tests-only",
  BACKUP_FOLDER: folder,
  LOG_LEVEL: "silent",
});
const { backUpByNight, isBackupDue } = await import("#lib/server/backup/back-up-by-night.ts");
const { backupMeasures, noteFailedBackup } = await import("#lib/server/backup-folder.ts");
const { eraseDue } = await import("#lib/server/privacy/erase-due.ts");
const { measures } = await import("#lib/server/edge/measures.ts");
const there = await oldHalfDays(server.db);

const NIGHT = instantOf("2026-11-25T03:31:00+01:00");
const after = (days: number) => instant(NIGHT + days * 24 * 60 * MINUTE);
const files = async (): Promise<readonly string[]> => (await readdir(folder)).sort();

beforeEach(async () => {
  noteFailedBackup(undefined);
  await rm(folder, { recursive: true, force: true });
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

test("a backup that fails leaves nothing, is told in the measures and tried again an hour later", async () => {
  await writeFile(folder, "a file where the folder should be");
  expect(await isBackupDue(NIGHT)).toBe(true);
  expect(await backUpByNight(NIGHT)).toMatchObject({ tables: 0 });
  expect((await backupMeasures())?.problems).toMatchObject({ failed: true, late: true });
  expect(await measures().registry.metrics()).toContain('permanences_backup_problem{problem="failed"} 1');
  expect(await isBackupDue(instant(NIGHT + 30 * MINUTE))).toBe(false);
  await rm(folder);
  expect(await isBackupDue(instant(NIGHT + 60 * MINUTE))).toBe(true);
  await backUpByNight(instant(NIGHT + 60 * MINUTE));
  expect((await backupMeasures())?.problems).toMatchObject({ failed: false, "same-disk": true, "not-encrypted": true });
  expect(await measures().registry.metrics()).toMatch(/^permanences_backup_age_seconds -?\d/m);
});

test("the doctor says when none was made, when the last is late, lies on the disk of the database or is not encrypted", async () => {
  const says = async (environment: Record<string, string>) =>
    backups.run({ command: "doctor", purpose: "production", environment, folder: kept.path });
  expect(await says({ BACKUP_FOLDER: folder })).toMatchObject({
    state: "warning",
    says: expect.stringMatching(/^No backup of a night is in /),
  });
  await mkdir(folder);
  await writeFile(join(folder, "permanences-20200101T023000Z.backup"), "");
  expect(await says({})).toMatchObject({
    state: "warning",
    says: expect.stringMatching(/2020-01-01 02:30 UTC, more than 36 hours ago.*lost with it.*not encrypted/),
  });
  await writeFile(join(folder, "permanences-29990101T023000Z.backup.age"), "");
  expect(
    await says({ BACKUP_FOLDER: folder, DATABASE_URL: "postgres://serving@database.example.org/permanences" }),
  ).toMatchObject({ state: "ok" });
  expect(await backups.run({ command: "doctor", purpose: "demo", environment: {}, folder: kept.path })).toMatchObject({
    state: "ok",
  });
});
