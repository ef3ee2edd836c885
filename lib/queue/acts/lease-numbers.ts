import { accept, refuse, type Result } from "../../result.ts";
import type { Sent } from "../line/envelope.ts";
import type { LineState } from "../line/line-state.ts";
import { whyNoNumber, type NoNumberRefusal } from "./numbers.ts";

export type LeaseNumbers = { readonly type: "lease-numbers" };

/** `first` to `last`, both included. */
export type NumbersLeased = {
  readonly type: "numbers-leased";
  readonly device: string;
  readonly first: number;
  readonly last: number;
};

/** How many numbers are lent at a time, and with how many left a device gets none (docs/line.md#numbers). */
const LENT = 5;
const ENOUGH = 2;

/** The next five numbers are lent to this device, to be given without network; nothing while it still has two. */
export function leaseNumbers(
  state: LineState,
  { device }: Sent<LeaseNumbers>,
): Result<readonly NumbersLeased[], NoNumberRefusal> {
  const refusal = whyNoNumber(state);
  if (refusal) return refuse(refusal);
  if (lentTo(state, device).length >= ENOUGH) return accept([]);
  return accept([{ type: "numbers-leased", device, first: state.nextNumber, last: state.nextNumber + LENT - 1 }]);
}

/** The counter stands after the lent numbers. */
export const numbersLeased = (state: LineState, { device, first, last }: NumbersLeased): LineState => ({
  ...state,
  nextNumber: Math.max(state.nextNumber, last + 1),
  leases: [...state.leases, { device, first, last }],
});

/** The numbers lent to this device that it has not given yet, lowest first. */
export function lentTo(state: LineState, device: string): readonly number[] {
  const used = new Set(state.visits.map((visit) => visit.number));
  return state.leases
    .filter((lease) => lease.device === device)
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
    .filter((number) => !used.has(number));
}
