import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { ENOUGH, lentTo } from "#lib/queue/acts/lease-numbers.ts";
import { whyNoNumber } from "#lib/queue/acts/numbers.ts";
import { isOver, type LineState } from "#lib/queue/line/line-state.ts";
import { tablesOf } from "#lib/queue/order/hand.ts";
import type { Instant } from "#lib/time/instant.ts";

/** What a tablet knows of numbers: the line, with what was done here; itself; and what colleagues gave on it and is not sent. */
type Known = {
  readonly line: LineState;
  readonly device: string;
  readonly givenByOthers: readonly number[];
};

/**
 * The number that this tablet gives next without network: the next one where it is the only table, which nobody else gives then; otherwise the
 * first one lent to it. Without one it gives the next one too: should somebody else have it, the tablet is told.
 */
export function numberWithoutNetwork({ line, device, givenByOthers }: Known): number {
  const isFree = (number: number): boolean => !givenByOthers.includes(number);
  const lent = isOnlyTable(line) ? undefined : lentTo(line, device).find(isFree);
  if (lent !== undefined) return lent;
  let next = line.nextNumber;
  while (!isFree(next) || line.visits.some(({ number }) => number === next)) next += 1;
  return next;
}

/** The act as it is made without network: a number is the one that the person is told now, at this moment. */
export function madeWithoutNetwork<Asked extends Act>(act: Asked, known: Known, at: Instant): Asked {
  if (act.type !== "check-in" && (act.type !== "add-visit" || whyNoNumber(known.line))) return act;
  return { ...act, number: numberWithoutNetwork(known), joinedAt: at };
}

/** The numbers that these acts gave without network. */
export const numbersOf = (commands: readonly Command[]): readonly number[] =>
  commands.flatMap((command) => ("number" in command && command.number !== undefined ? [command.number] : []));

/** Whether this tablet is to be lent numbers now, for when the network is gone: not where it is the only table. */
export const wantsNumbers = (line: LineState, device: string): boolean =>
  !isOver(line) && line.numbers !== "stopped" && !isOnlyTable(line) && lentTo(line, device).length < ENOUGH;

const isOnlyTable = (line: LineState): boolean => tablesOf(line).length <= 1;
