import { lentBlock } from "#lib/queue/acts/lease-numbers.ts";

/** Numbers one after the other, both ends included. */
export type NumberRange = { readonly first: number; readonly last: number };

/** As many cards as there are pictures. */
const USUAL = 24;
/** A longer half-day needs more cards; more than these are not printed at a time. */
const MOST = 96;
/** Cards above those that a tablet is lent, for whose number somebody else had: they fill the last row of a sheet. */
const MOVED = 2;
/** A card has place for three digits. */
const HIGHEST = 999;

/**
 * The cards that a place prints: those of the door, for shorter and longer half-days, and those that tablets give
 * without network (docs/line.md#numbers).
 */
export const CARDS = {
  door: [USUAL, 2 * USUAL, MOST].map((last): NumberRange => ({ first: 1, last })),
  lent: [1, 2].map(lentBlock).map(({ first, last }): NumberRange => ({ first, last: last + MOVED })),
} as const satisfies Record<string, readonly NumberRange[]>;

/** The cards that were asked for by their first and last number; the usual ones where that is no such range. */
export const cardsAsked = (first: number, last: number): NumberRange =>
  Number.isInteger(first) &&
  Number.isInteger(last) &&
  1 <= first &&
  first <= last &&
  last < first + MOST &&
  last <= HIGHEST
    ? { first, last }
    : { first: 1, last: USUAL };
