import { accept, never, refuse } from "../../result.ts";
import type { CommandOf, Leftover } from "../line/commands.ts";
import type { ClosedOutcome, Decision, QueueEvent } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { isAtDesk, type Visit } from "../line/visit.ts";

/**
 * The half-day ends, by a human: whoever still has a number is told what follows, and counted. Refused: `desk-busy` while
 * somebody is called or helped, `not-found` (a choice for nobody here), `leftovers-remain` (somebody without a choice),
 * `state-changed` (`done` said of somebody who is not paused). A choice for a person who has left meanwhile changes nothing.
 */
export function close(state: LineState, command: CommandOf<"close">): Decision {
  if (state.visits.some(isAtDesk)) return refuse("desk-busy");
  const choices = new Map(command.leftovers.map(({ visit, choice }) => [visit, choice]));
  if ([...choices.keys()].some((id) => !visitOf(state, id))) return refuse("not-found");
  const events: QueueEvent[] = [];
  for (const visit of state.visits.filter(isLeftOver)) {
    const choice = choices.get(visit.id);
    if (choice === undefined) return refuse("leftovers-remain");
    if (choice === "done" && visit.state !== "paused") return refuse("state-changed");
    events.push(endOf(visit.id, choice));
  }
  return accept([...events, { type: "closed", outcome: outcomeOf(state) }]);
}

/** Whom a closing half-day must not forget: in line, called in vain, or paused. */
export const isLeftOver = (visit: Visit): boolean =>
  visit.state === "waiting" || visit.state === "absent" || visit.state === "paused";

function endOf(visit: string, choice: Leftover): QueueEvent {
  switch (choice) {
    case "another-date":
    case "no-date":
      return { type: "visit-unserved", visit, choice };
    case "left":
      return { type: "visit-left", visit, why: "staff" };
    case "done":
      return { type: "visit-finished", visit };
    default:
      return never(choice);
  }
}

/** Not held: nobody confirmed it open. Held: somebody was helped in it. */
function outcomeOf(state: LineState): ClosedOutcome {
  if (state.status !== "open") return "not-held";
  return state.visits.some(wasHelped) ? "held" : "held-with-nobody";
}

const wasHelped = (visit: Visit): boolean => "startedAt" in visit || (visit.state === "waiting" && visit.back);
