import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import { isAtAnothers } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";

/**
 * She is sent on elsewhere: from the desk that ends her help (`done`), from the line, the call or a pause she is
 * `redirected`. Counted either way. Refused: `not-found`, `not-your-desk` (she is called to a colleague's, or sits there),
 * `state-changed` when her visit has ended.
 */
export function refer(state: LineState, command: CommandOf<"refer">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return "endedAt" in visit
    ? refuse("state-changed")
    : accept([{ type: "visit-referred", visit: visit.id, target: command.target }]);
}
