import { execFileSync } from "node:child_process";
import { mkdir, open, rm, statfs, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Bytes of the disk: room for the data, its log, and the 500 MB below which the product says that room is short. */
const SIZE = 2_000_000_000;

/** A small disk of its own, mounted at `folder`, that can be filled and freed. */
export type SmallDisk = {
  readonly folder: string;
  readonly fill: () => Promise<void>;
  readonly free: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** Why no disk can be filled on this machine; undefined if one can. */
export const whyNoDisk = (): string | undefined =>
  process.getuid?.() === 0 ? undefined : "only root may mount the small disk that is to be filled";

/** Makes and mounts a small disk below this folder, as root. */
export async function mountSmallDisk(below: string): Promise<SmallDisk> {
  const image = join(below, "disk.img");
  const folder = join(below, "disk");
  const ballast = join(folder, "ballast");
  await mkdir(folder);
  await writeFile(image, "");
  await truncate(image, SIZE);
  const run = (program: string, ...words: readonly string[]): void =>
    void execFileSync(program, words, { stdio: ["ignore", "ignore", "pipe"] });
  // -m 0: nothing is kept back for root, who fills the disk.
  run("mkfs.ext4", "-q", "-m", "0", image);
  run("mount", "-o", "loop", image, folder);
  return {
    folder,
    fill: async () => {
      const { bavail, bsize } = await statfs(folder);
      run("fallocate", "-l", String(Math.max(bsize, (bavail - 64) * bsize)), ballast);
      await fillTheRest(ballast);
    },
    free: () => rm(ballast, { force: true }),
    remove: async () => {
      run("umount", "-l", folder);
      await rm(image, { force: true });
    },
  };
}

/** Appends until nothing more fits. */
async function fillTheRest(file: string): Promise<void> {
  const ballast = await open(file, "a");
  try {
    for (const piece of [Buffer.alloc(65_536), Buffer.alloc(4_096), Buffer.alloc(1)])
      for (;;) {
        const { bytesWritten } = await ballast.write(piece);
        if (bytesWritten < piece.length) break;
      }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    await ballast.close();
  }
}
