import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { copiedInto, earlierVersion } from "#tests/rig/earlier-version.ts";

/**
 * An earlier version of the product in a folder of its own: its migrations, its data of the nation (bench/country), the
 * moment of that data (APP_NOW), and the load that runs its own use cases. `remove` deletes the folder.
 */
export type VersionBefore = {
  readonly migrations: string;
  /** More migrations, that come after the load has begun, before those of this version. */
  readonly toCome?: string;
  readonly makeCountry: (url: string, size: number) => Promise<unknown>;
  readonly now: string;
  readonly load: URL;
  readonly remove: () => Promise<void>;
};

/**
 * Takes it from the history of this repository. It runs with the packages that are installed here. Throws when git does
 * not know `commit`.
 */
export async function versionBefore(commit: string): Promise<VersionBefore> {
  const { folder, remove } = await earlierVersion(commit, "npm run bench -- upgrade --from");
  const data = (await import(pathToFileURL(join(folder, "bench/country/data.ts")).href)) as {
    readonly makeCountry: VersionBefore["makeCountry"];
    readonly NOW: string;
  };
  return {
    migrations: join(folder, "prisma/migrations"),
    makeCountry: data.makeCountry,
    now: data.NOW,
    load: await copiedInto(folder, ["bench/upgrade/load.ts", "tests/rig/acts.ts"]),
    remove,
  };
}
