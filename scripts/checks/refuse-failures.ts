import { CommandError } from "#scripts/command-error.ts";
import type { Database } from "#scripts/database.ts";
import type { Installation } from "./check.ts";
import { runChecks } from "./run-checks.ts";

/**
 * Makes the checks of a command before it serves and returns the database; prints the warnings. Throws a CommandError
 * with the sentence of every failure.
 */
export async function refuseFailures(installation: Installation): Promise<Database> {
  const { findings, database } = await runChecks(installation);
  for (const { state, says } of findings) if (state === "warning") console.warn(`Warning: ${says}`);
  const failures = findings.filter(({ state }) => state === "failure");
  if (failures.length > 0 || !database) throw new CommandError(failures.map(({ says }) => says).join("\n"));
  return database;
}
