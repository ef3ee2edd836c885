import { readFile } from "node:fs/promises";
import { LEAST_PASSPHRASE } from "#lib/server/env.ts";
import { BackupError } from "./backup-error.ts";

/** The settings that hold a passphrase. */
export type PassphraseSettings = {
  readonly BACKUP_PASSPHRASE?: string | undefined;
  readonly BACKUP_PASSPHRASE_FILE?: string | undefined;
};

/** The passphrase of these settings; undefined when there is none. Throws a BackupError for one that cannot be used. */
export async function passphraseOf(settings: PassphraseSettings): Promise<string | undefined> {
  const { BACKUP_PASSPHRASE: given, BACKUP_PASSPHRASE_FILE: file } = settings;
  if (given) return longEnough(given);
  if (!file) return undefined;
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(`The file of the passphrase, ${file}, cannot be read (${error.code}).`);
  });
  return longEnough(text.replace(/\r?\n$/, ""));
}

/** Throws a BackupError for a passphrase that can be guessed. */
export function longEnough(passphrase: string): string {
  if (passphrase.length < LEAST_PASSPHRASE)
    throw new BackupError(
      `The passphrase is too short: whoever finds a backup can try at leisure. Take at least ${LEAST_PASSPHRASE} characters, such as five words.`,
    );
  return passphrase;
}
