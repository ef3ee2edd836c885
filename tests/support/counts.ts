import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** How many tests of a run passed and failed, and what failed: a file, the title of its test, and why. */
type Counts = { readonly passed: number; readonly failed: number; readonly failures: readonly string[] };

/** A test file and how many seconds it took. */
type FileTime = { readonly file: string; readonly seconds: number };

/** What a run left: its counts, and its files with their seconds. */
export type RunOutcome = Counts & { readonly files: readonly FileTime[] };

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
  readonly assertionResults?: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages?: readonly string[];
  }[];
};

/**
 * Counts a run by the report it leaves. A file that did not load, a skipped test and a run that failed otherwise (a
 * setup, a crash) are failures too.
 */
export async function countsOf(report: string, run: () => Promise<number>): Promise<RunOutcome> {
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

/** Characters of a reason that are kept: the whole one stands with the test, above. */
const REASON = 300;

/**
 * What is not passed in a file: its tests by their titles, or the file itself where none of its tests says why. Tests
 * that follow each other with the same reason, as all tests do whose `beforeAll` failed, are one line: the first of
 * them, and how many more.
 */
function failuresOf({ name, status, assertionResults = [] }: FileReport): readonly string[] {
  const file = relative(process.cwd(), name);
  const notPassed = assertionResults.filter((test) => test.status !== "passed");
  if (notPassed.length === 0 && status === "failed") return [file];
  const found: { readonly first: string; readonly reason: string; more: number }[] = [];
  for (const { fullName, failureMessages = [] } of notPassed) {
    const reason = reasonOf(failureMessages[0] ?? "");
    const before = found.at(-1);
    if (before && reason && before.reason === reason) before.more += 1;
    else found.push({ first: fullName, reason, more: 0 });
  }
  return found.map(
    ({ first, reason, more }) =>
      `${file}: ${first}${more > 0 ? `, and ${more} more` : ""}${reason ? ` (${reason})` : ""}`,
  );
}

/** A message of jest with its cause, without colours and without the lines of call stacks, on one line. */
const reasonOf = (message: string): string =>
  stripVTControlCharacters(message)
    .replaceAll(/\n\s+at .*/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim()
    .slice(0, REASON);
