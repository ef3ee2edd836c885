/** Runs `task` for each item, by `callers` at once, each taking the next item when it is free. Returns how many were done a second. */
export async function inParallel<One>(
  all: readonly One[],
  callers: number,
  task: (one: One) => Promise<unknown>,
): Promise<number> {
  const left = all.values();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (const one of left) await task(one);
    }),
  );
  return all.length / ((performance.now() - began) / 1_000);
}
