import { createHash, randomUUID } from "node:crypto";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { processId?: string };

/** The name of this process among those of the instance. */
export const processId = (): string => (kept.processId ??= randomUUID());

/**
 * A part of `within` milliseconds, fixed for this process and permanence and spread evenly over both. Each process waits so long
 * before it does what one of them has to do: one comes first, and a different one for each permanence.
 */
export const delayOf = (permanence: string, within: number, process = processId()): number =>
  (createHash("sha1").update(process).update(permanence).digest().readUInt32BE() / 2 ** 32) * within;
