import {
  backupFolder,
  backupsIn,
  isLate,
  isNamedEncrypted,
  LATE_HOURS,
  sharesDisk,
} from "#lib/server/backup-folder.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { ok, warning, type InstallationCheck } from "./check.ts";

/** The backups of the nights are made, encrypted, and not lost together with the database. */
export const backups: InstallationCheck = {
  name: "backups",
  commands: ["doctor"],
  run: async ({ purpose, environment, folder: data }) => {
    const settings = {
      APP_ENV: purpose,
      DATABASE_URL: environment["DATABASE_URL"],
      DATA_FOLDER: data,
      BACKUP_FOLDER: environment["BACKUP_FOLDER"],
    };
    const folder = backupFolder(settings);
    if (folder === undefined) return ok("A demonstration makes no backups by night.");
    const last = (await backupsIn(folder)).at(-1);
    if (last === undefined)
      return warning(
        `No backup of a night is in ${folder} yet: the application makes the first one within minutes of its start. If it has run for longer, its log says why not.`,
      );
    const made = isoInZone(last.at, "UTC").slice(0, 16).replace("T", " ");
    const wrong = [
      ...(isLate(last, now())
        ? [
            `the last one is of ${made} UTC, more than ${LATE_HOURS} hours ago: the log of the application says why, beside “backup”`,
          ]
        : []),
      ...((await sharesDisk(folder, settings))
        ? [
            "they lie on the disk of the database and are lost with it: set BACKUP_FOLDER to another disk, or have that folder copied to another machine each day",
          ]
        : []),
      ...(isNamedEncrypted(last)
        ? []
        : [
            "they are not encrypted, and APP_SECRET is not in them: set BACKUP_PASSPHRASE_FILE to a file with a passphrase, and keep the passphrase elsewhere too",
          ]),
    ];
    return wrong.length === 0
      ? ok(`The last backup is of ${made} UTC, in ${folder}.`)
      : warning(`Of the backups in ${folder}, ${wrong.join("; ")}.`);
  },
};

/** The clock of the machine: the doctor reads no setting that may be unusable. */
const now = (): Instant => instant(Math.round(performance.timeOrigin + performance.now()));
