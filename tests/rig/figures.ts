/** The median. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const below = sorted[Math.floor((sorted.length - 1) / 2)];
  const above = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (below === undefined || above === undefined) throw new RangeError("No figure was measured.");
  return (below + above) / 2;
}

/** The 95th and the 99th percentile. */
export const p95 = (figures: readonly number[]): number => percentile(figures, 0.95);
export const p99 = (figures: readonly number[]): number => percentile(figures, 0.99);

/** The figure that this share of all figures does not exceed. */
export function percentile(figures: readonly number[], share: number): number {
  const found = figures.toSorted((a, b) => a - b)[Math.ceil(figures.length * share) - 1];
  if (found === undefined) throw new RangeError("No figure was measured.");
  return found;
}

/** The lowest and the highest figure, as a text. */
export const spread = (figures: readonly number[], digits = 0): string =>
  `${Math.min(...figures).toFixed(digits)} to ${Math.max(...figures).toFixed(digits)}`;

export const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);

/** One side ÷ the other, round by round. */
export const ratios = (one: readonly number[], other: readonly number[]): readonly number[] =>
  one.map((figure, round) => figure / (other[round] ?? Number.NaN));

/** Milliseconds of a clock that all processes of a machine share. */
export const machineTime = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Does the task, and answers how many milliseconds it took. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}

/**
 * What each side brought, round by round. In each round every side runs once, in an order that goes round, so that
 * noise of the machine affects all alike. `warmUp`: so many rounds before, numbered below 0, are not counted.
 */
export async function inTurns<Side extends string, Figure>(
  sides: Readonly<Record<Side, (round: number) => Promise<Figure>>>,
  { rounds, warmUp = 0 }: { readonly rounds: number; readonly warmUp?: number },
): Promise<Readonly<Record<Side, Figure[]>>> {
  const names = Object.keys(sides) as Side[];
  const all = Object.fromEntries(names.map((name) => [name, [] as Figure[]])) as Record<Side, Figure[]>;
  for (let round = -warmUp; round < rounds; round += 1) {
    const first = (round + warmUp * names.length) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const figure = await sides[name](round);
      if (round >= 0) all[name].push(figure);
    }
  }
  return all;
}

/**
 * Runs `task` for each item, by `callers` at once, each taking the next item when it is free. Returns how many were
 * done a second.
 */
export async function inParallel<One>(
  all: readonly One[],
  callers: number,
  task: (one: One) => Promise<unknown>,
): Promise<number> {
  const left = all.values();
  const milliseconds = await timed(() =>
    Promise.all(
      Array.from({ length: callers }, async () => {
        for (const one of left) await task(one);
      }),
    ),
  );
  return all.length / (milliseconds / 1_000);
}
