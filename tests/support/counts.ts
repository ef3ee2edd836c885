import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, relative } from "node:path";

/** How many tests of a run passed and failed, and what failed: a file and the title of its test. */
export type Counts = { readonly passed: number; readonly failed: number; readonly failures: readonly string[] };

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
  readonly testResults?: readonly FileReport[];
};

/** One file of that report; a file that did not load is failed and holds no test. */
type FileReport = {
  readonly name: string;
  readonly status: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults?: readonly { readonly fullName: string; readonly status: string }[];
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
  if (!written) return { passed: 0, failed: 1, failures: [`${report}: the run left no report`], files: [] };
  const counted =
    written.numFailedTests + written.numPendingTests + written.numTodoTests + written.numRuntimeErrorTestSuites;
  const endedBadly = counted === 0 && code !== 0 && written.numPassedTests > 0;
  return {
    passed: written.numPassedTests,
    failed: endedBadly ? 1 : counted,
    failures: endedBadly
      ? [`ended with ${code} although every test passed`]
      : (written.testResults ?? []).flatMap(failuresOf),
    files: (written.testResults ?? []).map(({ name, startTime, endTime }) => ({
      file: relative(process.cwd(), name),
      seconds: (endTime - startTime) / 1_000,
    })),
  };
}

/** What is not passed in a file: its tests by their titles, or the file itself where none of its tests says why. */
function failuresOf({ name, status, assertionResults = [] }: FileReport): readonly string[] {
  const file = relative(process.cwd(), name);
  const titles = assertionResults.filter((test) => test.status !== "passed").map((test) => `${file}: ${test.fullName}`);
  return titles.length === 0 && status === "failed" ? [file] : titles;
}
