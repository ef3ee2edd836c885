import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { backupState, momentOf } from "#lib/server/backup-problems.ts";
import { BackupError } from "#lib/server/backup/backup-error.ts";
import { passphraseOf } from "#lib/server/backup/read-passphrase.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { ok, warning, type InstallationCheck } from "./check.ts";

/**
 * The backups of the nights are made, encrypted, and not lost together with the database; and the next one can be: its
 * passphrase can be read and its folder written.
 */
export const backups: InstallationCheck = {
  name: "backups",
  commands: ["doctor"],
  run: async ({ purpose, environment, folder: data }) => {
    const state = await backupState(
      {
        APP_ENV: purpose,
        DATABASE_URL: environment["DATABASE_URL"],
        DATA_FOLDER: data,
        BACKUP_FOLDER: environment["BACKUP_FOLDER"],
      },
      now(),
    );
    if (state === undefined) return ok("A demonstration makes no backups by night.");
    const wrong = Object.values(state.problems);
    const refused = [await unreadablePassphrase(environment), await closedFolder(resolve(state.folder))].filter(
      (says) => says !== undefined,
    );
    const found = wrong.length > 0 ? [`Of the backups of the nights in ${state.folder}, ${wrong.join("; ")}.`] : [];
    if (refused.length > 0) return warning(["No backup can be made.", ...refused, ...found].join(" "));
    if (found.length > 0) return warning(found.join(" "));
    return ok(`The last backup is of ${momentOf(state.last!.at)}, in ${state.folder}.`);
  },
};

/** The clock of the machine: the doctor reads no setting that may be unusable. */
const now = (): Instant => instant(Math.round(performance.timeOrigin + performance.now()));

/** Why the passphrase of these settings cannot be used, in sentences; undefined where it can or there is none. */
const unreadablePassphrase = (environment: Readonly<Record<string, string | undefined>>): Promise<string | undefined> =>
  passphraseOf({
    BACKUP_PASSPHRASE: environment["BACKUP_PASSPHRASE"],
    BACKUP_PASSPHRASE_FILE: environment["BACKUP_PASSPHRASE_FILE"],
  }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof BackupError) return error.message;
      throw error;
    },
  );

/**
 * Why nothing can be written into this folder, in a sentence; undefined where it can. Of one that is not there yet, the
 * first one above it that is: the first backup makes the rest.
 */
async function closedFolder(folder: string): Promise<string | undefined> {
  try {
    if (!(await stat(folder)).isDirectory())
      return `${folder} is a file: remove it, or name a folder in BACKUP_FOLDER.`;
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return closedFolder(dirname(folder));
    return `${folder} cannot be written (${code}): give it to the user of the application, or name another folder in BACKUP_FOLDER.`;
  }
}
