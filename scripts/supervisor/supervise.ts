import { cleanUpAtEnd, ending } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import { NoSpaceError } from "#scripts/no-space-error.ts";
import { pause } from "#scripts/pause.ts";
import { afterTheEnd, FAILURES } from "./restart-policy.ts";

/** A process that is kept running. The one who makes it has started it once. */
export type Supervised = {
  /** As it begins a sentence: “The database”. */
  readonly name: string;
  /** Resolves, with how, once the one that runs now has ended: “was ended by SIGKILL”. */
  readonly ended: () => Promise<string>;
  /**
   * Starts it again and resolves when it answers; rejects when it does not, with a CommandError where it can say why.
   */
  readonly start: () => Promise<void>;
  /** Ends it for good, also in the middle of a start, which then rejects. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts a process again whenever it has ended, until this command ends. Rejects after five failures in a row, with why
 * and what to do; it never resolves. At the end of this command it stops the process, before those that were supervised
 * earlier.
 */
export function supervise(supervised: Supervised): Promise<never> {
  cleanUpAtEnd(supervised.stop);
  const failed = keepRunning(supervised);
  // Whoever supervises may look at the outcome later than it comes.
  failed.catch(() => undefined);
  return failed;
}

async function keepRunning({ name, ended, start }: Supervised): Promise<never> {
  let failures = 0;
  let answeredFrom: number | undefined = performance.now();
  let why = "";
  let noSpace = false;
  for (;;) {
    if (answeredFrom !== undefined)
      why = await ended().then(
        (how) => `${name} ${how}`,
        (error: unknown) => reasonOf(name, error),
      );
    if (ending.aborted) return forever();
    const decision = afterTheEnd(failures, { answeredFrom, noSpace }, performance.now());
    failures = decision.failures;
    if (decision.do === "give-up")
      throw new CommandError(
        `${name} failed ${FAILURES} times in a row and is given up. ${why} Everything is ended: mend that, then start again.`,
      );
    console.warn(`${why} It is started again in ${decision.after / 1_000} s.`);
    await Promise.race([pause(decision.after), aborted(ending)]);
    if (ending.aborted) return forever();
    try {
      [answeredFrom, noSpace] = [undefined, false];
      await start();
      answeredFrom = performance.now();
      console.warn(`${name} answers again.`);
    } catch (error) {
      why = reasonOf(name, error);
      noSpace = error instanceof NoSpaceError;
    }
  }
}

/**
 * An error as a sentence. The system may refuse a process or a file for a moment, so any error is a failure that
 * counts.
 */
const reasonOf = (name: string, error: unknown): string =>
  error instanceof CommandError
    ? error.message
    : `${name} failed: ${error instanceof Error ? error.message : String(error)}.`;

const forever = (): Promise<never> => new Promise(() => undefined);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => signal.addEventListener("abort", () => done(), { once: true }));
