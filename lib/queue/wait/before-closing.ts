import { assertNever } from "../../result.ts";
import { finished, type InParts } from "../../in-parts.ts";
import { instant, MINUTE, plusMinutes, type Instant } from "../../time/instant.ts";
import type { BeforeClosing, ToldBoard, Wait } from "../board/board.ts";
import { forecastsOf, waitFor, waitOfVisit } from "./estimate-wait.ts";
import type { Pace } from "./pace.ts";
import { simulatedTurns } from "./simulate-turns.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { isUncalled, type Visit } from "../line/visit.ts";

/** « Est-ce que ce sera mon tour avant 12 h ? » for the visit `who`, or a « newcomer », by the wait announced now. */
export const beforeClosingOf = (state: LineState, who: string, now: Instant, pace: Pace): BeforeClosing =>
  beforeClosing(state, visitOf(state, who), now, waitFor(asIfResumed(state), who, now, pace), pace);

/**
 * The line as it would be if a suspension ended now. A suspension can only lengthen a wait: what comes too late by this line
 * comes too late by the real one.
 */
export const asIfResumed = (state: LineState): LineState => (state.suspended ? { ...state, suspended: false } : state);

/**
 * The same with the wait already known (docs/line.md#before-closing). Yes: even the longest wait and the help itself end by
 * the end of the permanence. No: the middle of the range lies after it. Somebody who was called has had their turn.
 * `wait`: while the line is suspended that of `asIfResumed`; then nobody reads yes, since it may last.
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

/** The minute for which the answers are worked out: the one that ends next, counted from 1 January 1970, so that no act is later. */
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
    answers[beforeClosing(state, visit, now, waitOfVisit(asIfResumed(state), visit.id, forecasts), pace)] += 1;
  return answers;
}

/** Whether somebody who comes now would probably not be called before `end`: the middle of the range lies after it. False when the wait is not known. */
export const comesTooLate = (wait: Wait, now: Instant, end: Instant): boolean =>
  wait.state !== "unknown" && plusMinutes(now, minutesOf(wait).middle) >= end;

/** The same by the last board that was published, also while the line is suspended; false when the line is not known. */
export const isTooLateFor = (board: ToldBoard | undefined, end: Instant): boolean =>
  board !== undefined &&
  board.alive &&
  (board.tooLate === true || (board.wait.state === "range" && comesTooLate(board.wait, board.asOf, end)));

function minutesOf(wait: Exclude<Wait, { state: "unknown" }>): { readonly middle: number; readonly high: number } {
  switch (wait.state) {
    case "nobody":
      return { middle: 0, high: 0 };
    case "range":
      return { middle: (wait.low + wait.high) / 2, high: wait.high };
    default:
      return assertNever(wait);
  }
}
