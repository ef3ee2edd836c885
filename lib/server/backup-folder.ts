import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { instant, instantOf, type Instant } from "../time/instant.ts";
import { clock, toDate } from "./clock.ts";
import { env } from "./env.ts";

/** The settings that say where backups are kept. `DATA_FOLDER`: of the embedded database. */
export type BackupSettings = {
  readonly APP_ENV: string;
  readonly DATABASE_URL?: string | undefined;
  readonly DATA_FOLDER?: string | undefined;
  readonly BACKUP_FOLDER?: string | undefined;
};

/** A backup that is kept. `at`: when it was begun, as its name says. */
export type KeptBackup = { readonly name: string; readonly at: Instant };

/** Hours after which the last backup is late: a night, and half a day to notice. */
export const LATE_HOURS = 36;
const HOUR = 3_600_000;

/** Where the backups of the nights are kept; undefined where none is made: outside production without BACKUP_FOLDER. */
export function backupFolder(settings: BackupSettings = env): string | undefined {
  if (settings.BACKUP_FOLDER) return settings.BACKUP_FOLDER;
  return settings.APP_ENV === "production" ? join(settings.DATA_FOLDER ?? ".data", "backups") : undefined;
}

/** `permanences-20261127T023000Z.backup`, with `.age` after it when it is encrypted. */
export const nameOfBackup = (now: Instant, isEncrypted: boolean): string =>
  `permanences-${toDate(now)
    .toISOString()
    .replace(/[-:]|\.\d+/g, "")}.backup${isEncrypted ? ".age" : ""}`;

const NAME = /^permanences-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup(\.age)?(\.unfinished)?$/;

/** The backups of the nights in this folder, the newest last. What was not finished is left out unless it is asked for. */
export async function backupsIn(folder: string, { unfinished = false } = {}): Promise<readonly KeptBackup[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.sort().flatMap((name) => {
    const [, year, month, day, hour, minute, second, , notFinished] = NAME.exec(name) ?? [];
    if (year === undefined || (notFinished !== undefined) !== unfinished) return [];
    return [{ name, at: instantOf(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) }];
  });
}

/** Whether a kept backup is encrypted, as its name says. */
export const isNamedEncrypted = ({ name }: KeptBackup): boolean => name.endsWith(".age");

/**
 * Whether backups in this folder are lost together with the database: it lies on the same disk, as far as this machine can see. The
 * disk of a database on another machine is another one.
 */
export async function sharesDisk(
  folder: string,
  { DATABASE_URL: url, DATA_FOLDER: data = ".data" }: BackupSettings,
): Promise<boolean> {
  if (url && URL.canParse(url) && !/^(localhost|127\.[\d.]+|\[::1\]|)$/.test(new URL(url).hostname)) return false;
  const [kept, lies] = await Promise.all([folder, data].map(async (path) => stat(existing(resolve(path)))));
  return kept?.dev === lies?.dev;
}

/** The folder itself, or the first one above it that exists. */
const existing = (folder: string): string => (existsSync(folder) ? folder : existing(dirname(folder)));

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { backupFailedAt?: Instant | undefined };

/** Notes when the last try of this process failed; undefined: it succeeded. */
export const noteFailedBackup = (at: Instant | undefined): void => void (kept.backupFailedAt = at);

/** When the last try of this process failed; undefined when it did not. */
export const failedBackup = (): Instant | undefined => kept.backupFailedAt;

/** What is wrong with the backups of the nights, for whoever watches the machine. `ageSeconds`: of the last one. */
export async function backupMeasures(): Promise<
  { readonly ageSeconds: number | undefined; readonly problems: Readonly<Record<string, boolean>> } | undefined
> {
  const folder = backupFolder();
  if (folder === undefined) return undefined;
  const last = (await backupsIn(folder)).at(-1);
  const age = last === undefined ? undefined : clock.now() - last.at;
  return {
    ageSeconds: age === undefined ? undefined : age / 1_000,
    problems: {
      late: isLate(last, clock.now()),
      failed: failedBackup() !== undefined,
      "same-disk": await sharesDisk(folder, env),
      "not-encrypted": last !== undefined && !isNamedEncrypted(last),
    },
  };
}

/** Whether the last backup is missing or too old at `now`. */
export const isLate = (last: KeptBackup | undefined, now: Instant): boolean =>
  last === undefined || last.at < instant(now - LATE_HOURS * HOUR);
