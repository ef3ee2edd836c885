import type { Instant } from "#lib/time/instant.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { cameUntold, isAtDesk, isUncalled, type UncalledVisit, type Visit } from "#lib/queue/line/visit.ts";
import {
  byHour,
  byOrderKey,
  dueFrom,
  inTurn,
  isBack,
  isCallable,
  isNotToldOf,
  isBookedOnTime,
  toldSince,
} from "./next-in-turn.ts";

/**
 * Why somebody passes before somebody who waits (docs/line.md#why-somebody-passes), with the moments of the sentence:
 * `first` and `second` are when the two arrived, `hour` that of an appointment. No reason of the team stands here: it
 * may tell of somebody’s health.
 * - `number`: they arrived earlier; `again`: and missed a call before, which takes no place away;
 * - `without-network`: the same, and their number came to the line after the second’s;
 * - `late`: the second has an appointment and arrived after its hour had passed;
 * - `back`: their help had begun before; `priority`: the team gave it;
 * - `appointment`: of the first, made before the second had a number; `hours`: both have one;
 * - `not-yet`: the second’s appointment is later;
 * - `booked-after`: the second’s appointment was made when others waited already;
 * - `away`: the second is out until `hour`; `was-away`: they were out; `absent`: they did not answer;
 * - `override`: the team let the first pass.
 */
export type WhyBefore =
  | { readonly because: "number" | "again" | "without-network"; readonly first: Instant; readonly second: Instant }
  | { readonly because: "late"; readonly first: Instant; readonly second: Instant; readonly hour: Instant }
  | { readonly because: "back" | "priority" | "was-away" | "absent" | "override" }
  | { readonly because: "appointment"; readonly hour: Instant; readonly second: Instant }
  | { readonly because: "hours"; readonly first: Instant; readonly second: Instant }
  | { readonly because: "not-yet" | "away"; readonly hour: Instant }
  | { readonly because: "booked-after"; readonly hour: Instant };

/**
 * Those who pass before somebody who waits: first who is at a desk and was called since they came, the latest call
 * first, then who would be called before them, in that order.
 */
export function passesBefore(state: LineState, second: UncalledVisit, now: Instant): readonly Visit[] {
  const called = state.visits
    .filter(isAtDesk)
    .filter(({ calledAt }) => second.joinedAt <= calledAt)
    .sort((a, b) => b.calledAt - a.calledAt);
  const turns = inTurn(state, now);
  const place = turns.findIndex(({ id }) => id === second.id);
  return [...called, ...(place < 0 ? turns : turns.slice(0, place))];
}

/** Why somebody who waits is not called now, whoever passes before them: they are out. Undefined for anybody else. */
export const whyNotCalled = (visit: UncalledVisit, now: Instant): WhyBefore | undefined =>
  visit.state === "waiting" && visit.awayUntil !== undefined && now < visit.awayUntil
    ? { because: "away", hour: visit.awayUntil }
    : undefined;

/** Why `first` passes before `second`, of a pair that `passesBefore` names; undefined for any other pair. */
export function whyBefore(state: LineState, first: string, second: string, now: Instant): WhyBefore | undefined {
  const one = visitOf(state, first);
  const other = visitOf(state, second);
  if (!one || !other || !isUncalled(other) || !passesBefore(state, other, now).includes(one)) return undefined;
  if (isUncalled(one)) return whyInTurn(state, one, other, now);
  return isAtDesk(one) ? whyCalled(state, one, other) : undefined;
}

/** Of two who wait. */
function whyInTurn(state: LineState, first: UncalledVisit, second: UncalledVisit, now: Instant): WhyBefore {
  const out = whyNotCalled(second, now);
  if (out) return out;
  if (!isCallable(second, state.calls, now) && isCallable(first, state.calls, now)) return { because: "absent" };
  if (isBack(first) && !isBack(second)) return { because: "back" };
  if (first.priority && !second.priority && !isBack(second)) return { because: "priority" };
  if (isBack(second) || second.priority) return byArrival(first, second);
  return ordinary(state, first, second, dueFromOf(second) <= now);
}

/** Of somebody who was called: from what stays of them, since the line at the moment of the call is gone. */
function whyCalled(state: LineState, first: Visit & { readonly calledAt: Instant }, second: UncalledVisit): WhyBefore {
  if (first.priority && !second.priority) return { because: "priority" };
  if (isPromised(state, first, second)) return ordinary(state, first, second, dueFromOf(second) <= first.calledAt);
  if (state.overtakes.some(({ overtaken, returned }) => !returned && overtaken.includes(second.id)))
    return { because: "override" };
  if (first.calledAt < dueFromOf(second)) return { because: "not-yet", hour: hourOf(second) };
  if (second.missedCalls > 0) return { because: "absent" };
  if (second.awayTimes > 0) return { because: "was-away" };
  return { because: "back" };
}

/** Whether the first was to come before the second by their arrival or appointments. */
function isPromised({ visits }: LineState, first: Visit, second: Visit): boolean {
  if (isBookedOnTime(first) && isNotToldOf(second, first)) return false;
  if (isBookedOnTime(first) && isBookedOnTime(second)) return isNotToldOf(first, second) || byHour(first, second) < 0;
  if (isBookedOnTime(first)) return first.origin.bookedAt < second.joinedAt;
  if (isBookedOnTime(second)) return first.joinedAt <= toldSince(second, visits);
  return byOrderKey(first, second) < 0;
}

/** Of two without priority. `isSecondDue`: the hour of the second’s appointment had come. */
function ordinary({ visits }: LineState, first: Visit, second: Visit, isSecondDue: boolean): WhyBefore {
  if (isBookedOnTime(second)) {
    const { bookedAt, hour } = second.origin;
    if (isBookedOnTime(first) && byHour(first, second) < 0)
      return { because: "hours", first: first.origin.hour, second: hour };
    if (!isSecondDue) return { because: "not-yet", hour };
    // Only who is not here when their hour is over can have a turn that had passed when a number was given.
    if (first.joinedAt <= second.joinedAt && bookedAt < toldSince(second, visits))
      return { because: "late", first: first.joinedAt, second: second.joinedAt, hour };
    return { because: "booked-after", hour: bookedAt };
  }
  if (isBookedOnTime(first)) return { because: "appointment", hour: first.origin.hour, second: second.joinedAt };
  return byArrival(first, second);
}

function byArrival(first: Visit, second: Visit): WhyBefore {
  const arrived = { first: first.joinedAt, second: second.joinedAt };
  if (second.origin.kind === "appointment" && second.origin.late)
    return { because: "late", ...arrived, hour: second.origin.hour };
  if (cameUntold(first, second)) return { because: "without-network", ...arrived };
  return { because: first.missedCalls > 0 ? "again" : "number", ...arrived };
}

const hourOf = (visit: Visit): Instant => (visit.origin.kind === "appointment" ? visit.origin.hour : visit.joinedAt);

/** From when somebody may be called: a walk-in from the beginning. */
const dueFromOf = (visit: Visit): Instant => (isBookedOnTime(visit) ? dueFrom(visit.origin.hour) : visit.joinedAt);
