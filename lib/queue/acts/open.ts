import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { VisitBack } from "./pause.ts";
import { seated, seatingEvents, whyNotSeated, type DeskTaken, type SeatedDesk, type SeatRefusal } from "./take-desk.ts";

export type Open = { readonly type: "open"; readonly desks: readonly SeatedDesk[] };

export type Opened = { readonly type: "opened"; readonly desks: readonly SeatedDesk[] };

/**
 * A person confirms that the permanence is open, with the desks that are present. When another tablet has opened it
 * already, the desks are taken and nothing is refused for that.
 */
export function open(
  state: LineState,
  command: SentAct<Open>,
): Result<readonly (Opened | DeskTaken | VisitBack)[], SeatRefusal> {
  for (const desk of command.desks) {
    const refusal = whyNotSeated(state, desk);
    if (refusal) return refuse(refusal);
  }
  return accept(
    state.status === "open" ? seatingEvents(state, command.desks) : [{ type: "opened", desks: command.desks }],
  );
}

/** The permanence is open, with these desks taken. */
export const opened = (state: LineState, event: Opened, { at }: Stamp): LineState => ({
  ...state,
  status: "open",
  desks: event.desks.reduce((desks, taken) => seated(desks, taken, at), state.desks),
});
