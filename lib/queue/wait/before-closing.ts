import { never } from "../../result.ts";
import { plusMinutes, type Instant } from "../../time/instant.ts";
import type { BeforeClosing, ToldBoard, Wait } from "../board/board.ts";
import { waitFor, waitOfVisit } from "./estimate-wait.ts";
import { forwardTurns, type MinutesOf } from "./forward-walk.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { isUncalled, type Visit } from "../line/visit.ts";

/** « Est-ce que ce sera mon tour avant 12 h ? » for this visit or a « newcomer », by the wait announced at this moment. */
export const beforeClosingOf = (state: LineState, who: string, now: Instant, minutesOf: MinutesOf): BeforeClosing =>
  beforeClosing(state, visitOf(state, who), now, waitFor(state, who, now, minutesOf), minutesOf);

/**
 * The same with the wait already known. Yes: even the longest wait and her own help end by the end of the permanence.
 * No: even the shortest wait ends after it. Whoever was called has had her turn.
 */
export function beforeClosing(
  state: LineState,
  visit: Visit | undefined,
  now: Instant,
  wait: Wait,
  minutesOf: MinutesOf,
): BeforeClosing {
  if (visit && !isUncalled(visit)) return "calledAt" in visit ? "yes" : "no";
  if (wait.state === "unknown") return "maybe";
  const { low, high } = bounds(wait);
  if (plusMinutes(now, high + minutesOf(visit?.topic)) <= state.span.end) return "yes";
  return plusMinutes(now, low) >= state.span.end ? "no" : "maybe";
}

/** How many of those in line read each answer, by one walk for all: what the team is told is what they are told. */
export function answersBeforeClosing(
  state: LineState,
  now: Instant,
  minutesOf: MinutesOf,
): Readonly<Record<BeforeClosing, number>> {
  const turns = forwardTurns(state, now, minutesOf);
  const answers = { yes: 0, maybe: 0, no: 0 };
  for (const visit of state.visits.filter(isUncalled))
    answers[beforeClosing(state, visit, now, waitOfVisit(state, visit.id, now, turns), minutesOf)] += 1;
  return answers;
}

/** Whether somebody who comes now is called before the end: no, when even the shortest wait ends after it. A wait not known promises nothing either way. */
export const comesTooLate = (wait: Wait, now: Instant, end: Instant): boolean =>
  wait.state !== "unknown" && plusMinutes(now, bounds(wait).low) >= end;

/** The same for whoever reads what a board last told; without word from the place nothing is known. */
export const isTooLateFor = (board: ToldBoard | undefined, end: Instant): boolean =>
  board !== undefined && board.alive && board.wait.state === "range" && comesTooLate(board.wait, board.asOf, end);

function bounds(wait: Exclude<Wait, { state: "unknown" }>): { readonly low: number; readonly high: number } {
  switch (wait.state) {
    case "nobody":
      return { low: 0, high: 0 };
    case "range":
      return wait;
    default:
      return never(wait);
  }
}
