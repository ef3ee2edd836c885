import { backupState, momentOf } from "#lib/server/backup-problems.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { ok, warning, type InstallationCheck } from "./check.ts";

/** The backups of the nights are made, encrypted, and not lost together with the database. */
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
    if (wrong.length > 0) return warning(`Of the backups of the nights in ${state.folder}, ${wrong.join("; ")}.`);
    return ok(`The last backup is of ${momentOf(state.last!.at)}, in ${state.folder}.`);
  },
};

/** The clock of the machine: the doctor reads no setting that may be unusable. */
const now = (): Instant => instant(Math.round(performance.timeOrigin + performance.now()));
