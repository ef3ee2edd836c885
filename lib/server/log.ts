import pino from "pino";
import { env } from "./env.ts";

const log = pino({ level: env.LOG_LEVEL, base: null });

/**
 * Notes an error nobody foresaw by its kind, code and place in the code. Neither its message nor its `meta`: both hold
 * values of the rows it was about, which may be a person's.
 */
export function logSurprise(error: unknown): void {
  const { name, code, stack } = (error ?? {}) as { name?: string; code?: string; stack?: string };
  const where = stack?.split("\n").filter((line) => /^\s+at /u.test(line)).slice(0, 8);
  log.error({ kind: name, code, where }, "surprise");
}
