import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "#lib/server/backup/manifest.ts";
import { isEncrypted, verifyBackup } from "#lib/server/backup/read-backup.ts";
import { filledTables, notEmpty, restoreRows } from "#lib/server/backup/restore-rows.ts";
import { noteUnfinished, unfinishedRestore } from "#lib/server/backup/unfinished-restore.ts";
import { environment } from "#lib/server/env.ts";
import { askHidden } from "./ask-hidden.ts";
import { secretOf } from "./backup-database.ts";
import { backupWords, givenPassphrase, inSentences } from "./backup-words.ts";
import type { Purpose } from "./checks/check.ts";
import { CommandError } from "./command-error.ts";
import { dataFolder, ensureDatabase, withClient, type Database } from "./database.ts";
import { readSecret } from "./kept-secret.ts";
import { MIGRATIONS, migrateDatabase } from "./migrate-database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { purposeOf, settingsOf } from "./settings.ts";

/** Milliseconds for which a connection that is ending is waited for. */
const CLOSING = 3_000;

/**
 * Puts the backup that these words name (`FILE [--passphrase-file FILE]`) into the empty database of this installation
 * and returns the lines to print. The whole file is read first; a wrong passphrase, a cut file, a newer version, a
 * database that is not empty or in use are refused with a CommandError that changes nothing. What is due to be erased
 * is erased, and messages that may have been sent are held, before anything may serve the database; where that was
 * interrupted, the same command goes on with it.
 */
export const restoreDatabase = (words: readonly string[]): Promise<readonly string[]> =>
  inSentences(async () => {
    const asked = backupWords("restore", words);
    const backup = { file: asked.file, passphrase: await passphraseFor(asked) };
    const { manifest, tallies } = await verifyBackup(backup);
    await refuseNewer(manifest);
    const purpose = purposeOf(environment["APP_ENV"]);
    const database = await ensureDatabase();
    const secret = await secretFor(manifest, database);
    if (!(await isToBeFinished(database, manifest))) {
      await refuseUsed(database);
      await migrateDatabase(database.ownerUrl, MIGRATIONS, undefined, manifest.migrations);
      await restoreRows(database.ownerUrl, backup, manifest);
    }
    const migrated = await prepareDatabase(database, purpose);
    const { erased, held } = await finish(database, purpose, secret.value);
    const keeping = await keepSecret(database, secret);
    await withClient(database.ownerUrl, (client) => noteUnfinished(client, undefined));
    const rows = tallies.reduce((sum, tally) => sum + tally.rows, 0);
    return [
      `Restored: ${tallies.length} tables, ${rows} rows, as of ${manifest.createdAt}, from version ${manifest.version}.`,
      ...(migrated.length > 0 ? [`Then applied: ${migrated.join(", ")}.`] : []),
      `Erased since it was due: ${erased} rows.`,
      ...(held > 0
        ? [
            `Held: ${held} messages that may have been sent since the backup was made. They are not sent before somebody decides (table outbox, held_at).`,
          ]
        : []),
      ...keeping,
      "Now: npm start",
    ];
  });

async function passphraseFor(asked: ReturnType<typeof backupWords>): Promise<string | undefined> {
  if (!(await isEncrypted(asked.file))) return undefined;
  return (await givenPassphrase(asked)) ?? (await askHidden("Passphrase of the backup: "));
}

/** A migration that this version does not know was made by a newer one. */
async function refuseNewer({ migrations, version }: Manifest): Promise<void> {
  const known = await readdir(MIGRATIONS);
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new CommandError(
      `The backup was made by a newer version of Permanences (${version}, with the migration ${unknown.at(-1)}). Install that version, then restore. Nothing was changed.`,
    );
}

/** Whether this backup is already in the database and only what follows it is missing. Refuses another one that is. */
async function isToBeFinished({ ownerUrl }: Database, { id }: Manifest): Promise<boolean> {
  const unfinished = await withClient(ownerUrl, unfinishedRestore);
  if (unfinished === undefined || unfinished === id) return unfinished === id;
  throw new CommandError(
    "The restore of another backup was interrupted in this database. Restore that file again, which finishes it, or take an empty database. Nothing was changed.",
  );
}

/** Refuses a database in which there is something, or that somebody uses. */
async function refuseUsed({ url, ownerUrl }: Database): Promise<void> {
  const filled = await withClient(ownerUrl, filledTables);
  if (filled.length > 0) throw notEmpty(filled);
  const serving = await withClient(url, async (client) => {
    const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
    return rows[0]?.role ?? "";
  });
  const inUse = await withClient(ownerUrl, async (client) => {
    for (const until = performance.now() + CLOSING; ;) {
      const { rowCount } = await client.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IN (current_user, $1)",
        [serving],
      );
      if (!rowCount || performance.now() >= until) return Boolean(rowCount);
      await new Promise((done) => setTimeout(done, 100));
    }
  });
  if (inUse)
    throw new CommandError(
      "Something is connected to this database: stop the application and the worker, then restore. Nothing was changed.",
    );
}

/** The secret of the restored installation, and whether it came with the backup and is not yet known here. */
type Secret = { readonly value: string; readonly isToBeKept: boolean };

/** Refuses a backup whose links would all end: one with another secret than APP_SECRET here, or without any. */
async function secretFor({ secret }: Manifest, database: Database): Promise<Secret> {
  const here = await secretOf(database);
  if (secret !== undefined) {
    if (environment["APP_SECRET"] && environment["APP_SECRET"] !== secret)
      throw new CommandError(
        "APP_SECRET is set here to another secret than the backup's, and every secret link would end: take APP_SECRET out of the settings, then restore, which brings the right one. Nothing was changed.",
      );
    return { value: secret, isToBeKept: here !== secret };
  }
  if (here !== undefined) return { value: here, isToBeKept: false };
  throw new CommandError(
    "The backup is not encrypted and so does not hold APP_SECRET, from which every secret link is derived: set APP_SECRET to the secret of that installation, then restore. If it is lost, set a new one (openssl rand -base64 32): all links then end. Nothing was changed.",
  );
}

/**
 * Puts the secret of the backup where this installation finds it, and returns what is left to do by hand. A secret that
 * lay there is kept beside.
 */
async function keepSecret(database: Database, { value, isToBeKept }: Secret): Promise<readonly string[]> {
  if (!isToBeKept) return [];
  const folder = database.folder ?? dataFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, database.folder ? "secret" : "secret-of-backup");
  const before = await readSecret(file);
  if (before !== value) {
    if (before !== undefined) await rename(file, `${file}.before-restore`);
    await writeFile(file, `${value}\n`, { mode: 0o600, flag: "wx" });
  }
  return database.folder ? [] : [`APP_SECRET of the backup is in ${file}: set it in .env, then remove the file.`];
}

/** What has to happen before anybody may read the database: as the owner, since nobody else may yet. */
async function finish(
  database: Database,
  purpose: Purpose,
  secret: string,
): Promise<{ readonly erased: number; readonly held: number }> {
  Object.assign(environment, { APP_SECRET: secret });
  Object.assign(environment, await settingsOf(database, purpose === "production" ? purpose : "demo"), {
    APP_ENV: purpose,
    DATABASE_URL: database.ownerUrl,
  });
  const { clock } = await import("#lib/server/clock.ts");
  const { db } = await import("#lib/server/db.ts");
  const { holdMessages } = await import("#lib/server/outbox/outbox.ts");
  const { keepPartitions } = await import("#lib/server/partitions/keep-partitions.ts");
  const { eraseDue } = await import("#lib/server/privacy/erase-due.ts");
  try {
    const held = await holdMessages(clock.now());
    await keepPartitions(clock.now());
    const erased = Object.values(await eraseDue(clock.now())).reduce((sum, count) => sum + count, 0);
    return { erased, held };
  } finally {
    await db.$disconnect();
  }
}
