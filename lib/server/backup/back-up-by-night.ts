import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { BACKUPS_KEPT } from "#lib/access/retention.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import { backupFailure, noteBackupFailure } from "#lib/server/backup-failure.ts";
import { backupFolder, backupsIn, nameOfBackup } from "#lib/server/backup-folder.ts";
import { backupState } from "#lib/server/backup-problems.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { freeSpace, NEEDED_SPACE } from "#lib/server/free-space.ts";
import { logTrouble, traceOf } from "#lib/server/log.ts";
import { isErasureDue } from "#lib/server/privacy/erase-due.ts";
import { BackupError } from "./backup-error.ts";
import { passphraseOf } from "./read-passphrase.ts";
import { writeBackup } from "./write-backup.ts";

/** Minutes after midnight: half an hour after the erasing of the night (docs/personal-data.md#what-is-erased-when). */
const HALF_PAST_THREE = 210;

/** Milliseconds after which a backup that failed is tried again, and for which the erasing is waited for. */
const HOUR = 60 * MINUTE;

/** Milliseconds after which a file that was begun counts as given up: its process was killed. */
const LONGEST = 3 * HOUR;

/** Where the hours of the night are read before there is any place. */
const DEFAULT_ZONE = "Europe/Paris";

/**
 * Whether the backup of the last night is missing, at half past three at the first place or later; in production, or
 * where BACKUP_FOLDER is set.
 */
export async function isBackupDue(now: Instant): Promise<boolean> {
  const folder = backupFolder();
  if (folder === undefined) return false;
  const failure = await backupFailure(env);
  if (failure && Math.abs(now - failure.at) < HOUR) return false;
  const due = await lastNight(now);
  const last = (await backupsIn(folder)).at(-1);
  if (last && last.at >= due) return false;
  // One that is being written, here or by another process.
  if ((await backupsIn(folder, { unfinished: true })).some(({ at }) => at > now - LONGEST)) return false;
  // What has to be erased this night goes before, unless the erasing itself cannot be done.
  return now - due >= HOUR || !(await isErasureDue(now));
}

/** The last half past three in the morning. */
async function lastNight(now: Instant): Promise<Instant> {
  const place = await db.place.findFirst({ orderBy: { id: "asc" }, select: { timeZone: true } });
  const zone = place?.timeZone ?? DEFAULT_ZONE;
  const today = localDateOf(now, zone);
  const thisMorning = instantAt(today, HALF_PAST_THREE, zone);
  return thisMorning <= now ? thisMorning : instantAt(plusDays(today, -1), HALF_PAST_THREE, zone);
}

/**
 * Makes the backup of the night when it is due, and removes those that are not kept any more. A failure is logged in a
 * sentence, noted for the doctor and /metrics, and tried again an hour later. Answers counts only; undefined where none
 * was made.
 */
export async function backUpByNight(now: Instant) {
  const folder = backupFolder();
  if (folder === undefined || !(await isBackupDue(now))) return undefined;
  try {
    const passphrase = await passphraseOf(env);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseFullDisk(folder);
    const file = join(folder, nameOfBackup(now, passphrase !== undefined));
    const { tallies, bytes } = await writeBackup(
      { url: env.DATABASE_URL, file, passphrase, secret: env.APP_SECRET },
      now,
    );
    const removed = await removeOld(folder, now);
    await noteBackupFailure(env, undefined);
    const staysHere = (await backupState(env, now))?.problems["stays-here"];
    if (staysHere) logTrouble(`Of the backups of the nights, ${staysHere}.`, {});
    const rows = tallies.reduce((sum, tally) => sum + tally.rows, 0);
    return { tables: tallies.length, rows, bytes, encrypted: passphrase === undefined ? 0 : 1, removed };
  } catch (error) {
    await noteBackupFailure(env, { at: now, why: reasonOf(error) });
    logTrouble("The backup of this night was not made. It is tried again in an hour.", {
      ...traceOf(error),
      // A sentence of ours holds no value of a row.
      ...(error instanceof BackupError && { why: error.message }),
    });
    return undefined;
  }
}

/** Why it failed, without a value of a row: a sentence of ours, or the code of the system or of Postgres. */
function reasonOf(error: unknown): string {
  if (error instanceof BackupError) return error.message;
  const { code, kind } = traceOf(error);
  return `It broke off (${code ?? kind ?? "unknown"}).`;
}

/**
 * Refuses to fill a disk that the database may share: what it needs stays free, beside a backup as large as the last
 * one and half of it.
 */
async function refuseFullDisk(folder: string): Promise<void> {
  const last = (await backupsIn(folder)).at(-1);
  const size = last === undefined ? 0 : (await stat(join(folder, last.name))).size;
  if ((await freeSpace(folder)) < NEEDED_SPACE + 1.5 * size)
    throw new BackupError(`The disk of ${folder} has no room for another backup.`);
}

/** Removes backups after fourteen days, never the newest one, and what an interrupted try left the day before. */
async function removeOld(folder: string, now: Instant): Promise<number> {
  const over = (await backupsIn(folder))
    .slice(0, -1)
    .filter(({ at }) => at <= instant(now - BACKUPS_KEPT.days * 24 * HOUR));
  const left = (await backupsIn(folder, { unfinished: true })).filter(({ at }) => at <= instant(now - 24 * HOUR));
  for (const { name } of [...over, ...left]) await rm(join(folder, name), { force: true });
  return over.length;
}
