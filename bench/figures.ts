/** The middle of a list of figures; of an even number, the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (below === undefined || above === undefined) throw new RangeError("No figure was measured.");
  return (below + above) / 2;
}

/** The figure that nineteen in twenty do not exceed. */
export function p95(figures: readonly number[]): number {
  const found = figures.toSorted((a, b) => a - b)[Math.ceil(figures.length * 0.95) - 1];
  if (found === undefined) throw new RangeError("No figure was measured.");
  return found;
}

/** From the lowest to the highest, for a reader who wants to know how far to trust the middle. */
export const spread = (figures: readonly number[], digits = 0): string =>
  `${Math.min(...figures).toFixed(digits)} to ${Math.max(...figures).toFixed(digits)}`;
