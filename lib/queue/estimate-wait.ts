import { MINUTE, type Instant } from "../time/instant.ts";
import type { Wait } from "./board.ts";
import { forwardWalk, type MinutesOf } from "./forward-walk.ts";
import { newcomer } from "./join.ts";
import { occupantOf, visitOf, type LineState } from "./line-state.ts";
import { isCallable } from "./order.ts";
import { isAtDesk, isUncalled } from "./visit.ts";

/**
 * How long this visit, or « newcomer », would wait: a range in fives, `nobody` for a newcomer who would be called at once,
 * `unknown` before the permanence is open, without a desk present, and for visits that are not in line.
 * A visit that is called or served waits no more: 0 to 0.
 */
export function waitFor(state: LineState, who: string, now: Instant, minutesOf: MinutesOf): Wait {
  return who === "newcomer"
    ? waitOfNewcomer(state, now, minutesOf)
    : waitOfVisit(state, who, now, forwardWalk(state, now, minutesOf));
}

/** The wait of somebody who takes the next number at this moment. */
export function waitOfNewcomer(state: LineState, now: Instant, minutesOf: MinutesOf): Wait {
  if (!isAtWork(state)) return unknown;
  if (nobodyWaits(state, now)) return { state: "nobody" };
  const someone = newcomer(state, now);
  const called = forwardWalk({ ...state, visits: [...state.visits, someone] }, now, minutesOf).get(someone.id);
  return called === undefined ? unknown : rangeAround(called - now);
}

/** The wait of a visit by a walk that was made at this moment, so that a board walks once for all. */
export function waitOfVisit(state: LineState, id: string, now: Instant, walk: ReadonlyMap<string, Instant>): Wait {
  const visit = visitOf(state, id);
  if (visit && isAtDesk(visit)) return { state: "range", low: 0, high: 0 };
  const called = walk.get(id);
  return called === undefined || !isAtWork(state) ? unknown : rangeAround(called - now);
}

const unknown: Wait = { state: "unknown" };

/** Open, with somebody behind a desk. */
const isAtWork = (state: LineState): boolean =>
  state.status === "open" && state.desks.some((desk) => desk.state === "present");

/** Nobody is in line, nor to be asked again before a newcomer, and a desk is free. */
const nobodyWaits = (state: LineState, now: Instant): boolean =>
  !state.visits.filter(isUncalled).some((visit) => visit.state === "waiting" || isCallable(visit, state.calls, now)) &&
  state.desks.some((desk) => desk.state === "present" && !occupantOf(state, desk.number));

/** The band around the walk, in hundredths: 35 less to 45 more, until a place has learned its own. */
const LESS = 65;
const MORE = 145;
const STEP = 5;
/** A narrower range would promise what nobody can know. */
const NARROWEST = 10;

/** Rounded outward to fives. */
function rangeAround(milliseconds: number): Wait {
  const minutes = milliseconds / MINUTE;
  const low = Math.floor((minutes * LESS) / 100 / STEP) * STEP;
  const high = Math.ceil((minutes * MORE) / 100 / STEP) * STEP;
  return { state: "range", low, high: Math.max(high, low + NARROWEST) };
}
