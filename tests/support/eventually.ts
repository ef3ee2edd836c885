const EVERY_MS = 50;

/**
 * Milliseconds that a test waits for something real: far longer than it takes on a busy machine, and twice as long as a
 * job may wait that no worker was told of (lib/server/jobs/job-queue.ts).
 */
const PATIENCE_MS = 60_000;

/** Asks again every 50 ms until the answer is the expected one; fails with the last answer after `withinMs`. */
export async function eventually<Value>(
  ask: () => Value | Promise<Value>,
  expected: Value,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const began = performance.now();
  let last = await ask();
  while (last !== expected) {
    if (performance.now() - began > withinMs)
      throw new Error(`Expected ${String(expected)} within ${withinMs} ms; the last answer was ${String(last)}.`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    last = await ask();
  }
}

/** The value of this promise; fails with the sentence when it does not come. */
export function comes<Value>(value: Promise<Value>, missing: () => string, withinMs = PATIENCE_MS): Promise<Value> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(missing())), withinMs);
    value.then(resolve, reject).finally(() => clearTimeout(limit));
  });
}
