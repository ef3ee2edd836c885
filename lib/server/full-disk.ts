import { SECOND } from "#lib/time/instant.ts";
import { databaseCause } from "./refusal-of-constraint.ts";

/** PostgreSQL: no space left on its disk, and a disk that fails. */
const FULL = new Set(["53100", "58030"]);

/** What the operating system says of it, where PostgreSQL gives another code (a PANIC while it writes its log). */
const SAID = /No space left on device|Disk quota exceeded/;

/** Whether a statement was refused since the disk of the database is full. */
export function isFull(error: unknown): boolean {
  const { originalCode, originalMessage } = databaseCause(error) ?? {};
  const { message = "" } = (error ?? {}) as { message?: string };
  return (originalCode !== undefined && FULL.has(originalCode)) || SAID.test(`${message} ${originalMessage ?? ""}`);
}

/** Milliseconds for which a refusal counts: until then reads may succeed, and nothing says whether writes do. */
const LATELY = 30 * SECOND;

/** Kept on the process, since a bundler may load this file more than once. In milliseconds of `performance.now()`. */
const kept = globalThis as { diskWasFullAt?: number };

/** Notes when an error says that the disk is full, so that /healthz can. */
export function noteFull(error: unknown): void {
  if (isFull(error)) kept.diskWasFullAt = performance.now();
}

/** Whether a statement was refused for want of space in the last thirty seconds. */
export const wasFullLately = (): boolean =>
  kept.diskWasFullAt !== undefined && performance.now() - kept.diskWasFullAt < LATELY;
