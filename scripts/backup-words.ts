import { parseArgs } from "node:util";
import { BackupError } from "#lib/server/backup/backup-error.ts";
import { passphraseOf } from "#lib/server/backup/read-passphrase.ts";
import { environment } from "#lib/server/env.ts";
import { CommandError } from "./command-error.ts";

/** What the words of `backup` and `restore` ask for: the file, and where its passphrase stands. */
export type BackupWords = { readonly file: string; readonly passphraseFile: string | undefined };

/**
 * Reads `FILE [--passphrase-file FILE]`. A passphrase itself is no option: everybody on the machine reads the words of
 * a command.
 */
export function backupWords(command: "backup" | "restore", words: readonly string[]): BackupWords {
  try {
    const {
      values: { "passphrase-file": passphraseFile },
      positionals: [file, ...more],
    } = parseArgs({ args: [...words], allowPositionals: true, options: { "passphrase-file": { type: "string" } } });
    if (file && more.length === 0) return { file, passphraseFile };
  } catch {
    // An unknown option is answered with the usage.
  }
  throw new CommandError(
    `Say which file: npm run ${command} -- FILE [--passphrase-file FILE]\nThe passphrase is read from that file, from the setting BACKUP_PASSPHRASE_FILE or BACKUP_PASSPHRASE, or asked for.`,
  );
}

/** The passphrase from the file of these words or from the settings; undefined when there is none. */
export const givenPassphrase = ({ passphraseFile }: BackupWords): Promise<string | undefined> =>
  passphraseOf(
    passphraseFile === undefined
      ? {
          BACKUP_PASSPHRASE: environment["BACKUP_PASSPHRASE"],
          BACKUP_PASSPHRASE_FILE: environment["BACKUP_PASSPHRASE_FILE"],
        }
      : { BACKUP_PASSPHRASE_FILE: passphraseFile },
  );

/** Runs `work`; why a backup is not made or not restored is printed without a stack trace. */
export const inSentences = <Value>(work: () => Promise<Value>): Promise<Value> =>
  work().catch((error: unknown) => {
    throw error instanceof BackupError ? new CommandError(error.message) : error;
  });
