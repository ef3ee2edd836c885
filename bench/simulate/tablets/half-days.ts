import { randomFrom } from "#bench/wait/random.ts";
import type { Fault } from "./faults.ts";
import { play, type Setting } from "./play.ts";
import { scriptOf, type Step } from "./script.ts";

/** Steps of a half-day: some two hundred of them become acts. */
const STEPS = 300;

/** What the half-day of a seed is: its setting, and its steps. The same seed is the same half-day. */
export function halfDayOf(
  seed: number,
  fault?: Fault,
): { readonly setting: Setting; readonly script: readonly Step[] } {
  const tablets = 1 + (seed % 4);
  return { setting: { tablets, seed, fault }, script: scriptOf(randomFrom(seed), STEPS, tablets) };
}

/**
 * A half-day in which something does not hold: its seed, what, and the shortest script found in which the same does not
 * hold.
 */
type Broken = {
  readonly seed: number;
  readonly what: string;
  readonly script: readonly Step[];
};

/** How many half-days were played, with how many acts, and the one that broke. */
export type Simulated = { readonly acts: number; readonly halfDays: number; readonly broken: Broken | undefined };

/** From which seed on half-days are played, and until when: so many acts were done, or so many half-days. */
export type PlayLimits = {
  readonly seed: number;
  readonly acts?: number;
  readonly halfDays?: number;
  readonly fault?: Fault;
};

/** Plays one half-day after the other, until there is enough of them or one breaks. */
export async function simulateTablets({
  seed: first,
  acts: enoughActs = Infinity,
  halfDays: enoughHalfDays = Infinity,
  fault,
}: PlayLimits): Promise<Simulated> {
  let acts = 0;
  for (let seed = first; ; seed += 1) {
    const { setting, script } = halfDayOf(seed, fault);
    const played = await play(script, setting);
    acts += played.acts;
    const halfDays = seed - first + 1;
    if (played.broken !== undefined)
      return {
        acts,
        halfDays,
        broken: { seed, what: played.broken, script: await smallest(script, setting, played.broken) },
      };
    if (acts >= enoughActs || halfDays >= enoughHalfDays) return { acts, halfDays, broken: undefined };
  }
}

/** The smallest script found in which the same sentence does not hold, whoever it is about. */
function smallest(script: readonly Step[], setting: Setting, broken: string): Promise<readonly Step[]> {
  const kind = kindOf(broken);
  return shrunk(script, async (some) => {
    const played = await play(some, setting);
    return played.broken !== undefined && kindOf(played.broken) === kind;
  });
}

/** The sentence without ids, numbers and names of people. */
const kindOf = (broken: string): string => broken.replace(/\(.*?\)|\bC?\d+/gu, "");

/**
 * The smallest script found that still breaks: parts of it are left out, first halves, then ever smaller ones, down to
 * single steps, as long as leaving one out still breaks (delta debugging, Zeller 1999). `breaks` plays a script.
 */
async function shrunk(
  script: readonly Step[],
  breaks: (script: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let smallest = script;
  for (let size = Math.ceil(script.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < smallest.length;) {
      const without = [...smallest.slice(0, from), ...smallest.slice(from + size)];
      if (await breaks(without)) smallest = without;
      else from += size;
    }
  }
  return smallest;
}
