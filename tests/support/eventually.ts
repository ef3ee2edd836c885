const EVERY_MS = 50;

/** Waits until the world answers as expected, asked again every 50 ms; fails with the last answer after `withinMs`. */
export async function eventually<Value>(
  ask: () => Value | Promise<Value>,
  expected: Value,
  withinMs = 10_000,
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
