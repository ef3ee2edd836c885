import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import { isAtAnothers } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";

/**
 * She goes without help, by her own word or the team's: from the line, the call or a pause. Help that began ends by `finish`. Of
 * who is called, the team's word is that of the desk: `not-your-desk` for another. Her own is always heard.
 */
export function leave(state: LineState, command: CommandOf<"leave">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (command.by === "staff" && isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  const mayLeave =
    visit.state === "waiting" || visit.state === "absent" || visit.state === "called" || visit.state === "paused";
  return mayLeave ? accept([{ type: "visit-left", visit: visit.id, why: command.by }]) : refuse("state-changed");
}
