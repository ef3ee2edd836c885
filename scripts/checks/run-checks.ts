import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../command-error.ts";
import { openDatabase, withClient, type Database } from "../database.ts";
import { failure, ok, type Installation, type Verdict } from "./check.ts";
import { DATABASE_CHECKS, INSTALLATION_CHECKS } from "./table.ts";

/** What one check found; `unknown` when it could not be made because the database cannot be asked. */
export type Finding = { readonly name: string; readonly state: Verdict["state"] | "unknown"; readonly says: string };

/** The findings in the order of the tables, and the database once it answers. */
export type Checked = { readonly findings: readonly Finding[]; readonly database?: Database };

/**
 * Makes every check that the command needs. An embedded database is started for it, except by `doctor` before there is
 * one. Every command but `doctor` stops at the first part with a failure, so that no database is started in vain.
 */
export async function runChecks(installation: Installation): Promise<Checked> {
  const findings: Finding[] = [];
  for (const { name, commands, run } of INSTALLATION_CHECKS)
    if (!commands || commands.includes(installation.command))
      findings.push({ name, ...(await verdictOf(() => run(installation))) });
  if (installation.command !== "doctor" && hasFailed(findings)) return { findings };

  const { verdict, database } = await connect(installation);
  findings.push({ name: "database", ...verdict });
  if (!database)
    return {
      findings: [
        ...findings,
        ...DATABASE_CHECKS.map(({ name }) => ({ name, state: "unknown" as const, says: "Not checked." })),
      ],
    };
  await withClient(database.ownerUrl, async (client) => {
    for (const { name, run } of DATABASE_CHECKS)
      findings.push({ name, ...(await verdictOf(() => run(client, installation))) });
  });
  return { findings, database };
}

/** Whether one of these checks failed; a warning is none. */
export const hasFailed = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === "failure");

/** What a check answers; one that breaks off is a failure with its own words. */
async function verdictOf(run: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await run();
  } catch (error) {
    return failure(`It could not be looked at: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function connect({
  command,
  environment,
  folder,
}: Installation): Promise<{ verdict: Verdict; database?: Database }> {
  if (command === "doctor" && !environment["DATABASE_URL"] && !existsSync(join(folder, "postgres", "PG_VERSION")))
    return { verdict: ok("There is no database yet: the first start makes it.") };
  try {
    const database = await openDatabase(folder);
    return {
      verdict: ok(`The database answers${database.folder ? `; it lies in ${database.folder}` : ""}.`),
      database,
    };
  } catch (error) {
    if (error instanceof CommandError) return { verdict: failure(error.message) };
    throw error;
  }
}
