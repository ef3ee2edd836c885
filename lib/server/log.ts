import pino from "pino";
import { env } from "./env.ts";

/** Writes to file descriptor 1 itself, even when process.stdout was replaced. */
const log = pino({ level: env.LOG_LEVEL, base: null }, pino.destination({ fd: 1, sync: true }));

/** Answers of an error that may come from an outage whether it does; undefined at once for any other. */
type Explains = (error: unknown) => Promise<boolean> | undefined;

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { explainedByOutage?: Explains | undefined };

/** From now on an error that an outage explains is not logged; undefined ends that. */
export const explainByOutage = (explains: Explains | undefined): void => void (kept.explainedByOutage = explains);

/**
 * Logs an unexpected error, unless it comes from an outage of the database, of which the log says by itself
 * (`watchDatabase`).
 */
export function logUnexpected(error: unknown): void {
  const explained = kept.explainedByOutage?.(error);
  if (!explained) return log.error(traceOf(error), "surprise");
  void explained
    .catch(() => false)
    .then((isExplained) => {
      if (!isExplained) log.error(traceOf(error), "surprise");
    });
}

/**
 * From now on nothing that libraries say with `console.error` and `console.warn` is printed: the framework writes the
 * message of an error there, and the address that was asked for, so what somebody typed. An error is logged as
 * `logUnexpected` does, of anything else the place in the code.
 */
export function logConsole(): void {
  const say = (...said: readonly unknown[]): void => {
    const errors = said.filter((one) => Error.isError(one));
    for (const error of errors) logUnexpected(error);
    if (errors.length === 0) log.warn({ where: traceOf(new Error("said")).where.slice(1) }, "said by a library");
  };
  console.error = say;
  console.warn = say;
}

/** Logs, in one sentence, what an administrator should look at; `where` holds ids, codes and numbers, never a name. */
export const logTrouble = (sentence: string, where: Readonly<Record<string, unknown>>): void =>
  log.error(where, sentence);

/** Logs what was done, in numbers only. */
export const logDone = (what: string, counts: Readonly<Record<string, number>>): void => log.info(counts, what);

/** A line of a stack: where in the code. */
const PLACE = /^\s+at .*(?::\d+:\d+\)?|native\)|<anonymous>\)?)$/u;

/**
 * The parts of an error that may be logged: its kind, its code and where in the code it arose
 * (docs/personal-data.md#logs-and-measures). Its message and `meta` may hold values of rows, so data of a person.
 */
export function traceOf(error: unknown): {
  readonly kind: string | undefined;
  readonly code: string | undefined;
  readonly where: readonly string[];
} {
  const { name, code, stack = "", message = "" } = (error ?? {}) as Partial<Error> & { readonly code?: string };
  // The message stands before the places, and may have lines that look like one.
  const where = stack
    .replace(message, () => "")
    .split("\n")
    .filter((line) => PLACE.test(line));
  return { kind: name, code, where: where.slice(0, 8).map((line) => line.trim()) };
}
