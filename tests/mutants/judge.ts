import { readFileSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CommandError } from "#scripts/command-error.ts";
import { hasMark } from "#tests/support/layers.ts";
import type { DrawnMutant } from "./draw.ts";
import { filesBelow, type Module } from "./modules.ts";
import { withMutant } from "./mutant.ts";
import type { CommitResults, MutantOutcome } from "./results.ts";
import { runTests, type Failures, type TestRun } from "./run-tests.ts";

/** From the cheapest tests to the dearest: the second are asked when the first notice nothing. */
const LAYERS = ["unit", "server"] as const;

/** Seconds of a run with a mutant, from those without it. A loop without end is ended so; a busy machine is not. */
const mostSeconds = (usual: number): number => 120 + 4 * usual;

/**
 * Changes the file of a mutant below `folder`, runs the tests of its module that `npm test` runs, and restores the
 * file. It has died when a test that passes without it fails with it, twice in a row: a test that fails by chance
 * notices nothing.
 */
export async function judge(
  folder: string,
  module: Module,
  mutant: DrawnMutant,
  kept: CommitResults,
): Promise<MutantOutcome> {
  const path = join(folder, mutant.file);
  const source = await readFile(path, "utf8").catch(() => "");
  const changed = withMutant(source, mutant);
  if (changed === undefined) return { verdict: "not found" };
  for (const layer of LAYERS) {
    const files = testFilesOf(folder, module[layer], mutant);
    if (files.length === 0) continue;
    const usual = (kept.unmutated[`${module.name} ${layer}`] ??= await withoutMutant({ folder, layer, files }));
    await writeFile(path, changed);
    try {
      const [by] = (
        await failuresTwice({ folder, layer, files, known: usual.failures, most: mostSeconds(usual.seconds) })
      ).failures;
      if (by !== undefined) return { verdict: "died", by };
    } finally {
      // At once: when the command is interrupted, its copy of the sources is being deleted.
      writeFileSync(path, source);
    }
  }
  return { verdict: "survived" };
}

async function withoutMutant(run: TestRun): Promise<Failures> {
  const usual = await failuresTwice(run);
  if (usual.failures.some((failure) => !run.files.some((file) => failure.startsWith(file))))
    throw new CommandError(
      `Without a mutant ${usual.failures.join(", ")}. Try in ${run.folder}: npm run test:${run.layer}`,
    );
  return usual;
}

/**
 * What fails in a run, beside the known failures, and again when the files in which it failed are run a second time.
 */
async function failuresTwice({ files, ...run }: TestRun): Promise<Failures> {
  const first = await runTests({ ...run, files });
  const failures = first.failures.filter((failure) => !run.known?.includes(failure));
  if (failures.length === 0) return { ...first, failures };
  const named = files.filter((file) => failures.some((failure) => failure.startsWith(file)));
  const again = await runTests({ ...run, files: named.length > 0 ? named : files });
  return { ...first, failures: failures.filter((failure) => again.failures.includes(failure)) };
}

/**
 * The test files below these folders that `npm test` runs: first those that name the file of the mutant, then the small
 * ones.
 */
const testFilesOf = (root: string, folders: readonly string[], { file: mutated }: DrawnMutant): readonly string[] =>
  filesBelow(root, folders, ".test.ts")
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }))
    .filter(({ text }) => !hasMark(text, "long"))
    .map(({ file, text }) => ({ file, rank: text.includes(`/${basename(mutated)}"`) ? 0 : text.length }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ file }) => file);
