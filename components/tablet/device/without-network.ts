import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { lentTo } from "#lib/queue/acts/lease-numbers.ts";
import { whyNoNumber } from "#lib/queue/acts/numbers.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";

/**
 * What a tablet knows of numbers: the line, with what was done here; itself; and which numbers were given on it and are
 * not sent.
 */
type NumbersOnTablet = {
  readonly line: LineState;
  readonly device: string;
  readonly givenHere: readonly number[];
};

/**
 * The number that this tablet gives next without network: the first one lent to it, else the next one. Should somebody
 * else have that by now, the tablet is told.
 */
export function numberWithoutNetwork({ line, device, givenHere }: NumbersOnTablet): number {
  const isFree = (number: number): boolean => !givenHere.includes(number);
  const lent = lentTo(line, device).find(isFree);
  if (lent !== undefined) return lent;
  let next = line.nextNumber;
  while (!isFree(next) || line.visits.some(({ number }) => number === next)) next += 1;
  return next;
}

/** The act as it is made without network: a number is the one that the person is told now, at this moment. */
export function madeWithoutNetwork<Asked extends Act>(act: Asked, known: NumbersOnTablet, at: Instant): Asked {
  if (act.type !== "check-in" && (act.type !== "add-visit" || whyNoNumber(known.line))) return act;
  return { ...act, number: numberWithoutNetwork(known), joinedAt: at };
}

/** The numbers that these acts gave without network. */
export const numbersOf = (commands: readonly Command[]): readonly number[] =>
  commands.flatMap((command) => ("number" in command && command.number !== undefined ? [command.number] : []));
