import { accept, refuse } from "../result.ts";
import { instant, type Instant } from "../time/instant.ts";
import type { CommandOf } from "./commands.ts";
import type { Decision } from "./events.ts";
import { visitOf, type LineState } from "./line-state.ts";
import { isOver } from "./numbers.ts";
import { overtakenByPriority } from "./overtake.ts";
import type { WaitingVisit } from "./visit.ts";
import { takesWalkIns } from "./walk-in-window.ts";

/**
 * A person at the door gets the next number. `joinedAt` is honoured when given (an act made without network), never
 * in the future. Refused: `permanence-closed`, `numbers-not-given`, `numbers-stopped`, `already-here` (this visit
 * exists), `outside-window`.
 */
export function addVisit(state: LineState, command: CommandOf<"add-visit">, now: Instant): Decision {
  if (isOver(state)) return refuse("permanence-closed");
  if (state.numbers === "not-yet") return refuse("numbers-not-given");
  if (state.numbers === "stopped") return refuse("numbers-stopped");
  if (visitOf(state, command.visit)) return refuse("already-here");
  const joinedAt = instant(Math.min(command.joinedAt ?? now, now));
  if (!takesWalkIns(state, joinedAt)) return refuse("outside-window");
  const { topic, language, card, priority = false } = command;
  return accept([{
    type: "visit-joined", visit: command.visit, number: state.nextNumber, origin: { kind: "walk-in" }, joinedAt, priority,
    ...(topic !== undefined && { topic }), ...(language !== undefined && { language }), ...(card !== undefined && { card }),
    overtaken: priority ? overtakenByPriority(state, newcomer(state, joinedAt), now) : [],
  }]);
}

/** The visit of somebody who takes the next number at that moment. */
export const newcomer = (state: LineState, joinedAt: Instant): WaitingVisit => ({
  id: "newcomer", number: state.nextNumber, origin: { kind: "walk-in" }, joinedAt, priority: false,
  missedCalls: 0, awayTimes: 0, state: "waiting", back: false,
});
