import { inTurn, nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { callableWithoutNetwork, otherDeskFor, sharingDesks, desksOf } from "#lib/queue/order/share-without-network.ts";
import { deskOf } from "#lib/queue/line/line-state.ts";
import type { UncalledVisit, Visit } from "#lib/queue/line/visit.ts";
import type { RequestedAct } from "./device/line-store.ts";
import { numberWithoutNetwork } from "./device/without-network.ts";
import { useTablet } from "./tablet-context.ts";

/** Whom a desk calls, with network or without (docs/without-network.md#calling-without-network). */
export type Hand = {
  readonly next: UncalledVisit | undefined;
  /**
   * Without network, once nobody is left in the hand of the desk: who comes next all the same. Another desk may have
   * called them.
   */
  readonly beyond: UncalledVisit | undefined;
  /** Without network, the other desk that calls this person, and may have done so. */
  readonly otherDeskFor: (visit: Visit) => number | undefined;
  /** The act that calls this person, in their turn. */
  readonly call: (visit: UncalledVisit) => RequestedAct;
};

export function useHand(desk: number): Hand {
  const { state, confirmed, outOfReach, now } = useTablet();
  const expected = (visit: UncalledVisit) => ({ visit: visit.id, state: visit.state });
  if (!outOfReach)
    return {
      next: nextInTurn(state, now),
      beyond: undefined,
      otherDeskFor: () => undefined,
      call: (visit) => ({ type: "call-next", desk, expected: expected(visit) }),
    };
  const next = callableWithoutNetwork(confirmed, state, desk, now)[0];
  return {
    next,
    beyond: next ? undefined : inTurn(state, now)[0],
    otherDeskFor: (visit) => otherDeskFor(confirmed, visit, desk),
    call: (visit) => ({ type: "call", visit: visit.id, desk, withoutNetwork: true, expected: expected(visit) }),
  };
}

/**
 * The desks of which nothing is heard without network: those that share the people in line with that of the sender, or
 * with the one planned for them.
 */
export function useUnseenDesks(): readonly number[] {
  const { confirmed, state, site, outOfReach } = useTablet();
  if (!outOfReach) return [];
  const planned = desksOf(confirmed);
  const own = deskOf(state, site.me)?.number ?? site.plannedDesk ?? planned.at(-1);
  const desks = own === undefined ? planned : sharingDesks(confirmed, own);
  return desks.length <= 1 ? [] : desks.filter((number) => number !== own);
}

/** The number that the next person gets here. */
export function useNextNumber(): number {
  const { state: line, device, givenHere, outOfReach } = useTablet();
  return outOfReach ? numberWithoutNetwork({ line, device, givenHere }) : line.nextNumber;
}

/**
 * Whether somebody else may have this number by now: it is or was given here without network, and was lent to no
 * device. Then the person is told that it may change.
 */
export function useIsUncertain(number: number | undefined): boolean {
  const { confirmed, outOfReach } = useTablet();
  return (
    outOfReach &&
    number !== undefined &&
    !confirmed.leases.some(({ first, last }) => first <= number && number <= last) &&
    confirmed.visits.every((visit) => visit.number !== number)
  );
}
