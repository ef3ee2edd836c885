import { cp } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { earlierVersion } from "../earlier-version.ts";

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
  const { folder, remove } = await earlierVersion(commit, "npm run bench -- upgrade --from");
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
