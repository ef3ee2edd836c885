import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, relative } from "node:path";

/** How many tests of a run passed and failed. */
export type Counts = { readonly passed: number; readonly failed: number };

/** A test file and how many seconds it took. */
type FileTime = { readonly file: string; readonly seconds: number };

/** What a run left: its counts, and its files with their seconds. */
export type Outcome = Counts & { readonly files: readonly FileTime[] };

/** What jest writes with --json, as far as it is read here; times in milliseconds. */
type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults?: readonly { readonly name: string; readonly startTime: number; readonly endTime: number }[];
};

/**
 * Counts a run by the report it leaves. A file that did not load, a skipped test and a run that failed otherwise (a
 * setup, a crash) are failures too.
 */
export async function countsOf(report: string, run: () => Promise<number>): Promise<Outcome> {
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const code = await run();
  const written = await readFile(report, "utf8").then(
    (text) => JSON.parse(text) as Report,
    () => undefined,
  );
  if (!written) return { passed: 0, failed: 1, files: [] };
  const failed =
    written.numFailedTests + written.numPendingTests + written.numTodoTests + written.numRuntimeErrorTestSuites;
  return {
    passed: written.numPassedTests,
    failed: failed === 0 && code !== 0 && written.numPassedTests > 0 ? 1 : failed,
    files: (written.testResults ?? []).map(({ name, startTime, endTime }) => ({
      file: relative(process.cwd(), name),
      seconds: (endTime - startTime) / 1_000,
    })),
  };
}
