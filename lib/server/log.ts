import pino from "pino";
import { env } from "./env.ts";

/** Always to the standard output itself, whatever has been put around the stream of that name. */
const log = pino({ level: env.LOG_LEVEL, base: null }, pino.destination({ fd: 1, sync: true }));

/** Notes an error nobody foresaw. */
export const logUnexpected = (error: unknown): void => log.error(traceOf(error), "surprise");

/** Notes, in one sentence, what an administrator should look at, and where: ids, codes and numbers, never a name. */
export const logTrouble = (sentence: string, where: Readonly<Record<string, unknown>>): void =>
  log.error(where, sentence);

/** Notes what was done, in numbers only. */
export const logDone = (what: string, counts: Readonly<Record<string, number>>): void => log.info(counts, what);

/**
 * What may be noted of an error: its kind, its code and where in the code it arose. Neither its message nor its `meta`:
 * both hold values of the rows it was about, which may be a person's.
 */
export function traceOf(error: unknown): {
  readonly kind: string | undefined;
  readonly code: string | undefined;
  readonly where: readonly string[];
} {
  const { name, code, stack } = (error ?? {}) as { name?: string; code?: string; stack?: string };
  const where = (stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line));
  return { kind: name, code, where: where.slice(0, 8).map((line) => line.trim()) };
}
