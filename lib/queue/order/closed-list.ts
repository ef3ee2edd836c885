import type { LineState } from "../line/line-state.ts";
import { isUncalled, type UncalledVisit } from "../line/visit.ts";
import { byHour, byOrderKey, isBack, keepsItsHour, standsInLine } from "./next-in-turn.ts";

/**
 * Whether `first` is on the closed list of `second`: it may be called before it while it stands in line. This is what was
 * promised with the number (docs/line.md#the-promise), not who is next now: an early appointment is on the list of a
 * walk-in who came after it was made, and is called before it only if its hour comes first.
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

/**
 * Of two appointments, given by when they were made: whether somebody in line, with a number from between the two moments,
 * must be called before the one made later (`held`) and not before the one made earlier (`other`), which may then pass.
 */
const isHeldUpAlone = (state: LineState, held: number, other: number): boolean =>
  state.visits.some(
    (visit) => isUncalled(visit) && standsInLine(visit) && other < visit.joinedAt && visit.joinedAt <= held,
  );
