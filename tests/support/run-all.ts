import { spawnSync } from "node:child_process";
import { runScript } from "#scripts/run-script.ts";
import { refuseWithoutBrowser } from "#tests/support/browser.ts";
import { countsOf, type Counts } from "#tests/support/counts.ts";
import { runJest } from "#tests/support/jest.ts";
import { printTable, type Row } from "#tests/support/table.ts";

/** Clocks of the machine on which the rules of time must say the same (DESIGN, Time). */
const ZONES = ["UTC", "Europe/Paris", "America/New_York"];

/** `npm test`: everything. The last line is the totals; a layer in which nothing ran is a failure. */
await runScript(async () => {
  await refuseWithoutBrowser();
  const rows: Row[] = [check()];
  for (const zone of ZONES) rows.push(await layer("unit", zone));
  rows.push(await layer("components"), await layer("check"));
  for (const zone of ZONES) rows.push(await layer("server", zone));
  rows.push(await layer("e2e", undefined, ["--runInBand"]));
  printTable(rows);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const hollow = rows.filter((row) => row.passed + row.failed === 0);
  for (const row of hollow) console.log(`No test ran in the layer ${row.layer}.`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || hollow.length > 0 ? 1 : 0;
});

/** The rules of the house count as one test. */
function check(): Row {
  heading("check");
  const began = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", "check"], { stdio: "inherit" });
  return {
    layer: "rules of the house",
    passed: Number(status === 0),
    failed: Number(status !== 0),
    seconds: secondsSince(began),
  };
}

async function layer(name: string, zone?: string, words: readonly string[] = []): Promise<Row> {
  heading(zone ? `${name}, machine in ${zone}` : name);
  const began = performance.now();
  const report = `tests/results/${name}${zone ? `-${zone.replace("/", "-")}` : ""}.json`;
  const counts: Counts = await countsOf(report, () =>
    runJest(name, ["--json", `--outputFile=${report}`, ...words], zone ? { TZ: zone } : {}),
  );
  return { layer: name, ...(zone ? { zone } : {}), ...counts, seconds: secondsSince(began) };
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1_000;
}

function heading(text: string): void {
  console.log(`\n── ${text} ${"─".repeat(Math.max(2, 70 - text.length))}`);
}
