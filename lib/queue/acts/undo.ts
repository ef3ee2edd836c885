import { accept, refuse } from "../../result.ts";
import { SECOND, type Instant } from "../../time/instant.ts";
import { isLeftOver } from "./close.ts";
import type { CommandOf } from "../line/commands.ts";
import { deskOfVisit, isAnothers, isAtAnothers } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { occupantOf, presentDesk, visitOf, type LineState, type Undoable } from "../line/line-state.ts";
import { isOver } from "../line/over.ts";
import type { QueueRefusal } from "../line/refusal.ts";
import { isAtDesk } from "../line/visit.ts";

/** An act can be taken back this long (CONTRACT section 4). */
export const UNDO_WITHIN = 60 * SECOND;

/**
 * Takes an act back: the visit, its times, the count of calls and the turns it took are as before; who was checked in is
 * expected again. Refused: `too-late`
 * after a minute (an act no longer remembered is older), `state-changed` when another act changed the visit since,
 * `desk-busy` or `desk-not-taken` when the visit would return to a desk that is no longer hers, `not-your-desk` when a
 * colleague has her before her, or would, `permanence-closed` when it would wait in a line that calls nobody any more, or be
 * expected in it (the half-day was cancelled).
 */
export function undo(state: LineState, command: CommandOf<"undo">, now: Instant): Decision {
  const act = state.undoable.find((undoable) => undoable.command === command.command);
  if (!act || !isFresh(act, now)) return refuse("too-late");
  if (state.undoable.findLast((undoable) => undoable.visit === act.visit) !== act) return refuse("state-changed");
  const obstacle = obstacleTo(state, act);
  if (obstacle) return refuse(obstacle);
  if (concernsAnother(state, act, command.conseiller)) return refuse("not-your-desk");
  return accept([
    {
      type: "undone",
      command: act.command,
      visit: act.visit,
      before: act.before,
      ...(act.call !== undefined && { call: act.call }),
      ...(act.arrived && { arrived: act.arrived }),
    },
  ]);
}

/** Whether an act can still be taken back: sixty seconds, the sixtieth included. */
export const isFresh = (act: { readonly at: Instant }, now: Instant): boolean => now - act.at <= UNDO_WITHIN;

/** Whether she would leave, or come before, somebody else than who takes it back. */
const concernsAnother = (state: LineState, { visit, before }: Undoable, conseiller: string | undefined): boolean =>
  [visitOf(state, visit), before].some((one) => one && isAtAnothers(state, one, conseiller));

/** A desk is still hers when the same person holds it; which one that was is not known of a desk of the team. */
function obstacleTo(state: LineState, { visit, before, heldBy, arrived }: Undoable): QueueRefusal | undefined {
  if (!before) return arrived && isOver(state) ? "permanence-closed" : undefined;
  if (isOver(state) && isLeftOver(before)) return "permanence-closed";
  const number = deskOfVisit(before);
  if (number === undefined) return undefined;
  const occupant = isAtDesk(before) ? occupantOf(state, number) : undefined;
  if (occupant && occupant.id !== visit) return "desk-busy";
  const desk = presentDesk(state, number);
  return desk && !isAnothers(desk, heldBy) ? undefined : "desk-not-taken";
}
