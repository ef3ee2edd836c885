import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";

/** At most `LONGEST_MESSAGE` characters; an empty message takes the former away. */
export type Announce = { readonly type: "announce"; readonly message: string };

export type Announced = { readonly type: "announced"; readonly message: string };

/** `personal-number-refused`: nobody's file number is shown in a waiting room. */
export type AnnounceRefusal = "too-large" | "personal-number-refused";

/** In characters: as much as the room screen shows at once, in letters that can be read from the back of the room. */
export const LONGEST_MESSAGE = 140;

/** The team tells everybody in the room something. */
export function announce(state: LineState, command: SentAct<Announce>): Result<readonly Announced[], AnnounceRefusal> {
  const message = command.message.trim();
  if ([...message].length > LONGEST_MESSAGE) return refuse("too-large");
  if (holdsPersonalNumber(message)) return refuse("personal-number-refused");
  return accept(message === (state.message ?? "") ? [] : [{ type: "announced", message }]);
}

/** The message is shown; an empty one takes the former away. */
export function announced({ message: _, ...state }: LineState, { message }: Announced): LineState {
  return message === "" ? state : { ...state, message };
}
