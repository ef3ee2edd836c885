import { accept, refuse } from "../result.ts";
import type { Instant } from "../time/instant.ts";
import type { CommandOf } from "./commands.ts";
import type { Decision } from "./events.ts";
import { visitOf, type LineState } from "./line-state.ts";
import { overtakenByPriority } from "./overtake.ts";
import { isAtDesk, isUncalled } from "./visit.ts";

/** The team gives a person priority: next to be called. No cause is asked or kept. */
export function prioritise(state: LineState, command: CommandOf<"prioritise">, now: Instant): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (!isUncalled(visit)) return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  if (visit.priority) return accept([]);
  return accept([{ type: "visit-prioritised", visit: visit.id, overtaken: overtakenByPriority(state, visit, now) }]);
}
