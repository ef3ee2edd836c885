/** Why a backup was not made or not restored: its message is a sentence for the person at the keyboard, without a value of a row. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}
