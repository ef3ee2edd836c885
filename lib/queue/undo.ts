import { accept, refuse } from "../result.ts";
import { SECOND, type Instant } from "../time/instant.ts";
import type { CommandOf } from "./commands.ts";
import type { Decision } from "./events.ts";
import { occupantOf, presentDesk, type LineState, type Undoable } from "./line-state.ts";
import type { QueueRefusal } from "./refusal.ts";
import { isAtDesk } from "./visit.ts";

/** An act can be taken back this long (CONTRACT section 4). */
export const UNDO_WITHIN = 60 * SECOND;

/**
 * Takes an act back: the visit, its times, the count of calls and the turns it took are as before. Refused: `too-late`
 * after a minute (an act no longer remembered is older), `state-changed` when another act changed the visit since,
 * `desk-busy` or `desk-not-taken` when the visit would return to a desk that is no longer hers.
 */
export function undo(state: LineState, command: CommandOf<"undo">, now: Instant): Decision {
  const act = state.undoable.find((undoable) => undoable.command === command.command);
  if (!act || !isFresh(act, now)) return refuse("too-late");
  if (state.undoable.findLast((undoable) => undoable.visit === act.visit) !== act) return refuse("state-changed");
  const obstacle = obstacleTo(state, act);
  if (obstacle) return refuse(obstacle);
  return accept([{
    type: "undone", command: act.command, visit: act.visit, before: act.before,
    ...(act.call !== undefined && { call: act.call }),
  }]);
}

/** Whether an act can still be taken back: sixty seconds, the sixtieth included. */
export const isFresh = (act: { readonly at: Instant }, now: Instant): boolean => now - act.at <= UNDO_WITHIN;

function obstacleTo(state: LineState, { visit, before }: Undoable): QueueRefusal | undefined {
  if (!before || !isAtDesk(before)) return undefined;
  const occupant = occupantOf(state, before.desk);
  if (occupant && occupant.id !== visit) return "desk-busy";
  return presentDesk(state, before.desk) ? undefined : "desk-not-taken";
}
