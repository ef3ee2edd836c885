import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import { isAnothers, isAtAnothers } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { occupantOf, presentDesk, visitOf, type LineState } from "../line/line-state.ts";

/** She fetches a paper or tries alone; the desk is free meanwhile. Only from `serving`, by whoever sits there (`not-your-desk`). */
export function pause(state: LineState, command: CommandOf<"pause">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return visit.state === "serving" ? accept([{ type: "visit-paused", visit: visit.id }]) : refuse("state-changed");
}

/**
 * She is back: help goes on at her desk, with the clock it had; when that desk is left or on break she is next at any
 * desk (CONTRACT section 5, history 12), and anybody may say so. Refused: `not-your-desk` (a colleague is there: she sits
 * down there by that one's hand), `desk-busy` while somebody else is called to or sits at her desk.
 */
export function resume(state: LineState, command: CommandOf<"resume">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (visit.state !== "paused") return refuse("state-changed");
  const desk = presentDesk(state, visit.desk);
  if (!desk) return accept([{ type: "visit-back", visit: visit.id, by: "resume" }]);
  if (isAnothers(desk, command.conseiller)) return refuse("not-your-desk");
  return occupantOf(state, visit.desk) ? refuse("desk-busy") : accept([{ type: "visit-resumed", visit: visit.id }]);
}
