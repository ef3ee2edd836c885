import { createHash } from "node:crypto";
import { instantOf } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";

/** Reproducible random values: the same seed and names give the same sequence, whatever other sequences are used. */
export type Dice = {
  /** A whole number from 0, below `sides`. */
  readonly whole: (sides: number) => number;
  readonly chance: (share: number) => boolean;
  readonly among: <Thing>(things: readonly [Thing, ...Thing[]]) => Thing;
  /** An id that looks like every id of the product (version 7). */
  readonly id: () => string;
};

const BORN = instantOf("2026-11-01T00:00:00Z");

/** sfc32 (Chris Doty-Humphrey), seeded with a hash of the seed and the names, so that sequences are independent. */
export function diceOf(seed: number, ...names: readonly (string | number)[]): Dice {
  const start = createHash("sha256")
    .update([seed, ...names].join("/"))
    .digest();
  let a = start.readInt32LE(0);
  let b = start.readInt32LE(4);
  let c = start.readInt32LE(8);
  let d = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  const whole = (sides: number): number => Math.floor(next() * sides);
  return {
    whole,
    chance: (share) => next() < share,
    among: (things) => things[whole(things.length)] ?? things[0],
    id: () =>
      uuidv7(
        BORN,
        Uint8Array.from({ length: 10 }, () => whole(256)),
      ),
  };
}
