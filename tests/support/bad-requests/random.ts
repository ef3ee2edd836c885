/** Random choices that can be repeated: the same seed gives the same sequence. */
export type Random = {
  /** A whole number from 0 up to, not including, `below`. */
  readonly int: (below: number) => number;
  readonly pick: <Value>(from: readonly Value[]) => Value;
  /** True once in so many times. */
  readonly oneIn: (times: number) => boolean;
};

/** Mulberry32: 32 bits of state, good enough to mix test cases. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <Value>(from: readonly Value[]): Value => {
    const [one] = from.slice(int(from.length));
    if (from.length === 0) throw new Error("There is nothing to draw from.");
    return one as Value;
  };
  return { int, pick, oneIn: (times) => int(times) === 0 };
}
