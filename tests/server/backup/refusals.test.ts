/** @slow */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jest } from "@jest/globals";
import pg from "pg";
import { restore as restoreCheck } from "#scripts/checks/restore.ts";
import { CommandError } from "#scripts/command-error.ts";
import { withClient } from "#scripts/database.ts";
import { MIGRATIONS, migrateDatabase } from "#scripts/migrate-database.ts";
import { restoreDatabase } from "#scripts/restore-database.ts";
import { emptyDatabase, freshDatabase, ownerOf, servingUrl } from "#tests/support/database.ts";
import { nameVisit } from "#tests/support/identities.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { BackupError, unwritable } from "#lib/server/backup/backup-error.ts";
import { verifyBackup } from "#lib/server/backup/read-backup.ts";
import { restoreRows } from "#lib/server/backup/restore-rows.ts";
import { backsUp, contentOf, holds, PASSPHRASE, restores, SECRET } from "./backups.ts";

let server: Server;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let there: Awaited<ReturnType<typeof neuhof>>;
let good: string;
const url = (): string => process.env["DATABASE_URL"]!;
const path = (name: string): string => join(folder.path, name);

beforeAll(async () => {
  Object.assign(process.env, { APP_SECRET: SECRET, LOG_LEVEL: "silent" });
  folder = await temporaryFolder();
  server = await freshServer();
  there = await neuhof(server);
  await there.opens();
  await nameVisit(server.db, await there.walksIn(), { name: "Fatima" });
  // Counted by a trigger, which a restore must not count again.
  await server.db.permanence.update({
    where: { id: there.permanence },
    data: { vevent: "BEGIN:VEVENT\r\nEND:VEVENT" },
  });
  good = path("good.backup.age");
  await backsUp({ url: url(), file: good, passphrase: PASSPHRASE, secret: SECRET });
});
afterAll(async () => {
  await server.db.$disconnect();
  await folder.remove();
});

/** The tables of a database, and the settings by which a command finds it. */
const tablesIn = (owner: string) =>
  withClient(owner, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
    );
    return rows.map(({ name }) => name);
  });
const settingsFor = (owner: string) => ({
  DATABASE_URL: servingUrl(owner),
  DATABASE_OWNER_URL: owner,
  DATA_FOLDER: path("data"),
});

/**
 * The sentence with which a restore into this database is refused. It is asked in this process: a refused one reads
 * nothing that is loaded once.
 */
async function refusalInto(owner: string, file: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const before = { ...process.env };
  Object.assign(process.env, { APP_SECRET: "", BACKUP_PASSPHRASE: PASSPHRASE, ...settingsFor(owner), ...more });
  try {
    return (await restoreDatabase([file])).join("\n");
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  } finally {
    for (const name of ["BACKUP_PASSPHRASE", "DATABASE_OWNER_URL", "DATA_FOLDER"]) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** The same into an empty database, which then has no table. */
async function refusal(file: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const empty = await emptyDatabase();
  const said = await refusalInto(empty, file, more);
  expect(await tablesIn(empty)).toEqual([]);
  return said;
}

/** The good file with other bytes. */
async function changed(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  await writeFile(path(name), change(await readFile(good)));
  return path(name);
}

test("a wrong passphrase is refused, and one that is missing", async () => {
  expect(await refusal(good, { BACKUP_PASSPHRASE: "five other words for it" })).toContain(
    "This passphrase does not open the backup. Nothing was changed.",
  );
  expect(await refusal(good, { BACKUP_PASSPHRASE: "" })).toContain("no passphrase was given");
});

test("a cut file is refused wherever it was cut, and so is one in which a byte differs", async () => {
  const DAMAGED = "The backup is cut or damaged";
  expect(await refusal(await changed("cut.age", (bytes) => bytes.subarray(0, -1)))).toContain(DAMAGED);
  for (const part of [0.02, 0.5, 0.9]) {
    const cut = await changed("cut.age", (bytes) => bytes.subarray(0, Math.floor(bytes.length * part)));
    await expect(verifyBackup({ file: cut, passphrase: PASSPHRASE })).rejects.toThrow(DAMAGED);
  }
  const flipped = await changed("flipped.age", (bytes) => {
    const other = Buffer.from(bytes);
    other[Math.floor(bytes.length / 2)]! ^= 1;
    return other;
  });
  await expect(verifyBackup({ file: flipped, passphrase: PASSPHRASE })).rejects.toThrow(DAMAGED);
  await writeFile(path("page.html"), "<html></html>");
  expect(await refusal(path("page.html"))).toContain("is no backup of Permanences");
  expect(await refusal(path("nowhere"))).toContain("cannot be read (ENOENT)");
});

test("a backup of a newer version is refused by its name", async () => {
  const newer = ownerOf(await freshDatabase());
  await withClient(newer, (client) =>
    client.query(
      "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('1', 'x', now(), '20990101000000_from_tomorrow')",
    ),
  );
  await backsUp({ url: newer, file: path("newer.age"), passphrase: PASSPHRASE });
  expect(await refusal(path("newer.age"))).toMatch(/made by a newer version .*20990101000000_from_tomorrow/);
});

test("a database in which there is something is refused and stays as it is, and one that the application uses", async () => {
  const full = ownerOf(await freshDatabase());
  await withClient(full, (client) =>
    client.query(
      "INSERT INTO organisation (id, slug, name, kind) VALUES (gen_random_uuid(), 'rennes', 'Rennes', 'city')",
    ),
  );
  const before = await contentOf(full, folder.path);
  expect(await refusalInto(full, good)).toContain("is not empty: it holds rows in organisation");
  expect(await contentOf(full, folder.path)).toEqual(before);

  const used = await emptyDatabase();
  const application = new pg.Client({ connectionString: servingUrl(used) });
  await application.connect();
  // A connection that may only be ending is waited for; each look takes the command a second nearer to the end of that.
  const now = performance.now.bind(performance);
  let looks = 0;
  jest.spyOn(performance, "now").mockImplementation(() => now() + 1_000 * looks++);
  expect(await refusalInto(used, good)).toContain("stop the application and the worker");
  jest.restoreAllMocks();
  await application.end();
  expect(await tablesIn(used)).toEqual([]);
});

test("another secret than the backup's is refused, since every link would end", async () => {
  expect(await refusal(good, { APP_SECRET: "another-secret-of-the-tests" })).toContain(
    "take APP_SECRET out of the settings",
  );
});

test("a backup without a passphrase says that the secret must be carried, and is refused without it", async () => {
  const said = await import("#scripts/backup-database.ts").then(({ backupDatabase }) => {
    delete process.env["BACKUP_PASSPHRASE"];
    return backupDatabase([path("plain.backup")]);
  });
  expect(said.join("\n")).toMatch(/NOT encrypted[^]*APP_SECRET is not in it, .* keep it by hand beside the backup/);
  const { manifest } = await verifyBackup({ file: path("plain.backup") });
  expect(manifest.secret).toBeUndefined();
  expect(await refusal(path("plain.backup"))).toContain("set APP_SECRET to the secret of that installation");
});

test("a passphrase that can be guessed, an existing file and a passphrase among the words are refused before anything is read", async () => {
  const { backupDatabase } = await import("#scripts/backup-database.ts");
  await writeFile(path("short"), "secret\n");
  await expect(backupDatabase([path("x"), "--passphrase-file", path("short")])).rejects.toThrow("too short");
  await expect(backupDatabase([good])).rejects.toThrow("exists already");
  await expect(backupDatabase([path("no-such-folder/x")])).rejects.toThrow(
    "cannot be written (ENOENT): its folder does not exist. Make the folder first",
  );
  await expect(backupDatabase([folder.path])).rejects.toThrow("cannot be written (EISDIR): a folder has that name.");
  await expect(backupDatabase([path("good.backup.age/x")])).rejects.toThrow("cannot be written (ENOTDIR)");
  await expect(backupDatabase([path("x"), "--passphrase", PASSPHRASE])).rejects.toThrow("--passphrase-file FILE");
  await writeFile(path("long"), `${PASSPHRASE}\n`);
  const said = await backupDatabase([path("by-file.age"), "--passphrase-file", path("long")]);
  expect(said.join("\n")).toMatch(/It is encrypted[^]*APP_SECRET is in it\./);
  expect(await verifyBackup({ file: path("by-file.age"), passphrase: PASSPHRASE })).toMatchObject({
    manifest: { secret: SECRET },
  });
  expect(await holds(path("by-file.age"), "organisation")).toBe(false);
});

test("rows that do not fit a constraint are refused, and nothing is written", async () => {
  const target = ownerOf(await freshDatabase());
  const { manifest } = await verifyBackup({ file: good, passphrase: PASSPHRASE });
  const before = await contentOf(target, folder.path);
  await withClient(target, (client) => client.query("ALTER TABLE visit ADD CONSTRAINT nobody CHECK (number > 99)"));
  await expect(restoreRows(target, { file: good, passphrase: PASSPHRASE }, manifest)).rejects.toThrow("nobody");
  expect(await contentOf(target, folder.path)).toEqual(before);
});

test("an interrupted restore has every row, is not served, and the same command finishes it with the secret alone: names are erased, and messages held", async () => {
  const target = await emptyDatabase();
  const appointment = await there.booked("10:00");
  await server.db.$executeRaw`
    INSERT INTO outbox (id, organisation_id, kind, cause_kind, cause_id, appointment_id, dedupe_key, due_at, created_at)
    SELECT gen_random_uuid(), ${there.organisation.id}::uuid, 'reminder', 'appointment', ${appointment}::uuid, ${appointment}::uuid,
      ${`reminder:${appointment}`} || ':' || turn, ${new Date("2026-11-24T08:00:00+01:00")}::timestamptz + turn * interval '30 days', now()
    FROM generate_series(0, 1) AS turn`;
  const file = path("with-messages.backup");
  await backsUp({ url: url(), file });
  const { manifest } = await verifyBackup({ file });
  await migrateDatabase(target, MIGRATIONS, undefined, manifest.migrations);
  await restoreRows(target, { file }, manifest);
  expect(await contentOf(target, folder.path)).toEqual(await contentOf(url(), folder.path));
  const check = () =>
    withClient(target, (client) =>
      restoreCheck.run(client, { command: "start", purpose: "production", environment: {}, folder: "/nowhere" }),
    );
  const asked = (sql: string) => withClient(target, async (client) => (await client.query<object>(sql)).rows);
  expect(await check()).toMatchObject({
    state: "failure",
    says: expect.stringContaining("nobody may read the database"),
  });
  expect(await asked("SELECT name FROM visit_identity")).toEqual([{ name: "Fatima" }]);
  expect(await refusalInto(target, good)).toContain("The restore of another backup was interrupted");

  const finished = await restores(file, {
    ...settingsFor(target),
    APP_SECRET: SECRET,
    APP_NOW: "2026-11-25T08:00:00+01:00",
  });
  expect(finished).toMatchObject({
    code: 0,
    said: expect.stringMatching(/Erased since it was due: [1-9].*\nHeld: 1 messages/),
  });
  expect(await check()).toMatchObject({ state: "ok" });
  expect(await asked("SELECT name FROM visit_identity")).toEqual([]);
  expect(await asked("SELECT held_at IS NULL AS free FROM outbox ORDER BY due_at")).toEqual([
    { free: false },
    { free: true },
  ]);
});

test("a backup of an older version is restored at its schema and then brought up to date", async () => {
  const { manifest } = await verifyBackup({ file: good, passphrase: PASSPHRASE });
  const older = await emptyDatabase();
  await migrateDatabase(older, MIGRATIONS, undefined, manifest.migrations.slice(0, -1));
  await withClient(older, (client) =>
    client.query(
      "INSERT INTO organisation (id, slug, name, kind) VALUES (gen_random_uuid(), 'rennes', 'Rennes', 'city')",
    ),
  );
  await backsUp({ url: older, file: path("older.age"), passphrase: PASSPHRASE, secret: SECRET });
  const target = await emptyDatabase();
  expect(await restores(path("older.age"), settingsFor(target))).toMatchObject({
    code: 0,
    said: expect.stringContaining(`Then applied: ${manifest.migrations.at(-1)}.`),
  });
  const kept = await withClient(target, (client) => client.query("SELECT slug FROM organisation"));
  expect(kept.rows).toEqual([{ slug: "rennes" }]);
});

test.each([
  ["EACCES", /may not write there\. Choose a folder/],
  ["ENOSPC", /the disk is full\. Make room/],
  ["ENOENT", /its folder does not exist\. Make the folder/],
  ["EISDIR", /a folder has that name\. Name a file in it/],
  ["EROFS", /can be read only\. Choose/],
])("a backup that is refused with %s says why, what to do, and that none was made", (code, remedy) => {
  const error = unwritable("/srv/copies/a.backup", code);
  expect(error).toBeInstanceOf(BackupError);
  expect(error.message).toMatch(new RegExp(`^/srv/copies/a.backup cannot be written \\(${code}\\): `));
  expect(error.message).toMatch(remedy);
  expect(error.message).toMatch(/No backup was made\.$/);
});

test("a refusal that nobody knows is said by its code alone", () => {
  expect(unwritable("a", "EIO").message).toBe("a cannot be written (EIO). No backup was made.");
  expect(unwritable("a", undefined).message).toBe("a cannot be written (unknown). No backup was made.");
});
