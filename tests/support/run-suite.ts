import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { instant, type Instant } from "#lib/time/instant.ts";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { runScript } from "#scripts/run-script.ts";
import { CommandError } from "#scripts/command-error.ts";
import { prepareBrowser } from "./browser.ts";
import { countsOf } from "./counts.ts";
import { runJest } from "./jest.ts";
import { filesAtThreeWidths, filesWith, filesWithProperties, type Layer } from "./layers.ts";
import { clockFrom, datesAsked } from "./moved-dates.ts";
import { DIST_DIR } from "./start-app.ts";
import { printTable, type LayerRun } from "./table.ts";

/** The process zone in which every test runs once. */
const USUAL_ZONE = "UTC";
/** Further zones for the files marked `@zones`: east of UTC like the places, and far west of it. */
const MORE_ZONES = ["Europe/Paris", "America/New_York"];

/** What each command runs (docs/decisions/what-runs-when.md); `words` are those after its name. */
const SUITES: Readonly<Record<string, (words: readonly string[]) => AsyncGenerator<LayerRun>>> = {
  async *quick() {
    yield await check("--changed", "types", "lint");
    yield await layer("unit", USUAL_ZONE);
    yield await layer("components", USUAL_ZONE);
    const long = filesWith("server", "long");
    yield await layer(
      "server",
      USUAL_ZONE,
      filesWith("server", "slow", false).filter((file) => !long.includes(file)),
    );
  },
  async *test() {
    await prepareBrowser();
    // Its last rules keep one core busy, the first layer the other.
    const rules = check();
    yield await layer("unit", USUAL_ZONE);
    yield await rules;
    yield await layer("components", USUAL_ZONE);
    yield await layer("check", USUAL_ZONE);
    yield await layer("server", USUAL_ZONE, filesWith("server", "long", false));
    yield await layer("e2e", USUAL_ZONE, filesWith("e2e", "long", false));
  },
  async *long() {
    await prepareBrowser();
    yield await layer("unit", USUAL_ZONE, filesWithProperties("unit"), { PROPERTY_TIMES: "5" });
    yield await layer("server", USUAL_ZONE, filesWithProperties("server"), { PROPERTY_TIMES: "5" });
    yield await layer("server", USUAL_ZONE, filesWith("server", "long"));
    for (const zone of MORE_ZONES) {
      yield await layer("unit", zone, filesWith("unit", "zones"));
      yield await layer("server", zone, filesWith("server", "zones"));
    }
    const long = filesWith("e2e", "long");
    yield await layer("e2e", USUAL_ZONE, [...new Set([...long, ...filesAtThreeWidths()])], { EVERY_WIDTH: "yes" });
  },
  async *dates(words) {
    const { dates, runs } = datesAsked(words, now());
    // The parent of all runs keeps the clock of the machine, and builds what they start: by the clock of a run it would
    // be built anew.
    if (runs.some(({ layer }) => layer === "e2e")) await buildWhenChanged(DIST_DIR);
    for (const { date, moment } of dates)
      for (const run of runs)
        yield { ...(await layer(run.layer, USUAL_ZONE, run.files, clockFrom(moment), date)), date };
  },
};

/**
 * `npm run test:quick`, `npm test`, `npm run test:long`, `npm run test:dates -- [date …] [layer …] [path …]`. The last
 * line is the totals; a layer without a test fails.
 */
await runScript(async () => {
  const [name = "test", ...words] = process.argv.slice(2);
  const suite = SUITES[name];
  if (!suite) throw new CommandError(`There is no suite ${name}. There are: ${Object.keys(SUITES).join(", ")}.`);
  const rows = await Array.fromAsync(suite(words));
  printTable(rows);
  const empty = rows.filter((row) => row.passed + row.failed === 0);
  for (const row of empty) console.log(`No test ran in the layer ${row.layer}.`);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0) + empty.length;
  const failures = rows.flatMap(({ layer, date, failures }) =>
    failures.map((failure) => `${date === undefined ? "" : `${date}, `}${layer}: ${failure}`),
  );
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

/** `npm run check`, all of it or with these words; counted as one test. What it says is printed once it is done. */
async function check(...names: readonly string[]): Promise<LayerRun> {
  const began = performance.now();
  const words = names.length > 0 ? ["--", ...names] : [];
  const child = spawn("sh", ["-c", 'exec npm run --silent check "$@" 2>&1', "check", ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  heading("rules of the code");
  process.stdout.write(said);
  return {
    layer: "rules of the code",
    passed: Number(status === 0),
    failed: Number(status !== 0),
    failures: status === 0 ? [] : [["npm run check", ...words].join(" ")],
    files: [],
    seconds: secondsSince(began),
  };
}

/** A layer in one process zone: all its files, or these. `label` names the run. */
async function layer(
  name: Layer,
  zone: string,
  files?: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  label = zone,
): Promise<LayerRun> {
  heading(`${name}, ${label}`);
  const began = performance.now();
  const report = `tests/results/${name}-${label.replaceAll(/[^\w-]+/gu, "-")}.json`;
  const words = ["--json", `--outputFile=${report}`, ...(files ? ["--runTestsByPath", ...files] : [])];
  const outcome = await countsOf(report, () => runJest(name, words, { settings: { TZ: zone, ...settings } }));
  return { layer: name, zone, ...outcome, seconds: secondsSince(began) };
}

/** What the clock of the machine shows. */
function now(): Instant {
  return instant(performance.timeOrigin + performance.now());
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1_000;
}

function heading(text: string): void {
  console.log(`\n── ${text} ${"─".repeat(Math.max(2, 70 - text.length))}`);
}
