import type { Act } from "#lib/queue/acts/acts.ts";
import { ENOUGH, lentTo } from "#lib/queue/acts/lease-numbers.ts";
import { whyNoNumber } from "#lib/queue/acts/numbers.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { isOver } from "#lib/queue/line/line-state.ts";
import { tablesOf } from "#lib/queue/order/hand.ts";
import type { Instant } from "#lib/time/instant.ts";

/**
 * The number that this tablet gives next without network: the next one where it is the only table, which nobody else gives then; otherwise the
 * first one lent to it. Without one it gives the next one too: should somebody else have it, the tablet is told.
 */
export const numberWithoutNetwork = (line: LineState, device: string): number =>
  isOnlyTable(line) ? line.nextNumber : (lentTo(line, device)[0] ?? line.nextNumber);

/** The act as it is made without network: a number is the one that the person is told now, at this moment. `line`: with what was done here. */
export function madeWithoutNetwork<Asked extends Act>(act: Asked, line: LineState, device: string, at: Instant): Asked {
  if (act.type !== "check-in" && (act.type !== "add-visit" || whyNoNumber(line))) return act;
  return { ...act, number: numberWithoutNetwork(line, device), joinedAt: at };
}

/** Whether this tablet is to be lent numbers now, for when the network is gone: not where it is the only table. */
export const wantsNumbers = (line: LineState, device: string): boolean =>
  !isOver(line) && line.numbers !== "stopped" && !isOnlyTable(line) && lentTo(line, device).length < ENOUGH;

const isOnlyTable = (line: LineState): boolean => tablesOf(line).length <= 1;
