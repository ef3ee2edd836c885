import type { Instant } from "../../time/instant.ts";
import { mayPass } from "./closed-list.ts";
import type { Stamped } from "../line/events.ts";
import type { LineState, Overtake } from "../line/line-state.ts";
import { isBack, isCallable, isDue, standsInLine } from "./order.ts";
import { isUncalled, type UncalledVisit } from "../line/visit.ts";

/** The people in line and ready to be called who were not told that this person may pass before them. */
export const overtakenBy = (state: LineState, passing: UncalledVisit, now: Instant): readonly UncalledVisit[] =>
  state.visits
    .filter(isUncalled)
    .filter((visit) => visit.id !== passing.id && isCallable(visit, state.calls, now) && isItsTime(visit, now))
    .filter((visit) => !mayPass(state, passing, visit));

/** The same, only those whom priority puts her in front of. */
export const overtakenByPriority = (state: LineState, visit: UncalledVisit, now: Instant): readonly string[] =>
  overtakenBy(state, { ...visit, priority: false }, now)
    .filter((other) => mayPass(state, { ...visit, priority: true }, other))
    .map((other) => other.id);

/** An appointment stands in line from its hour on: before, nobody can overtake it. */
const isItsTime = (visit: UncalledVisit, now: Instant): boolean =>
  isBack(visit) || visit.priority || standsInLine(visit) || isDue(visit, now);

/** The standing overtakes after one more event; also what a store of events folds to know them again. */
export function overtakesAfter(overtakes: readonly Overtake[], { event, command }: Stamped): readonly Overtake[] {
  if (event.type === "undone") return overtakes.filter((overtake) => overtake.command !== event.command);
  if (!("overtaken" in event) || event.overtaken.length === 0) return overtakes;
  return [...overtakes, { command, overtaken: event.overtaken }];
}
