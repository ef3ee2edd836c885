/** The median. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
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
