import { appendFileSync } from "node:fs";
import { relative } from "node:path";

/** The environment variables of a run with this reporter: where it writes, and what fails without a mutant too. */
export const FAILURES_FILE = "FAILURES_FILE";
export const KNOWN_FAILURES = "KNOWN_FAILURES";
/** Written after the last test file: the run did not stop on its way. */
export const ENDED = "ended";

type FileResult = {
  readonly testFilePath: string;
  readonly failureMessage?: string | null;
  readonly testResults: readonly { readonly fullName: string; readonly status: string }[];
};

/**
 * A jest reporter that writes each failed test, or a failed file that held none, on a line of its own. With known
 * failures it ends the run at the first other one: that one is enough to say that a mutant was noticed.
 */
export default class FirstFailure {
  readonly #known = process.env[KNOWN_FAILURES];

  onTestFileResult(_test: unknown, { testFilePath, failureMessage, testResults }: FileResult): void {
    const file = relative(process.cwd(), testFilePath);
    const tests = testResults.filter(({ status }) => status === "failed").map(({ fullName }) => `${file}: ${fullName}`);
    const failed = tests.length === 0 && failureMessage ? [file] : tests;
    for (const failure of failed) this.#write(failure);
    if (this.#known === undefined) return;
    const known = JSON.parse(this.#known) as readonly string[];
    // Jest's own --bail leaves no report. What still runs is ended with its group (tests/support/jest.ts).
    if (failed.some((failure) => !known.includes(failure))) process.exit(1);
  }

  onRunComplete(): void {
    this.#write(ENDED);
  }

  #write(line: string): void {
    appendFileSync(process.env[FAILURES_FILE] ?? "", `${JSON.stringify(line)}\n`);
  }
}
