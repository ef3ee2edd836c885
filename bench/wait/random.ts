/** Random numbers that can be repeated: the same seed gives the same sequence (mulberry32). */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly share: () => number;
  /** Exponential with that mean. */
  readonly lasting: (mean: number) => number;
  /** Log-normal with that mean; `variation` is the standard deviation as a share of it. */
  readonly around: (mean: number, variation: number) => number;
  readonly chance: (share: number) => boolean;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  return {
    share,
    lasting: (mean) => -mean * Math.log(1 - share()),
    around: (mean, variation) => {
      const variance = Math.log(1 + variation ** 2);
      return mean * Math.exp(Math.sqrt(variance) * normal() - variance / 2);
    },
    chance: (of) => share() < of,
  };
}
