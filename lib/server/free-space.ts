import { statfs } from "node:fs/promises";

/**
 * Bytes that the disk of an embedded database must have free; with less, nothing promises that an act can still be
 * written.
 */
export const NEEDED_SPACE = 500_000_000;

/**
 * Bytes that an ordinary user may still write on the disk that holds this folder. Throws when the folder cannot be
 * read.
 */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
