/**
 * Why a backup was not made or not restored: its message is a sentence for the person at the keyboard, without a value
 * of a row.
 */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/** What the person at the keyboard can do, by the code of the system. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES:
    "the account that runs this command may not write there. Choose a folder that it may write, or give it the right",
  EPERM: "the system does not let this account write there. Choose another folder",
  EROFS: "that disk can be read only. Choose a folder of another disk",
  ENOSPC: "the disk is full. Make room on it, or choose a folder of another disk",
  EDQUOT: "this account may keep no more on that disk. Make room, or choose a folder of another disk",
  ENOENT: "its folder does not exist. Make the folder first, or choose another one",
  ENOTDIR: "a part of its path is a file and not a folder. Choose another path",
  EISDIR: "a folder has that name. Name a file in it, or choose another name",
};

/** The refusal of a file that the system did not let be written: why, and what to do. `code`: of the system. */
export function unwritable(file: string, code: string | undefined, options?: ErrorOptions): BackupError {
  const remedy = REMEDIES[code ?? ""];
  return new BackupError(
    `${file} cannot be written (${code ?? "unknown"})${remedy === undefined ? "" : `: ${remedy}`}. No backup was made.`,
    options,
  );
}
