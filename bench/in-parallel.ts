/** Does the deed for each, by so many callers at once who take the next as soon as they are free; how many were done a second. */
export async function inParallel<One>(
  all: readonly One[],
  callers: number,
  deed: (one: One) => Promise<unknown>,
): Promise<number> {
  const left = all.values();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (const one of left) await deed(one);
    }),
  );
  return all.length / ((performance.now() - began) / 1_000);
}
