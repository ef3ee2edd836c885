import { accept, refuse } from "../../result.ts";
import { takesWalkIns } from "../../schedule/walk-in.ts";
import { instant, type Instant } from "../../time/instant.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import { lentTo } from "./lease.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { whyNoNumber } from "./numbers.ts";
import { overtakenByPriority } from "../order/overtake.ts";
import type { WaitingVisit } from "../line/visit.ts";

/**
 * A person at the door gets the next number, or one lent to this device when it was given without network. `joinedAt`
 * is honoured when given (such an act), never in the future. Refused: `numbers-not-given`, `numbers-stopped`,
 * `line-suspended`, `already-here` (this visit exists), `not-leased`, `outside-window`.
 */
export function addVisit(state: LineState, command: CommandOf<"add-visit">, now: Instant): Decision {
  const obstacle = whyNoNumber(state);
  if (obstacle) return refuse(obstacle);
  if (visitOf(state, command.visit)) return refuse("already-here");
  const { number = state.nextNumber } = command;
  if (command.number !== undefined && !lentTo(state, command.device).includes(number)) return refuse("not-leased");
  const joinedAt = joinedAtOf(command, now);
  if (!takesWalkIns(state, joinedAt)) return refuse("outside-window");
  const { topic, language, card, priority = false } = command;
  return accept([
    {
      type: "visit-joined",
      visit: command.visit,
      number,
      origin: { kind: "walk-in" },
      joinedAt,
      priority,
      ...(topic !== undefined && { topic }),
      ...(language !== undefined && { language }),
      ...(card !== undefined && { card }),
      overtaken: priority ? overtakenByPriority(state, newcomer(state, joinedAt), now) : [],
    },
  ]);
}

/** What is no moment counts as none. */
const joinedAtOf = ({ joinedAt = NaN as Instant }: CommandOf<"add-visit">, now: Instant): Instant =>
  instant(Number.isFinite(joinedAt) ? Math.min(joinedAt, now) : now);

/** The visit of somebody who takes the next number at that moment. */
export const newcomer = (state: LineState, joinedAt: Instant): WaitingVisit => ({
  id: "newcomer",
  number: state.nextNumber,
  origin: { kind: "walk-in" },
  joinedAt,
  priority: false,
  missedCalls: 0,
  awayTimes: 0,
  state: "waiting",
  back: false,
});
