import { MINUTE, instant, plusMinutes, type Instant } from "../../time/instant.ts";
import type { Wait } from "../board/board.ts";
import { newcomer, occupantOf, visitOf, type LineState, type Desk } from "../line/line-state.ts";
import { isCallable, nextInTurn } from "../order/next-in-turn.ts";
import {
  isAtDesk,
  isUncalled,
  type CalledVisit,
  type PausedVisit,
  type ServingVisit,
  type UncalledVisit,
  type Visit,
} from "../line/visit.ts";
import { ifHere, isAwaited, isOverdue } from "../order/expected-appointments.ts";
import { awaitedAt } from "../line/desks.ts";

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

/** How long help with this topic usually takes, in minutes; without a topic, an average visit. */
export type MinutesOf = (topic?: string) => number;

/** The earliest and the latest moment that are announced for a turn. */
type Band = { readonly earliest: Instant; readonly latest: Instant };

/** When somebody would be called if everybody takes the usual time, with the band that is announced. */
type Turn = Band & { readonly at: Instant };

/** When each person in line would be called, if everybody takes the usual time. */
export const forwardWalk = (state: LineState, now: Instant, minutesOf: MinutesOf): ReadonlyMap<string, Instant> =>
  new Map([...forwardTurns(state, now, minutesOf)].map(([id, { at }]) => [id, at]));

/**
 * The turns of everybody in line, by visit. The line is played forward with the rule that calls, the desks that are present
 * or whose break has an announced end, the help they have begun, and booked people coming at their hour.
 */
export function forwardTurns(state: LineState, now: Instant, minutesOf: MinutesOf): ReadonlyMap<string, Turn> {
  const turns = new Map<string, Turn>();
  const desks = [...freeTimes(state, now, minutesOf)];
  let coming = arrivals(state, now);
  let line = state;
  let helps = { minutes: 0, squares: 0 };
  let band: Band = { earliest: now, latest: now };
  for (;;) {
    const desk = desks.sort((a, b) => a.free - b.free)[0];
    if (!desk || !Number.isFinite(desk.free) || !line.visits.some(isUncalled)) return turns;
    const at = desk.free;
    if (desk.minutes > 0) helps = withHelp(helps, desk.minutes);
    line = { ...line, visits: [...line.visits, ...coming.filter((visit) => visit.joinedAt <= at)] };
    coming = coming.filter((visit) => at < visit.joinedAt);
    const next = nextInTurn(line, at);
    desks[0] = next
      ? helping(at, usualMinutes(state, next, minutesOf))
      : { free: nextArrival(line.visits, coming, at), minutes: 0 };
    if (!next) continue;
    band = bandAround(at, now, helps, band);
    turns.set(next.id, { at, ...band });
    line = { ...line, calls: line.calls + 1, visits: line.visits.filter((visit) => visit !== next) };
  }
}

const helping = (at: Instant, minutes: number) => ({ free: plusMinutes(at, minutes), minutes });

/** Booked people as if they came when they announced, else at their hour, or now when that has just passed. The overdue are left out. */
const arrivals = (state: LineState, now: Instant): readonly UncalledVisit[] =>
  state.expected
    .filter((expected) => isAwaited(expected, now))
    .map((expected) => {
      const at = instant(Math.max(expected.expectedAt ?? expected.hour, now));
      return ifHere(state, expected, at, isOverdue(expected, at));
    });

/** A booked person takes the booked time; anybody else what the topic usually takes. */
const usualMinutes = (state: LineState, visit: UncalledVisit, minutesOf: MinutesOf): number =>
  state.expected.find((expected) => expected.id === visit.id)?.minutes ?? minutesOf(visit.topic);

/** When a desk that has nobody to call may call again: when the next person comes, or comes back. */
const nextArrival = (visits: readonly Visit[], coming: readonly UncalledVisit[], at: Instant): Instant =>
  instant(
    Math.min(
      ...coming.map((visit) => visit.joinedAt),
      ...visits.flatMap((visit) =>
        visit.state === "waiting" && visit.awayUntil !== undefined && at < visit.awayUntil ? [visit.awayUntil] : [],
      ),
    ),
  );

/** Minutes that help is reckoned to last once it takes longer than usual: one step of the announced fives. */
const OVERRUN = 5;

/** When a desk is free, and the minutes of help that end then. */
type FreeTime = { readonly free: Instant; readonly minutes: number };

/**
 * When each desk will be free for a call: once the person there has been helped, and those it awaits from a pause. A desk on
 * a break counts from the announced end.
 */
const freeTimes = (state: LineState, now: Instant, minutesOf: MinutesOf): readonly FreeTime[] =>
  state.desks.filter(isAtWork).map((desk) => {
    const occupant = occupantOf(state, desk.number);
    const minutes = [...(occupant ? [occupant] : []), ...awaitedAt(state, desk.number)].reduce(
      (sum, visit) => sum + remaining(visit, now, minutesOf(visit.topic)),
      0,
    );
    return { free: plusMinutes(beginOf(desk, now), minutes), minutes };
  });

/** Whether somebody is behind the desk, or on a break with an announced end. */
const isAtWork = (desk: Desk): boolean =>
  desk.state === "present" || (desk.state === "break" && desk.breakUntil !== undefined);

const beginOf = (desk: Desk, now: Instant): Instant =>
  desk.state === "break" ? instant(Math.max(desk.breakUntil ?? now, plusMinutes(now, OVERRUN))) : now;

/** The time of a pause counts as help: when a pause began is not kept. */
const remaining = (visit: CalledVisit | ServingVisit | PausedVisit, now: Instant, usual: number): number =>
  Math.max(OVERRUN, usual - (visit.state === "called" ? 0 : (now - visit.startedAt) / MINUTE));

/**
 * Width of the announced range below (LESS) and above (MORE) the estimate, as a fraction of it (docs/line.md#waiting-time).
 * `one`: when a single help comes before. LESS is the 20th percentile of a log-normal distribution with a spread of 0.6;
 * MORE is a tenth wider, for the minutes between two helps. `floor` and `ceiling` limit the fraction for many helps and for
 * few.
 */
const LESS = { one: 0.45, floor: 0.2, ceiling: 0.35 };
const MORE = { one: 0.55, floor: 0.2, ceiling: 0.45 };

/** The helps that end before a turn: the sum of their usual minutes, and of the squares of these. */
type Helps = { readonly minutes: number; readonly squares: number };

/** One more help, by its usual minutes. */
const withHelp = (helps: Helps, minutes: number): Helps => ({
  minutes: helps.minutes + minutes,
  squares: helps.squares + minutes ** 2,
});

/**
 * The band around a turn that is estimated for `at`. Helps are independent of each other, so the share shrinks as 1/√n for n
 * equal ones, and less when one is much longer than the others. `before`: the band of the turn before this one; a later turn
 * never begins or ends earlier. Simulated with helps of 10, 25 and 45 minutes, 1 to 3 desks and 0 to 10 people ahead, it
 * holds 68 to 87 % of calls when helps vary by 40 %, and 57 to 83 % when they vary by 60 %.
 */
function bandAround(at: Instant, now: Instant, helps: Helps, before: Band): Band {
  const share = helps.minutes === 0 ? 1 : Math.sqrt(helps.squares) / helps.minutes;
  const within = ({ one, floor, ceiling }: typeof LESS): number =>
    Math.min(ceiling, Math.max(floor, one * share)) * (at - now);
  return {
    earliest: instant(Math.max(before.earliest, at - within(LESS))),
    latest: instant(Math.max(before.latest, at + within(MORE))),
  };
}
