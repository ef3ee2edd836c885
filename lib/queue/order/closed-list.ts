import type { LineState } from "../line/line-state.ts";
import { byHour, byOrderKey, isBack, keepsItsHour, standsInLine } from "./order.ts";
import { isUncalled, type UncalledVisit } from "../line/visit.ts";

/**
 * Whether `first` is on the closed list of `second`: may be called before it while it stands in line. It is the promise
 * made with the number, told apart from who is next now: an early appointment is on the list of a walk-in
 * who came after it was made, and is called before only if its hour comes first.
 */
export function mayPass(state: LineState, first: UncalledVisit, second: UncalledVisit): boolean {
  if (rank(first) !== rank(second)) return rank(first) < rank(second);
  if (rank(second) !== ORDINARY) return byOrderKey(first, second) < 0;
  if (keepsItsHour(first)) {
    if (!keepsItsHour(second)) return first.origin.bookedAt < second.joinedAt;
    return byHour(first, second) < 0 || isHeldUpAlone(state, second.origin.bookedAt, first.origin.bookedAt);
  }
  return keepsItsHour(second) ? first.joinedAt <= second.origin.bookedAt : byOrderKey(first, second) < 0;
}

const ORDINARY = 2;

const rank = (visit: UncalledVisit): number => (isBack(visit) ? 0 : visit.priority ? 1 : ORDINARY);

/** Somebody in line had a number before the one was made, but after the other: the other may then pass at a later hour. */
const isHeldUpAlone = (state: LineState, held: number, other: number): boolean =>
  state.visits.some(
    (visit) => isUncalled(visit) && standsInLine(visit) && other < visit.joinedAt && visit.joinedAt <= held,
  );
