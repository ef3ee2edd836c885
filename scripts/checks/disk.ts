import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { freeSpace, NEEDED_SPACE } from "#lib/server/free-space.ts";
import { failure, ok, type InstallationCheck } from "./check.ts";

const MEGABYTE = 1_000_000;

/** The disk of the embedded database has room. The disk of another server is not seen from here. */
export const disk: InstallationCheck = {
  name: "disk",
  run: async ({ environment, folder }) => {
    if (environment["DATABASE_URL"])
      return ok("The data lies on the server of DATABASE_URL, whose disk is watched there.");
    const free = await freeSpace(existing(resolve(folder)));
    const megabytes = `${Math.floor(free / MEGABYTE)} MB`;
    return free < NEEDED_SPACE
      ? failure(
          `The disk of ${resolve(folder)} has ${megabytes} left, and the database needs ${NEEDED_SPACE / MEGABYTE} MB: free some space, or move the folder to a larger disk.`,
        )
      : ok(`The disk of the data has ${megabytes} left.`);
  },
};

/** The folder itself, or the first one above it that exists. */
const existing = (folder: string): string => (existsSync(folder) ? folder : existing(dirname(folder)));
