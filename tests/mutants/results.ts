import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { DrawnMutant } from "./draw.ts";
import type { Failures } from "./run-tests.ts";

/** What became of a mutant, and the first test that failed with it. */
export type MutantOutcome = { readonly verdict: "died" | "survived" | "not found"; readonly by?: string };

/**
 * What is kept of one commit: its tests without a mutant, by module and layer, and the outcomes, by the name of the
 * mutant.
 */
export type CommitResults = {
  readonly unmutated: Record<string, Failures>;
  readonly outcomes: Record<string, MutantOutcome>;
};

/** The outcomes of every commit that was tried, in one file: an interrupted run goes on, and commits are compared. */
export type Results = Record<string, CommitResults>;

/** Reads the file; empty where there is none. */
export const readResults = async (file: string): Promise<Results> =>
  JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as Results;

/** Writes the file, and its folder. */
export async function writeResults(file: string, results: Results): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

/** How many mutants of each module died at each commit, of how many that were tried there. */
export function tableOf(drawn: readonly DrawnMutant[], results: Results): string {
  const commits = Object.keys(results);
  const died = (names: readonly string[], commit: string): string => {
    const verdicts = names.flatMap((name) => results[commit]?.outcomes[name]?.verdict ?? []);
    return `${verdicts.filter((verdict) => verdict === "died").length} of ${verdicts.length}`;
  };
  const row = (module: string, mutants: readonly DrawnMutant[]): readonly string[] => [
    module,
    String(mutants.length),
    ...commits.map((commit) =>
      died(
        mutants.map(({ name }) => name),
        commit,
      ),
    ),
  ];
  const rows = [
    ["module", "mutants", ...commits.map((commit) => `died at ${commit}`)],
    ...[...new Set(drawn.map(({ module }) => module))].map((module) =>
      row(
        module,
        drawn.filter((mutant) => mutant.module === module),
      ),
    ),
    row("all", drawn),
  ];
  return rows
    .map(([module = "", ...cells]) => `${module.padEnd(10)}${cells.map((cell) => cell.padStart(20)).join("")}`)
    .join("\n");
}
