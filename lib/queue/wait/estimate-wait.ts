import { MINUTE, type Instant } from "../../time/instant.ts";
import type { Wait } from "../board/board.ts";
import { forwardTurns, isAtWork, type MinutesOf, type Turn } from "./forward-walk.ts";
import { newcomer, occupantOf, visitOf, type LineState } from "../line/line-state.ts";
import { isCallable } from "../order/next-in-turn.ts";
import { isAtDesk, isUncalled } from "../line/visit.ts";

/**
 * How long a visit has to wait (docs/line.md#waiting-time). `who`: the id of a visit, or "newcomer" for somebody who would
 * take a number now. The answer is one of:
 * - `range`: the shortest and the longest wait in minutes, both multiples of five; 0 to 0 for a visit called or served;
 * - `nobody`: a newcomer would be called at once;
 * - `unknown`: the permanence is not open or is suspended, no desk is at work, or the visit is not in line.
 */
export function waitFor(state: LineState, who: string, now: Instant, minutesOf: MinutesOf): Wait {
  return who === "newcomer"
    ? waitOfNewcomer(state, now, minutesOf)
    : waitOfVisit(state, who, now, forwardTurns(state, now, minutesOf));
}

/** The wait of somebody who takes the next number at this moment. */
export function waitOfNewcomer(state: LineState, now: Instant, minutesOf: MinutesOf): Wait {
  if (!isGoingOn(state)) return unknown;
  if (nobodyWaits(state, now)) return { state: "nobody" };
  const someone = newcomer(state, now);
  return rangeOf(forwardTurns({ ...state, visits: [...state.visits, someone] }, now, minutesOf).get(someone.id), now);
}

/** The wait of one visit. `turns`: what `forwardTurns` answers for this line and moment, so that a board computes them once for all visits. */
export function waitOfVisit(state: LineState, id: string, now: Instant, turns: ReadonlyMap<string, Turn>): Wait {
  const visit = visitOf(state, id);
  if (visit && isAtDesk(visit)) return { state: "range", low: 0, high: 0 };
  return isGoingOn(state) ? rangeOf(turns.get(id), now) : unknown;
}

const unknown: Wait = { state: "unknown" };

/** Open and not suspended, with somebody behind a desk or soon back at it. */
const isGoingOn = (state: LineState): boolean =>
  state.status === "open" && !state.suspended && state.desks.some(isAtWork);

/** Nobody is in line, nobody absent is to be called before a newcomer, and a desk is free. */
const nobodyWaits = (state: LineState, now: Instant): boolean =>
  !state.visits.filter(isUncalled).some((visit) => visit.state === "waiting" || isCallable(visit, state.calls, now)) &&
  state.desks.some((desk) => desk.state === "present" && !occupantOf(state, desk.number));

const STEP = 5;
/** In minutes. A narrower range would promise what nobody can know. */
const NARROWEST = 10;

/** In minutes from now, rounded outward to fives. */
function rangeOf(turn: Turn | undefined, now: Instant): Wait {
  if (!turn) return unknown;
  const low = Math.floor((turn.earliest - now) / MINUTE / STEP) * STEP;
  const high = Math.ceil((turn.latest - now) / MINUTE / STEP) * STEP;
  return { state: "range", low, high: Math.max(high, low + NARROWEST) };
}
