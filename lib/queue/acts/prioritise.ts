import { accept, refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { overtakenByPriority } from "../order/overtake.ts";
import { isAtDesk, isUncalled } from "../line/visit.ts";

/** The team gives a person priority: next to be called. No cause is asked or kept. */
export function prioritise(state: LineState, command: CommandOf<"prioritise">, now: Instant): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (!isUncalled(visit)) return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  if (visit.priority) return accept([]);
  return accept([{ type: "visit-prioritised", visit: visit.id, overtaken: overtakenByPriority(state, visit, now) }]);
}
