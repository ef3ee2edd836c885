import { cleanUpAtEnd } from "./cleanup.ts";
import { CommandError } from "./command-error.ts";
import type { Database } from "./database.ts";
import { claim, livingOwner, release } from "./database-owner.ts";
import { pause } from "./pause.ts";

/** Milliseconds between two tries, while another command is in the middle of its own. */
const TRY_EVERY = 50;

/**
 * Makes this process the one application on the embedded data, until it ends. Throws a CommandError that names the one
 * that serves them already. A server of DATABASE_URL may have several.
 */
export async function refuseSecondApplication({ folder }: Pick<Database, "folder">): Promise<void> {
  if (folder === undefined) return;
  for (; !(await claim(folder, "application")); await pause(TRY_EVERY)) {
    const other = await livingOwner(folder, "application");
    if (other !== undefined)
      throw new CommandError(
        `Another application (process ${other}) already serves the data in ${folder}, on another port. End that one first. Several applications need a PostgreSQL of your own, in DATABASE_URL.`,
      );
  }
  cleanUpAtEnd(() => release(folder, "application"));
}
