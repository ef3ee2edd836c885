import { holdsPersonalNumber } from "../../access/personal-number.ts";
import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import type { LineState } from "../line/line-state.ts";

/** What a screen shows in one look from the back of a room, in letters that large. */
export const LONGEST_MESSAGE = 140;

/**
 * The team tells the room something; an empty message takes the former away. Refused: `too-large`,
 * `personal-number-refused` (nobody's file number is shown to a room).
 */
export function announce(state: LineState, command: CommandOf<"announce">): Decision {
  const message = command.message.trim();
  if ([...message].length > LONGEST_MESSAGE) return refuse("too-large");
  if (holdsPersonalNumber(message)) return refuse("personal-number-refused");
  return accept(message === (state.message ?? "") ? [] : [{ type: "announced", message }]);
}
