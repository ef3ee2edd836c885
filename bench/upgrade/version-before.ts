import { execFileSync } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";

/**
 * An earlier version of the product in a folder of its own: its migrations, its data of the nation (bench/country), the
 * moment of that data (APP_NOW), and the load that runs its own use cases. `remove` deletes the folder.
 */
export type VersionBefore = {
  readonly migrations: string;
  readonly makeCountry: (url: string, size: number) => Promise<void>;
  readonly now: string;
  readonly load: URL;
  readonly remove: () => Promise<void>;
};

/** Takes it from the history of this repository. It runs with the packages that are installed here. Throws when git does not know `commit`. */
export async function versionBefore(commit: string): Promise<VersionBefore> {
  const folder = await mkdtemp(join(tmpdir(), "permanences-before-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  cleanUpAtEnd(remove);
  const archive = join(folder, "..", `${folder.split("/").pop()}.tar`);
  try {
    execFileSync("git", ["archive", `--output=${archive}`, commit], { stdio: "pipe" });
  } catch {
    throw new CommandError(`git has no commit “${commit}” here. Try: npm run bench -- upgrade --from COMMIT`);
  }
  execFileSync("tar", ["-xf", archive, "-C", folder]);
  await rm(archive);
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  execFileSync(process.execPath, ["scripts/generate-client.ts"], { cwd: folder, stdio: "inherit" });
  const here = join(import.meta.dirname);
  const there = join(folder, "bench", "upgrade");
  for (const file of ["load.ts", "next-act.ts"]) await cp(join(here, file), join(there, file));
  const data = (await import(pathToFileURL(join(folder, "bench/country/data.ts")).href)) as {
    readonly makeCountry: VersionBefore["makeCountry"];
    readonly NOW: string;
  };
  return {
    migrations: join(folder, "prisma/migrations"),
    makeCountry: data.makeCountry,
    now: data.NOW,
    load: pathToFileURL(join(there, "load.ts")),
    remove,
  };
}
