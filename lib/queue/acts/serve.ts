import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import { isAtAnothers } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import type { CalledVisit } from "../line/visit.ts";

/** Three calls without an answer end the visit: two are offered again (CONTRACT section 5, history 7). */
const CALLS_IN_ALL = 3;

/** Whether missing this call ends the visit. */
export const isLastCall = ({ missedCalls }: CalledVisit): boolean => missedCalls + 1 >= CALLS_IN_ALL;

/** She came to the desk: help begins. Only from `called`, by whoever sits there (`not-your-desk`). */
export function start(state: LineState, command: CommandOf<"start">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return visit.state === "called" ? accept([{ type: "visit-started", visit: visit.id }]) : refuse("state-changed");
}

/** Help has ended, the desk is free. Only from `serving`, by whoever sits there. */
export function finish(state: LineState, command: CommandOf<"finish">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return visit.state === "serving" ? accept([{ type: "visit-finished", visit: visit.id }]) : refuse("state-changed");
}

/** She did not answer: her place is kept and offered again; the third time the visit ends. Only from `called`, by whoever sits there. */
export function absent(state: LineState, command: CommandOf<"absent">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  if (visit.state !== "called") return refuse("state-changed");
  return accept([
    isLastCall(visit)
      ? { type: "visit-left", visit: visit.id, why: "missed-calls" }
      : { type: "visit-absent", visit: visit.id },
  ]);
}
