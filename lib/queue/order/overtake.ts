import type { Instant } from "../../time/instant.ts";
import type { LineState } from "../line/line-state.ts";
import { isUncalled, type UncalledVisit } from "../line/visit.ts";
import { mayPass } from "./closed-list.ts";
import { isBack, isCallable, isDue, standsInLine } from "./next-in-turn.ts";

/** The people in line, ready to be called, who were not told that this person may be called before them. */
export const overtakenBy = (state: LineState, passing: UncalledVisit, now: Instant): readonly UncalledVisit[] =>
  state.visits
    .filter(isUncalled)
    .filter((visit) => visit.id !== passing.id && isCallable(visit, state.calls, now) && hasBegunToWait(visit, now))
    .filter((visit) => !mayPass(state, passing, visit));

/** Ids of those whom this visit comes in front of when it is given priority. */
export const overtakenByPriority = (state: LineState, visit: UncalledVisit, now: Instant): readonly string[] =>
  overtakenBy(state, { ...visit, priority: false }, now)
    .filter((other) => mayPass(state, { ...visit, priority: true }, other))
    .map((other) => other.id);

/** An appointment cannot be overtaken before it is due. */
const hasBegunToWait = (visit: UncalledVisit, now: Instant): boolean =>
  isBack(visit) || visit.priority || standsInLine(visit) || isDue(visit, now);
