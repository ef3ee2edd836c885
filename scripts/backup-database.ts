import { join } from "node:path";
import { longEnough } from "#lib/server/backup/read-passphrase.ts";
import { writeBackup } from "#lib/server/backup/write-backup.ts";
import { environment } from "#lib/server/env.ts";
import { instant } from "#lib/time/instant.ts";
import { askHidden } from "./ask-hidden.ts";
import { backupWords, givenPassphrase, inSentences } from "./backup-words.ts";
import { CommandError } from "./command-error.ts";
import { ensureDatabase, type Database } from "./database.ts";
import { readSecret } from "./kept-secret.ts";

/**
 * Writes a backup of the database to the file that these words name (`FILE [--passphrase-file FILE]`), while the
 * application goes on, and returns the lines to print. Throws a CommandError when nothing was written.
 */
export const backupDatabase = (words: readonly string[]): Promise<readonly string[]> =>
  inSentences(async () => {
    const asked = backupWords("backup", words);
    const passphrase = (await givenPassphrase(asked)) ?? (await askNewPassphrase());
    const database = await ensureDatabase();
    const secret = await secretOf(database);
    const now = instant(Math.round(performance.timeOrigin + performance.now()));
    const { manifest, tallies, bytes } = await writeBackup(
      { url: database.ownerUrl, file: asked.file, passphrase, secret },
      now,
    );
    const rows = tallies.reduce((sum, tally) => sum + tally.rows, 0);
    return [
      `The backup is in ${asked.file}: ${tallies.length} tables, ${rows} rows, ${(bytes / 1e6).toFixed(1)} MB, as of ${manifest.createdAt}, version ${manifest.version}, schema ${manifest.migrations.at(-1)}.`,
      passphrase === undefined
        ? "It is NOT encrypted: whoever has the file reads every name and telephone in it. Give a passphrase to encrypt it."
        : "It is encrypted: without its passphrase nobody reads it, you neither. Keep the passphrase elsewhere.",
      passphrase !== undefined && secret !== undefined
        ? "APP_SECRET is in it."
        : "APP_SECRET is not in it, and every secret link is derived from it: keep it by hand beside the backup (from .env, or from the file secret in .data).",
    ];
  });

/** The secret of this installation; undefined when it is not known here. */
export const secretOf = async ({ folder }: Pick<Database, "folder">): Promise<string | undefined> =>
  environment["APP_SECRET"] || (folder === undefined ? undefined : await readSecret(join(folder, "secret")));

async function askNewPassphrase(): Promise<string | undefined> {
  const typed = await askHidden("Passphrase of the backup (empty: not encrypted): ");
  if (!typed) return undefined;
  if ((await askHidden("The same again: ")) !== longEnough(typed))
    throw new CommandError("The two are not the same. Nothing was written.");
  return typed;
}
