import { isBurst, takenLately } from "#lib/queue/acts/burst.ts";
import type { Instant } from "#lib/time/instant.ts";
import { addressOf } from "#lib/server/edge/hashed-address.ts";
import { clock } from "#lib/server/clock.ts";

/** `told`: the line knows that it is of a burst. */
type Counted = { readonly visit: string; readonly at: Instant; told: boolean };

/**
 * The numbers of the last ten minutes by half-day and keyed hash of the address that took them. They stay in the memory
 * of this process: nothing of it is stored. Kept on the process, since a bundler may load this file more than once.
 */
const kept = globalThis as { numbersOfAddresses?: Map<string, readonly Counted[]> };

/** The numbers that one network address takes at one half-day. */
export type NumbersOfAddress = {
  /** With this number: which numbers are of a burst that the line was not told of. None unless it is one. */
  readonly burstWith: (visit: string) => readonly string[];
  /** This number was given, and the line was told of these. */
  readonly given: (visit: string, told: readonly string[]) => void;
};

/** The numbers of the address that sends this request, by the process that answers it. */
export function numbersOfAddress(headers: Pick<Headers, "get">, permanence: string): NumbersOfAddress {
  const all = (kept.numbersOfAddresses ??= new Map());
  const key = `${permanence.toLowerCase()} ${addressOf(headers)}`;
  const lately = (): readonly Counted[] => takenLately(all.get(key) ?? [], clock.now());
  return {
    burstWith: (visit) => {
      const taken = lately();
      return isBurst([...taken, visit]) ? [...taken.filter(({ told }) => !told).map((one) => one.visit), visit] : [];
    },
    given: (visit, told) => {
      const known = new Set(told);
      const taken = [...lately().filter((one) => one.visit !== visit), { visit, at: clock.now(), told: false }];
      for (const one of taken) one.told ||= known.has(one.visit);
      all.set(key, taken);
      forgetOld(all);
    },
  };
}

/** Forgets addresses that took nothing for ten minutes. */
function forgetOld(all: Map<string, readonly Counted[]>): void {
  const now = clock.now();
  for (const [key, taken] of all) if (takenLately(taken, now).length === 0) all.delete(key);
}
