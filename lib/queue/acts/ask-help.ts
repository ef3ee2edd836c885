import { accept, type Result } from "#lib/result.ts";
import { deskFieldOf } from "#lib/queue/line/line-state.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";

export type AskHelp = { readonly type: "ask-help" };

export type HelpAsked = { readonly type: "help-asked"; readonly desk?: number };

/** « Besoin d’aide »: a colleague is asked to come, to the desk of the sender if they hold one. */
export const askHelp = (state: LineState, command: SentAct<AskHelp>): Result<readonly HelpAsked[], never> =>
  accept([{ type: "help-asked", ...deskFieldOf(state, command.conseiller) }]);
