import { MINUTE, type Instant, instant, plusMinutes } from "#lib/time/instant.ts";
import type { Wait, BeforeClosing, ToldBoard } from "#lib/queue/board/board.ts";
import { newcomer, occupantOf, visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { isAtDesk, isUncalled, type Visit } from "#lib/queue/line/visit.ts";
import { isCallable } from "#lib/queue/order/next-in-turn.ts";
import type { Pace } from "./pace.ts";
import { isAtWork, simulateTurns, finished, type InParts, simulatedTurns } from "./simulate-turns.ts";
import { assertNever } from "#lib/result.ts";

/**
 * How long a visit has to wait (docs/line.md#waiting-time). `who`: the id of a visit, or "newcomer" for somebody who
 * would take a number now. The answer is one of:
 * - `range`: the shortest and the longest wait in minutes, both multiples of five; 0 to 0 for a visit called or served;
 * - `nobody`: a newcomer would be called at once;
 * - `unknown`: the permanence is not open or is suspended, no desk is at work, or the visit is not in line.
 */
export function waitFor(state: LineState, who: string, now: Instant, pace: Pace): Wait {
  return who === "newcomer"
    ? waitOfNewcomer(state, now, pace)
    : waitOfVisit(state, visitOf(state, who), forecastTurns(state, now, pace));
}

/** The wait of somebody who takes the next number at this moment. */
export function waitOfNewcomer(state: LineState, now: Instant, pace: Pace): Wait {
  if (!isGoingOn(state)) return unknown;
  if (nobodyWaits(state, now)) return { state: "nobody" };
  const someone = newcomer(state, now);
  return rangeOf(forecastTurns({ ...state, visits: [...state.visits, someone] }, now, pace).get(someone.id));
}

/**
 * The wait of one visit. `forecasts`: what `forecastTurns` answers for this line and moment, so that a board computes
 * them once for all visits.
 */
export function waitOfVisit(
  state: LineState,
  visit: Visit | undefined,
  forecasts: ReadonlyMap<string, Forecast>,
): Wait {
  if (visit && isAtDesk(visit)) return { state: "range", low: 0, high: 0 };
  return visit && isGoingOn(state) ? rangeOf(forecasts.get(visit.id)) : unknown;
}

const unknown: Wait = { state: "unknown" };

/** Open and not suspended, with somebody behind a desk or soon back at it. */
const isGoingOn = (state: LineState): boolean =>
  state.status === "open" && !state.suspended && state.desks.some(isAtWork);

/** Nobody is in line, nobody absent is to be called before a newcomer, and a desk is free. */
export const nobodyWaits = (state: LineState, now: Instant): boolean =>
  !state.visits.filter(isUncalled).some((visit) => visit.state === "waiting" || isCallable(visit, state.calls, now)) &&
  state.desks.some((desk) => desk.state === "present" && !occupantOf(state, desk.number));

/**
 * What is expected of a turn, in minutes from now: the middle of the simulated waits, and the range that holds eight of
 * ten of them once it is widened or narrowed as the place has taught.
 */
export type Forecast = Quantiles & { readonly low: number; readonly high: number };

/** The wait that a tenth, a half and nine tenths of the simulated waits do not exceed, in minutes. */
export type Quantiles = { readonly tenth: number; readonly middle: number; readonly ninetieth: number };

/** The forecasts of everybody in line, by visit. */
export const forecastTurns = (state: LineState, now: Instant, pace: Pace): ReadonlyMap<string, Forecast> =>
  forecastsOf(simulateTurns(state, now, pace), now, pace);

/** The same of continuations that were simulated for this moment. */
const forecastsOf = (
  turns: ReturnType<typeof simulateTurns>,
  now: Instant,
  pace: Pace,
): ReadonlyMap<string, Forecast> =>
  new Map(
    [...turns].map(([id, moments]) => {
      const quantiles = {
        tenth: minutesUntil(moments, 0.1, now),
        middle: minutesUntil(moments, 0.5, now),
        ninetieth: minutesUntil(moments, 0.9, now),
      };
      return [id, { ...quantiles, ...bandOf(quantiles, pace) }] as const;
    }),
  );

/** The range around the middle, as far as the place's `below` and `above` say. */
export const bandOf = (
  { tenth, middle, ninetieth }: Quantiles,
  { below, above }: Pick<Pace, "below" | "above">,
): { readonly low: number; readonly high: number } => ({
  low: Math.max(0, middle - below * (middle - tenth)),
  high: middle + above * (ninetieth - middle),
});

/** That quantile of the sorted moments, between two of them in proportion, in minutes from now. */
function minutesUntil(moments: readonly Instant[], share: number, now: Instant): number {
  const place = share * (moments.length - 1);
  const before = moments[Math.floor(place)] ?? now;
  const after = moments[Math.ceil(place)] ?? now;
  return (before + (place - Math.floor(place)) * (after - before) - now) / MINUTE;
}

const STEP = 5;
/** In minutes. A narrower range would promise what nobody can know. */
const NARROWEST = 10;

/** The range as it is announced: rounded outward to fives. */
export function announcedRange({ low, high }: { readonly low: number; readonly high: number }): {
  readonly low: number;
  readonly high: number;
} {
  const from = Math.floor(low / STEP) * STEP;
  return { low: from, high: Math.max(Math.ceil(high / STEP) * STEP, from + NARROWEST) };
}

const rangeOf = (forecast: Forecast | undefined): Wait =>
  forecast ? { state: "range", ...announcedRange(forecast) } : unknown;

/** « Est-ce que ce sera mon tour avant 12 h ? » for the visit `who`, or a « newcomer », by the wait announced now. */
export const beforeClosingOf = (state: LineState, who: string, now: Instant, pace: Pace): BeforeClosing =>
  beforeClosing(state, visitOf(state, who), now, waitFor(asIfResumed(state, now), who, now, pace), pace);

/**
 * The line as it would be if a suspension ended now and every desk went on. A suspension can only lengthen a wait: what
 * comes too late by this line comes too late by the real one.
 */
export const asIfResumed = (state: LineState, now: Instant): LineState =>
  state.suspended ? { ...state, suspended: false, desks: state.desks.map((desk) => ({ ...desk, since: now })) } : state;

/**
 * The same with the wait already known (docs/line.md#before-closing). Yes: even the longest wait and the help itself
 * end by the end of the permanence. No: the middle of the range lies after it. Somebody who was called has had their
 * turn. `wait`: while the line is suspended that of `asIfResumed`; then nobody reads yes, since it may last.
 */
export function beforeClosing(
  state: LineState,
  visit: Visit | undefined,
  now: Instant,
  wait: Wait,
  pace: Pace,
): BeforeClosing {
  if (visit && !isUncalled(visit)) return "calledAt" in visit ? "yes" : "no";
  if (wait.state === "unknown") return "maybe";
  const { middle, high } = minutesOf(wait);
  if (plusMinutes(now, high + pace.minutesOf(visit?.topic)) <= state.span.end) return state.suspended ? "maybe" : "yes";
  return plusMinutes(now, middle) >= state.span.end ? "no" : "maybe";
}

/** How many of those in line read each answer. */
export type AnswersBeforeClosing = Readonly<Record<BeforeClosing, number>>;

/**
 * The minute for which the answers are worked out: the one that ends next, counted from 1 January 1970, so that no act
 * is later.
 */
export const minuteOf = (now: Instant): number => Math.ceil(now / MINUTE);

/** The answers that a page is sent with: of the line of that version, at the end of that minute. */
export type AnswersOfPage = {
  readonly version: number;
  readonly minute: number;
  readonly answers: AnswersBeforeClosing;
};

/** The answers that the page of a line is sent with at that moment. */
export function answersOfPage(state: LineState, now: Instant, pace: Pace): AnswersOfPage {
  const minute = minuteOf(now);
  return { version: state.version, minute, answers: finished(answersOfMinute(state, minute, pace)) };
}

/** The answers at the end of that minute, in parts. */
export const answersOfMinute = (state: LineState, minute: number, pace: Pace): InParts<AnswersBeforeClosing> =>
  answersBeforeClosing(state, instant(minute * MINUTE), pace);

/** The answers that the team reads, the same as the people, in parts: the line is simulated. */
export function* answersBeforeClosing(
  state: LineState,
  now: Instant,
  pace: Pace,
): Generator<void, AnswersBeforeClosing> {
  const forecasts = forecastsOf(yield* simulatedTurns(state, now, pace), now, pace);
  const answers = { yes: 0, maybe: 0, no: 0 };
  for (const visit of state.visits.filter(isUncalled))
    answers[beforeClosing(state, visit, now, waitOfVisit(asIfResumed(state, now), visit, forecasts), pace)] += 1;
  return answers;
}

/**
 * Whether somebody who comes now would probably not be called before `end`: the middle of the range lies after it.
 * False when the wait is not known.
 */
export const comesTooLate = (wait: Wait, now: Instant, end: Instant): boolean =>
  wait.state !== "unknown" && plusMinutes(now, minutesOf(wait).middle) >= end;

/**
 * The same by the last board that was published, also while the line is suspended; false when the line is not known.
 */
export const isTooLateFor = (board: ToldBoard | undefined, end: Instant): boolean =>
  board !== undefined &&
  board.alive &&
  (board.tooLate === true || (board.wait.state === "range" && comesTooLate(board.wait, board.asOf, end)));

/**
 * The middle of an announced range, in minutes: as many calls come before it as after it. Waits reach farther up than
 * down, so it lies nearly two fifths above the lower end (npm run bench -- wait).
 */
export const middleOf = ({ low, high }: { readonly low: number; readonly high: number }): number =>
  low + 0.38 * (high - low);

function minutesOf(wait: Exclude<Wait, { state: "unknown" }>): { readonly middle: number; readonly high: number } {
  switch (wait.state) {
    case "nobody":
      return { middle: 0, high: 0 };
    case "range":
      return { middle: middleOf(wait), high: wait.high };
    default:
      return assertNever(wait);
  }
}
