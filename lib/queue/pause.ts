import { accept, refuse } from "../result.ts";
import type { CommandOf } from "./commands.ts";
import type { Decision } from "./events.ts";
import { occupantOf, presentDesk, visitOf, type LineState } from "./line-state.ts";

/** She fetches a paper or tries alone; the desk is free meanwhile. Only from `serving`. */
export function pause(state: LineState, command: CommandOf<"pause">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  return visit.state === "serving" ? accept([{ type: "visit-paused", visit: visit.id }]) : refuse("state-changed");
}

/**
 * She is back: help goes on at her desk, with the clock it had; when that desk is left or on break she is next at any
 * desk (CONTRACT section 5, history 12). Refused: `desk-busy` while somebody else is called to or sits at her desk.
 */
export function resume(state: LineState, command: CommandOf<"resume">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (visit.state !== "paused") return refuse("state-changed");
  if (!presentDesk(state, visit.desk)) return accept([{ type: "visit-back", visit: visit.id, by: "resume" }]);
  return occupantOf(state, visit.desk) ? refuse("desk-busy") : accept([{ type: "visit-resumed", visit: visit.id }]);
}
