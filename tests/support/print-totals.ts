import { readFile } from "node:fs/promises";
import { runScript } from "#scripts/run-script.ts";
import type { Counts } from "#tests/support/counts.ts";
import { totalsFile } from "#tests/support/totals.ts";

/** `node tests/support/print-totals.ts test long`: what failed in these runs, then their sum in one line; a run that left nothing failed once. */
await runScript(async () => {
  let [passed, failed] = [0, 0];
  for (const suite of process.argv.slice(2)) {
    const totals = await readFile(totalsFile(suite), "utf8").then(
      (text) => JSON.parse(text) as Counts,
      (): Counts => ({ passed: 0, failed: 1, failures: [`the suite ${suite} left no totals`] }),
    );
    passed += totals.passed;
    failed += totals.failed;
    for (const failure of totals.failures) console.log(`FAILED ${failure}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
