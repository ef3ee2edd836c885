import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** How many tests of a run passed and failed. */
export type Counts = { readonly passed: number; readonly failed: number };

/** What jest writes with --json, as far as it is counted here. */
type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
};

/**
 * Counts a run by the report it leaves. A file that did not load, a skipped test and a run that failed otherwise (a
 * setup, a crash) are failures too.
 */
export async function countsOf(report: string, run: () => Promise<number>): Promise<Counts> {
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const code = await run();
  const written = await readFile(report, "utf8").then(
    (text) => JSON.parse(text) as Report,
    () => undefined,
  );
  if (!written) return { passed: 0, failed: 1 };
  const failed =
    written.numFailedTests + written.numPendingTests + written.numTodoTests + written.numRuntimeErrorTestSuites;
  return {
    passed: written.numPassedTests,
    failed: failed === 0 && code !== 0 && written.numPassedTests > 0 ? 1 : failed,
  };
}
