import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { isOver, type LineState } from "#lib/queue/line/line-state.ts";

export type LeaseNumbers = { readonly type: "lease-numbers" };

/** `first` to `last`, both included. */
export type NumbersLeased = {
  readonly type: "numbers-leased";
  readonly device: string;
  readonly first: number;
  readonly last: number;
};

/** How many numbers are lent at a time, and with how many left a device gets none (docs/line.md#numbers). */
const LENT = 40;
const ENOUGH = 10;

/**
 * Each block begins after a hundred (101, 201 …): the door goes on with small numbers, and nobody wonders who has the
 * ones between.
 */
const BLOCK_EVERY = 100;

/** The numbers that are lent after so many hundreds: 101 to 140 after the first. */
export const lentBlock = (hundreds: number): { readonly first: number; readonly last: number } => ({
  first: hundreds * BLOCK_EVERY + 1,
  last: hundreds * BLOCK_EVERY + LENT,
});

/**
 * Forty numbers are lent to this device, to be given without network; nothing while it still has ten. Also before
 * numbers are given at the door: the network may be gone by then.
 */
export function leaseNumbers(
  state: LineState,
  { device }: SentAct<LeaseNumbers>,
): Result<readonly NumbersLeased[], "numbers-stopped"> {
  if (state.numbers === "stopped") return refuse("numbers-stopped");
  if (countLentTo(state, device) >= ENOUGH) return accept([]);
  return accept([{ type: "numbers-leased", device, ...lentBlock(hundredsPassed(state)) }]);
}

/** The first hundred after which no number was lent or given, and which the counter has not passed. */
function hundredsPassed({ leases, visits, nextNumber }: LineState): number {
  const highest = Math.max(nextNumber, ...leases.map(({ last }) => last), ...visits.map(({ number }) => number));
  return hundredsOf(highest);
}

/** The first hundred that a number does not pass. */
const hundredsOf = (number: number): number => Math.ceil(number / BLOCK_EVERY);

/** The numbers are lent. The counter goes on from where it is, and leaves them out. */
export const numbersLeased = (state: LineState, { device, first, last }: NumbersLeased): LineState => ({
  ...state,
  leases: [...state.leases, { device, first, last }],
});

const isOf =
  (number: number) =>
  ({ first, last }: Pick<NumbersLeased, "first" | "last">): boolean =>
    first <= number && number <= last;

/**
 * The counter after a number was given: the next one that nobody has and that was lent to nobody. One given ahead of it
 * is left out later.
 */
export function nextNumberAfter(state: LineState, given: number): number {
  const { leases, visits, nextNumber } = state;
  if (given !== nextNumber) return nextNumber;
  const used = new Set(visits.map(({ number }) => number));
  let next = given + 1;
  while (used.has(next) || leases.some(isOf(next))) next += 1;
  return next;
}

/** The numbers lent to this device that it has not given yet, lowest first. */
export function lentTo(state: LineState, device: string): readonly number[] {
  const own = state.leases.filter((lease) => lease.device === device);
  if (own.length === 0) return [];
  const used = new Set(state.visits.map((visit) => visit.number));
  const free: number[] = [];
  for (const { first, last } of own)
    for (let number = first; number <= last; number += 1) if (!used.has(number)) free.push(number);
  return free;
}

/** How many they are. */
function countLentTo({ leases, visits }: LineState, device: string): number {
  const own = leases.filter((lease) => lease.device === device);
  const given = visits.filter(({ number }) => own.some(isOf(number)));
  return own.reduce((lent, { first, last }) => lent + last - first + 1, 0) - given.length;
}

/** Whether this device is to be lent numbers now, for when the network is gone. */
export const wantsNumbers = (line: LineState, device: string): boolean =>
  !isOver(line) && line.numbers !== "stopped" && countLentTo(line, device) < ENOUGH;

/** The highest number that a person may bring along: the room's screen has place for four digits. */
const HIGHEST = 9_999;

/**
 * The number that a person gets. `wanted`: the one that their card says already, given without network. It is theirs
 * when it was lent to this device, or to nobody and no one else has it (numbers that were lent are void once the
 * half-day is over); otherwise they get one that is on no card, and the device says so. Nobody is refused for a number.
 */
export function numberFor(state: LineState, device: string, wanted: number | undefined): number {
  if (wanted === undefined) return state.nextNumber;
  const lease = state.leases.find(isOf(wanted));
  const isTheirs = lease ? lease.device === device : 0 < wanted && wanted <= HIGHEST;
  return isTheirs && Number.isInteger(wanted) && !isTaken(state, wanted) ? wanted : numberOnNoCard(state);
}

/**
 * The first number above those that a device may be lent of its hundred (141 to 200), of a hundred that the counter has
 * not reached. The next number of the counter may be on the next card of the same tablet: one collision would move
 * everybody after it.
 */
function numberOnNoCard(state: LineState): number {
  let hundreds = hundredsOf(state.nextNumber);
  for (;;) {
    for (let number = lentBlock(hundreds).last + 1; number <= (hundreds + 1) * BLOCK_EVERY; number += 1)
      if (!isTaken(state, number) && !state.leases.some(isOf(number))) return number;
    hundreds += 1;
  }
}

const isTaken = ({ visits }: LineState, wanted: number): boolean => visits.some(({ number }) => number === wanted);
