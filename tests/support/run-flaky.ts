import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startNode } from "#scripts/child.ts";
import { CommandError } from "#scripts/command-error.ts";
import { runScript } from "#scripts/run-script.ts";
import { prepareBrowser } from "./browser.ts";
import { countsOf, type RunOutcome } from "./counts.ts";
import { runJest } from "./jest.ts";
import { filesWith, LAYERS, type Layer } from "./layers.ts";

/**
 * How often each layer is run: what depends on the machine shows more seldom where databases and browsers are involved.
 */
const TIMES: Readonly<Record<Layer, number>> = { unit: 3, components: 3, check: 3, server: 10, e2e: 10 };
/** Processes that keep the cores busy meanwhile. */
const BUSY = 4;
const KEPT = "tests/results/flaky.json";
const EXAMPLE = "npm run test:flaky -- server e2e --part 2/5 --times 2";

/** One run of a part of a layer: its commit, how its files were ordered, and what came of it. */
type Run = Pick<RunOutcome, "passed" | "failed" | "failures"> & {
  readonly commit: string;
  readonly layer: Layer;
  readonly part: string;
  readonly order: number;
};

/**
 * `npm run test:flaky`: the files of `npm test` in random order beside busy processes, each layer several times. With
 * `--part 2/5` a fifth of the files; what was run is kept by commit and summed up. Ends with 1 when a test failed in
 * any run of this commit.
 */
await runScript(async () => {
  const { layers, part, times } = asked();
  if (layers.includes("e2e")) await prepareBrowser();
  const commit = presentCommit();
  const runs: Run[] = await readFile(KEPT, "utf8").then(JSON.parse, () => []);
  for (let busy = 0; busy < BUSY; busy += 1) startNode(["-e", "for (;;);"], {}, true);
  for (const layer of layers)
    for (let time = 0; time < (times ?? TIMES[layer]); time += 1) {
      const order = randomInt(2 ** 31);
      console.log(`\n── ${layer}, part ${part}, files in order ${order}`);
      const { passed, failed, failures } = await run(layer, part, order);
      runs.push({ commit, layer, part, order, passed, failed, failures });
      await writeFile(KEPT, JSON.stringify(runs, null, 2));
    }
  return sumUp(runs.filter((one) => one.commit === commit));
});

function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { part: { type: "string", default: "1/1" }, times: { type: "string" } },
  });
  const isLayer = (name: string): name is Layer => Object.hasOwn(LAYERS, name);
  const layers = positionals.filter(isLayer);
  const [index = 0, of = 0] = /^\d+\/\d+$/.test(values.part) ? values.part.split("/").map(Number) : [];
  const times = values.times === undefined ? undefined : Number(values.times);
  if (layers.length < positionals.length || index < 1 || index > of || times === 0 || Number.isNaN(times))
    throw new CommandError(`The layers are ${Object.keys(LAYERS).join(", ")}. Try: ${EXAMPLE}`);
  return { layers: layers.length > 0 ? layers : (Object.keys(LAYERS) as Layer[]), part: values.part, times };
}

/** The commit of the work tree; what is not committed makes it another one. */
function presentCommit(): string {
  const git = (...words: readonly string[]): string => execFileSync("git", words, { encoding: "utf8" }).trim();
  return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") ? " and changes" : "");
}

function run(layer: Layer, part: string, order: number): Promise<RunOutcome> {
  const report = `tests/results/flaky-${layer}.json`;
  const words = ["--json", `--outputFile=${report}`, "--runTestsByPath", ...filesWith(layer, "long", false)];
  const sequencer = `--testSequencer=${join(import.meta.dirname, "shuffled.ts")}`;
  return countsOf(report, () =>
    runJest(layer, [`--shard=${part}`, sequencer, ...words], { settings: { TZ: "UTC", FILE_ORDER: String(order) } }),
  );
}

/** Prints what the runs of one commit came to, by layer and part, and every test that failed in any of them. */
function sumUp(runs: readonly Run[]): number {
  console.log("\nlayer, part: runs, tests passed and failed");
  for (const [name, group] of Map.groupBy(runs, ({ layer, part }) => `${layer}, part ${part}`))
    console.log(`${name}: ${group.length} runs, ${sum(group, "passed")} passed, ${sum(group, "failed")} failed`);
  for (const [failure, group] of Map.groupBy(
    runs.flatMap(({ failures }) => failures),
    (failure) => failure,
  ))
    console.log(`FAILED in ${group.length} of the runs: ${failure}`);
  console.log(`${sum(runs, "passed")} passed, ${sum(runs, "failed")} failed`);
  return sum(runs, "failed") > 0 ? 1 : 0;
}

function sum(runs: readonly Run[], of: "passed" | "failed"): number {
  return runs.reduce((all, one) => all + one[of], 0);
}
