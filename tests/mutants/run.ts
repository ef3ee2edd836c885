import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CommandError } from "#scripts/command-error.ts";
import { runScript } from "#scripts/run-script.ts";
import { earlierVersion } from "#tests/rig/earlier-version.ts";
import { draw, type DrawnMutant } from "./draw.ts";
import { judge } from "./judge.ts";
import { filesBelow, MODULES, type Module } from "./modules.ts";
import { mutantsOf } from "./mutants-of.ts";
import { readResults, tableOf, writeResults } from "./results.ts";

const DRAWN = join(import.meta.dirname, "drawn.json");
const EXAMPLE = "npm run mutants -- queue booking --commit HEAD~1";

/**
 * `npm run mutants`: whether the tests of each module notice the mutants of drawn.json, at HEAD or another commit. What
 * was found is kept, so that an interrupted run goes on. Ends with 1 where a mutant has no line any more.
 */
await runScript(async () => {
  const { values, positionals } = asked();
  if (values.draw) return writeDraw();
  const modules = modulesNamed(positionals);
  const drawn = JSON.parse(readFileSync(DRAWN, "utf8")) as readonly DrawnMutant[];
  const { commit, folder } = await sources(values);
  const results = await readResults(values.results);
  const { outcomes, unmutated } = (results[commit] ??= { unmutated: {}, outcomes: {} });
  if (values.again) for (const { name } of modules) forget(name, outcomes, unmutated);
  for (const mutant of drawn) {
    const module = modules.find(({ name }) => name === mutant.module);
    if (!module || (outcomes[mutant.name] && outcomes[mutant.name]?.verdict !== "not found")) continue;
    const outcome = await judge(folder, module, mutant, { outcomes, unmutated });
    outcomes[mutant.name] = outcome;
    await writeResults(values.results, results);
    console.log(`${mutant.name} ${outcome.verdict}${outcome.by === undefined ? "" : ` by ${outcome.by}`}`);
  }
  const alive = drawn.filter(({ name }) => outcomes[name] && outcomes[name].verdict !== "died");
  for (const { name, file, line, changed } of alive)
    console.log(`\n${name} ${outcomes[name]?.verdict} in ${file}\n- ${line}\n+ ${changed}`);
  console.log(`\n${tableOf(drawn, results)}`);
  return alive.some(({ name }) => outcomes[name]?.verdict === "not found") ? 1 : 0;
});

function asked() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  return parseArgs({
    allowPositionals: true,
    options: {
      draw: flag,
      again: flag,
      commit: { ...text, default: "HEAD" },
      in: text,
      results: { ...text, default: "tests/results/mutants.json" },
    },
  });
}

/** Takes what was found in a module out of what is kept. */
function forget(module: string, ...kept: readonly Record<string, unknown>[]): void {
  for (const one of kept) for (const key of Object.keys(one)) if (key.split(/[- ]/u)[0] === module) delete one[key];
}

function modulesNamed(names: readonly string[]): readonly Module[] {
  const unknown = names.find((name) => MODULES.every((module) => module.name !== name));
  if (unknown !== undefined)
    throw new CommandError(
      `There is no module “${unknown}”. There are: ${MODULES.map(({ name }) => name).join(", ")}. Try: ${EXAMPLE}`,
    );
  return MODULES.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** The sources to change: the checkout `--in` FOLDER, or a copy of the commit, which is deleted in the end. */
async function sources(
  values: Readonly<{ commit: string; in?: string | undefined }>,
): Promise<{ readonly commit: string; readonly folder: string }> {
  const folder = values.in ?? (await earlierVersion(values.commit, "npm run mutants -- --commit")).folder;
  const commit = execFileSync("git", ["rev-parse", "--short=8", values.in === undefined ? values.commit : "HEAD"], {
    cwd: values.in ?? process.cwd(),
    encoding: "utf8",
  }).trim();
  return { commit, folder };
}

/** Draws anew from the sources of this folder. Outcomes of an earlier draw say nothing of this one. */
async function writeDraw(): Promise<void> {
  const mutants = MODULES.map(
    ({ name, sources }) =>
      [name, filesBelow(".", sources, ".ts").flatMap((file) => mutantsOf(file, readFileSync(file, "utf8")))] as const,
  );
  const drawn = draw(Object.fromEntries(mutants));
  await writeFile(DRAWN, `${JSON.stringify(drawn, undefined, 2)}\n`);
  for (const [name, all] of mutants)
    console.log(
      `${name.padEnd(10)}${String(drawn.filter(({ module }) => module === name).length).padStart(3)} of ${all.length}`,
    );
}
