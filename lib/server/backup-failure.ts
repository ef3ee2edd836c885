import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { backupFolder, dataFolderOf, type BackupSettings } from "./backup-folder.ts";
import { toDate } from "./clock.ts";

/** The last try at a backup of the night, which failed. `why`: a sentence without a value of a row. */
export type BackupFailure = { readonly at: Instant; readonly why: string };

/** The file that keeps it over a restart, and for the doctor and the other processes. */
const NAME = "last-backup-failed.json";

const schema = z.object({ at: z.iso.datetime(), why: z.string() });

/** Kept on the process as well, where no file can be written; a bundler may load this file more than once. */
const kept = globalThis as { backupFailure?: BackupFailure | undefined };

/**
 * Beside the backups; where that folder cannot be written, such as a network drive that is away, in the data folder.
 */
const files = (settings: BackupSettings): readonly string[] =>
  [backupFolder(settings), dataFolderOf(settings)].flatMap((folder) => (folder ? [join(folder, NAME)] : []));

/** Notes that the last try failed; undefined: it succeeded. */
export async function noteBackupFailure(settings: BackupSettings, failure: BackupFailure | undefined): Promise<void> {
  kept.backupFailure = failure;
  for (const file of files(settings)) await rm(file, { force: true }).catch(() => undefined);
  if (!failure) return;
  const text = `${JSON.stringify({ at: toDate(failure.at).toISOString(), why: failure.why })}\n`;
  for (const file of files(settings)) {
    const written = await writeFile(file, text, { mode: 0o600 }).then(
      () => true,
      () => false,
    );
    if (written) return;
  }
}

/** The failure of the last try; undefined when it succeeded. */
export async function backupFailure(settings: BackupSettings): Promise<BackupFailure | undefined> {
  const noted = await Promise.all(files(settings).map(read));
  return noted.reduce((last, one) => (one && (!last || one.at > last.at) ? one : last), kept.backupFailure);
}

async function read(file: string): Promise<BackupFailure | undefined> {
  try {
    const { at, why } = schema.parse(JSON.parse(await readFile(file, "utf8")));
    return { at: instantOf(at), why };
  } catch {
    return undefined;
  }
}
