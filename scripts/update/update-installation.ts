import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { backupFolder, nameOfBackup } from "#lib/server/backup-folder.ts";
import { passphraseOf } from "#lib/server/backup/read-passphrase.ts";
import { writeBackup } from "#lib/server/backup/write-backup.ts";
import { environment } from "#lib/server/env.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { secretOf } from "#scripts/backup-database.ts";
import { inSentences } from "#scripts/backup-words.ts";
import { hasFailed, linesOf, runChecks } from "#scripts/checks/run-checks.ts";
import { CommandError } from "#scripts/command-error.ts";
import { dataFolder, ensureDatabase, withClient, type Database } from "#scripts/database.ts";
import { pendingMarks } from "#scripts/migrate-database.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { purposeOf } from "#scripts/settings.ts";
import { halfDaysAround, inWords } from "./half-days.ts";
import {
  exchangeOf,
  migrationsOf,
  refuseUnbuilt,
  sayWorkerSince,
  servePrevious,
  serveThis,
  type Exchange,
} from "./release.ts";
import { silentDevices } from "./unsent-acts.ts";
import { noWayBack, noWayBackOfQueue } from "./way-back.ts";

/** What the words of `update` allow: to update beside a half-day, and to a version from which none leads back. */
type Allowed = { readonly now: boolean; readonly withoutWayBack: boolean };

/**
 * Updates the installation to the version of this folder: says what an update at this moment falls into, makes a
 * backup, migrates beside the running previous version, makes the checks of the doctor, then lets this version serve
 * where the settings say how. Whatever fails leaves the previous version serving, or lets it serve again, and is a
 * CommandError that says so. Refuses, before anything is changed, beside a half-day and where the previous version
 * would not run on the new schema, unless the words allow it. A version that was started has `patience` milliseconds to
 * get well.
 */
export async function updateInstallation(words: readonly string[], patience?: number): Promise<void> {
  const allowed = allowedBy(words);
  const exchange = await exchangeOf();
  await refuseUnbuilt();
  const database = await ensureDatabase();
  const now = instant(Math.round(performance.timeOrigin + performance.now()));
  await withClient(database.ownerUrl, async (client) => {
    const { rows } = await client.query<{ made: boolean }>("SELECT to_regclass('permanence') IS NOT NULL AS made");
    if (!rows[0]?.made) throw new CommandError("The database holds nothing to update yet: npm start.");
  });
  const hasWayBack = await lookAhead(database, exchange, allowed, now);
  const backup = await backUp(database, now);
  await migrate(database, { backup, hasWayBack });
  await examine({ backup, hasWayBack });
  if (exchange) await exchangeVersions(exchange, { backup, hasWayBack }, patience);
  else console.log("The database is ready for this version: let it serve in place of the previous one now.");
}

function allowedBy(words: readonly string[]): Allowed {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { now: { type: "boolean" }, "without-way-back": { type: "boolean" } },
    });
    return { now: values.now === true, withoutWayBack: values["without-way-back"] === true };
  } catch {
    throw new CommandError("Run: npm run update (or with -- --now, or with -- --without-way-back)");
  }
}

/**
 * Says what an update now falls into, and what it brings; refuses what the words do not allow. Returns whether a way
 * leads back.
 */
async function lookAhead(
  { ownerUrl }: Database,
  exchange: Exchange | undefined,
  allowed: Allowed,
  now: Instant,
): Promise<boolean> {
  return withClient(ownerUrl, async (client) => {
    const pending = await pendingMarks(client);
    const { open, soon, next } = await halfDaysAround(client, now);
    for (const one of open) console.log(`Open now: ${inWords(one)}.`);
    for (const one of soon) console.log(`Begins within the hour: ${inWords(one)}.`);
    console.log(next ? `The next half-day: ${inWords(next)}.` : "No half-day is planned.");
    for (const { place, starts, device, last, until } of await silentDevices(client, now))
      console.log(
        `May hold unsent acts: the device ${device} at ${place} (half-day of ${starts}). Everything up to ${last} was received; it may have been used until ${until}.`,
      );
    console.log(
      "What a tablet did without network is known to that tablet alone: it keeps it over the update and sends it afterwards.",
    );
    console.log(
      pending.length > 0
        ? `Migrations to apply: ${pending.map(({ name }) => name).join(", ")}.`
        : "No migration to apply.",
    );
    const known = (await migrationsOf(exchange)) ?? (await appliedIn(client));
    const reasons = [...noWayBack(pending, known), ...(await noWayBackOfQueue(client))];
    if (reasons.length > 0)
      console.log(
        `The previous version does NOT run on the new schema (${reasons.join("; ")}): between the migrations and its end it may refuse what people do, and going back means to restore the backup of this update, and to lose what was written since.`,
      );
    else console.log("The previous version runs on the new schema, as its migrations say: a way leads back.");
    if (open.length + soon.length > 0 && !allowed.now)
      throw new CommandError(
        "A half-day is open or begins within the hour. Nothing was changed. Update after it, or all the same: npm run update -- --now",
      );
    if (reasons.length > 0 && !allowed.withoutWayBack)
      throw new CommandError(
        "From this update no way leads back without loss. Nothing was changed. To update all the same: npm run update -- --without-way-back",
      );
    return reasons.length === 0;
  });
}

/** The migrations of the database: those that whichever version served it last knows. */
async function appliedIn(client: Parameters<typeof pendingMarks>[0]): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return rows.map(({ name }) => name);
}

/** Makes a backup among those of the nights, which are removed with time, and returns its file. */
const backUp = (database: Database, now: Instant): Promise<string> =>
  inSentences(async () => {
    const folder = backupFolder({
      APP_ENV: "production",
      DATA_FOLDER: dataFolder(),
      BACKUP_FOLDER: environment["BACKUP_FOLDER"],
    })!;
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      throw new CommandError(`${folder} cannot be made (${error.code}). Nothing was changed.`);
    });
    const passphrase = await passphraseOf({
      BACKUP_PASSPHRASE: environment["BACKUP_PASSPHRASE"],
      BACKUP_PASSPHRASE_FILE: environment["BACKUP_PASSPHRASE_FILE"],
    });
    const file = freeName(folder, now, passphrase !== undefined);
    const { tallies } = await writeBackup(
      { url: database.ownerUrl, file, passphrase, secret: await secretOf(database) },
      now,
    );
    const rows = tallies.reduce((sum, tally) => sum + tally.rows, 0);
    console.log(`Backed up: ${rows} rows in ${file}${passphrase === undefined ? ", NOT encrypted" : ""}.`);
    return file;
  });

/**
 * The name of a backup of this second, or of the next one whose name is free: the application may make one of the night
 * meanwhile.
 */
function freeName(folder: string, at: Instant, isEncrypted: boolean): string {
  const file = join(folder, nameOfBackup(at, isEncrypted));
  return existsSync(file) ? freeName(folder, instant(at + SECOND), isEncrypted) : file;
}

/** What a failure leaves: the backup, and whether the previous version runs on the schema as it then is. */
type BeforeUpdate = { readonly backup: string; readonly hasWayBack: boolean };

/** How it goes on after a failure that came before the versions were exchanged. */
const left = ({ backup, hasWayBack }: BeforeUpdate): string =>
  hasWayBack
    ? "The previous version goes on serving, and runs on the database as it is now. Nobody has to do anything."
    : `The previous version was not touched, but does not run on what was migrated: correct the cause and run this command again, or stop it and restore ${backup} into an empty database with the previous version.`;

async function migrate(database: Database, before: BeforeUpdate): Promise<void> {
  const applied = await prepareDatabase(database, purposeOf(environment["APP_ENV"])).catch((error: unknown) => {
    throw new CommandError(
      `The database was not brought to this version. ${error instanceof Error ? error.message : String(error)}\n${left(before)}`,
      { cause: error },
    );
  });
  if (applied.length > 0) console.log(`Applied: ${applied.join(", ")}.`);
}

async function examine(before: BeforeUpdate): Promise<void> {
  const { findings } = await runChecks({
    command: "doctor",
    purpose: purposeOf(environment["APP_ENV"]),
    environment,
    folder: dataFolder(),
  });
  console.log(linesOf(findings).join("\n"));
  if (hasFailed(findings))
    throw new CommandError(`The doctor finds a failure, and this version does not serve. ${left(before)}`);
}

async function exchangeVersions(
  exchange: Exchange,
  { backup, hasWayBack }: BeforeUpdate,
  patience?: number,
): Promise<void> {
  const moment = performance.timeOrigin + performance.now();
  try {
    await serveThis(exchange, patience);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (!hasWayBack)
      throw new CommandError(
        `This version does not serve. ${error.message}\nThe previous one does not run on the new schema. Correct the cause, or stop the processes, let ${exchange.link} lead to ${exchange.previous}, and restore ${backup} into an empty database.`,
        { cause: error },
      );
    console.log(`This version does not serve. ${error.message} Going back.`);
    await servePrevious(exchange, patience).catch((again: unknown) => {
      throw new CommandError(
        `${exchange.link} leads to the previous version again, and that one is not seen to serve: ${again instanceof Error ? again.message : String(again)} Look into its log, and start it.`,
      );
    });
    throw new CommandError(
      `Went back: the previous version serves again, on the new schema. Why this one did not: ${error.message}`,
      { cause: error },
    );
  }
  console.log(
    `This version serves, and is well. The previous one is still in ${exchange.previous}: keep it until this one has proved itself.`,
  );
  const worker = await sayWorkerSince(exchange, moment, patience);
  if (worker !== undefined) console.log(worker);
}
