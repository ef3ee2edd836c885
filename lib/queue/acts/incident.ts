import { accept } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import { deskOf } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import type { LineState } from "../line/line-state.ts";

/** Something happened in the room: noted with the desk of who says it. */
export const noteIncident = (state: LineState, command: CommandOf<"incident">): Decision =>
  accept([{ type: "incident-noted", kind: command.kind, ...atDeskOf(state, command.conseiller) }]);

/** « Besoin d’aide »: a colleague is asked to come, to the desk of who asks when she has one. */
export const askHelp = (state: LineState, command: CommandOf<"ask-help">): Decision =>
  accept([{ type: "help-asked", ...atDeskOf(state, command.conseiller) }]);

function atDeskOf(state: LineState, conseiller: string | undefined): { readonly desk?: number } {
  const desk = deskOf(state, conseiller);
  return desk ? { desk: desk.number } : {};
}
