import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import type { LineState } from "../line/line-state.ts";
import { whyNoNumber } from "./numbers.ts";

/** Numbers lent to a device at a time (CONTRACT, Visit), and how few it has left when it may have more. */
const LENT = 5;
const FEW = 2;

/** The next five numbers are lent to this device, to give without network; nothing when it still has two. Refused as a number is. */
export function leaseNumbers(state: LineState, { device }: CommandOf<"lease-numbers">): Decision {
  const obstacle = whyNoNumber(state);
  if (obstacle) return refuse(obstacle);
  if (lentTo(state, device).length >= FEW) return accept([]);
  return accept([{ type: "numbers-leased", device, first: state.nextNumber, last: state.nextNumber + LENT - 1 }]);
}

/** The numbers lent to this device that it has not given yet, lowest first. */
export function lentTo(state: LineState, device: string): readonly number[] {
  const used = new Set(state.visits.map((visit) => visit.number));
  return state.leases
    .filter((lease) => lease.device === device)
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
    .filter((number) => !used.has(number));
}
