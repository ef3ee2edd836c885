import { execFileSync } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";

/** The files of an earlier version of the product in a folder of their own; `remove` deletes it. */
export type EarlierVersion = { readonly folder: string; readonly remove: () => Promise<void> };

/**
 * Takes a version from the history of this repository, ready to run with the packages that are installed here. Throws
 * when git does not know `commit`. `command`: how it is asked for, for the message.
 */
export async function earlierVersion(commit: string, command: string): Promise<EarlierVersion> {
  const folder = await mkdtemp(join(tmpdir(), "permanences-before-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  cleanUpAtEnd(remove);
  const archive = `${folder}.tar`;
  try {
    execFileSync("git", ["archive", `--output=${archive}`, commit], { stdio: "pipe" });
  } catch {
    throw new CommandError(`git has no commit “${commit}” here. Try: ${command} COMMIT`);
  }
  execFileSync("tar", ["-xf", archive, "-C", folder]);
  await rm(archive);
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  execFileSync(process.execPath, ["scripts/generate-client.ts"], { cwd: folder, stdio: "inherit" });
  return { folder, remove };
}

/**
 * Puts these files of this version into the folder of an earlier one, where they find that version's code; the address
 * of the first.
 */
export async function copiedInto(folder: string, files: readonly [string, ...string[]]): Promise<URL> {
  for (const file of files) await cp(file, join(folder, file));
  return pathToFileURL(join(folder, files[0]));
}
