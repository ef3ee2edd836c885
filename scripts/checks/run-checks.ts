import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "#scripts/command-error.ts";
import { openDatabase, runningDatabase, withClient, type Database } from "#scripts/database.ts";
import { failure, ok, warning, type Installation, type Verdict } from "./check.ts";
import { DATABASE_CHECKS, INSTALLATION_CHECKS } from "./table.ts";

/** What one check found; `unknown` when it could not be made because the database cannot be asked. */
export type Finding = { readonly name: string; readonly state: Verdict["state"] | "unknown"; readonly says: string };

/** The findings in the order of the tables, and the database once it answers to a command that needs it further. */
export type Checked = { readonly findings: readonly Finding[]; readonly database?: Database };

/**
 * Makes every check that the command needs. An embedded database is started for it, except by `doctor`, which looks
 * into one that runs. Every command but `doctor` stops at the first part with a failure, so that no database is started
 * in vain.
 */
export async function runChecks(installation: Installation): Promise<Checked> {
  const findings: Finding[] = [];
  for (const { name, commands, run } of INSTALLATION_CHECKS)
    if (!commands || commands.includes(installation.command))
      findings.push({ name, ...(await verdictOf(() => run(installation))) });
  if (installation.command !== "doctor" && hasFailed(findings)) return { findings };

  const { verdict, ownerUrl, database } = await connect(installation);
  findings.push({ name: "database", ...verdict });
  if (!ownerUrl)
    return {
      findings: [
        ...findings,
        ...DATABASE_CHECKS.map(({ name }) => ({ name, state: "unknown" as const, says: "Not checked." })),
      ],
    };
  await withClient(ownerUrl, async (client) => {
    for (const { name, run } of DATABASE_CHECKS)
      findings.push({ name, ...(await verdictOf(() => run(client, installation))) });
  });
  return { findings, ...(database ? { database } : {}) };
}

/** Whether one of these checks failed; a warning is none. */
export const hasFailed = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === "failure");

/** The findings as they are printed, one a line. */
export function linesOf(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings.map(({ name, state, says }) => `${state.padEnd(7)}  ${name.padEnd(width)}  ${says}`);
}

/** What a check answers; one that breaks off is a failure with its own words. */
async function verdictOf(run: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await run();
  } catch (error) {
    return failure(`It could not be looked at: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The database as the checks found it. `ownerUrl`: where it can be asked. */
type Connection = { readonly verdict: Verdict; readonly ownerUrl?: string; readonly database?: Database };

async function connect({ command, environment, folder }: Installation): Promise<Connection> {
  try {
    if (command === "doctor" && !environment["DATABASE_URL"]) return await lookForEmbedded(resolve(folder));
    const database = await openDatabase(folder);
    return { verdict: answers(database.folder), ownerUrl: database.ownerUrl, database };
  } catch (error) {
    if (error instanceof CommandError) return { verdict: failure(error.message) };
    throw error;
  }
}

/** An embedded database that runs is asked; one that does not is left so, and what it holds is not checked. */
async function lookForEmbedded(folder: string): Promise<Connection> {
  if (!existsSync(join(folder, "postgres", "PG_VERSION")))
    return { verdict: ok("There is no database yet: the first start makes it.") };
  const ownerUrl = await runningDatabase(folder);
  if (ownerUrl) return { verdict: answers(folder), ownerUrl };
  return {
    verdict: warning(
      `The embedded database in ${folder} is not running, and was not looked into: npm start starts it and checks it before it serves.`,
    ),
  };
}

const answers = (folder: string | undefined): Verdict =>
  ok(`The database answers${folder ? `; it lies in ${folder}` : ""}.`);
