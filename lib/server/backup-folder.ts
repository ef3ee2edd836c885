import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { toDate } from "./clock.ts";
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

/** The folder of what the application keeps on this machine. */
export const dataFolderOf = ({ DATA_FOLDER }: BackupSettings): string => DATA_FOLDER ?? ".data";

/** Where the backups of the nights are kept; undefined where none is made: outside production without BACKUP_FOLDER. */
export function backupFolder(settings: BackupSettings = env): string | undefined {
  if (settings.BACKUP_FOLDER) return settings.BACKUP_FOLDER;
  return settings.APP_ENV === "production" ? join(dataFolderOf(settings), "backups") : undefined;
}

/** `permanences-20261127T023000Z.backup`, with `.age` after it when it is encrypted. */
export const nameOfBackup = (now: Instant, isEncrypted: boolean): string =>
  `permanences-${toDate(now)
    .toISOString()
    .replace(/[-:]|\.\d+/g, "")}.backup${isEncrypted ? ".age" : ""}`;

const NAME = /^permanences-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup(\.age)?(\.unfinished)?$/;

/**
 * The backups of the nights in this folder, the newest last. What was not finished is left out unless it is asked for.
 */
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
