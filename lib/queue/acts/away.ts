import { accept, refuse } from "../../result.ts";
import { MINUTE, plusMinutes, SECOND, type Instant } from "../../time/instant.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { isAtDesk, type WaitingVisit } from "../line/visit.ts";

/** « Je reviens », twice at most (CONTRACT, Visit). */
const TIMES = 2;

const SHORTEST = 5 * MINUTE;
const LONGEST = 60 * MINUTE;
/** A tablet's five minutes have begun when they arrive here. */
const ON_THE_WAY = 30 * SECOND;

/** In minutes: what is offered, on paper, tablet and telephone alike. */
const OFFERED = [10, 20, 30] as const;

/** For how many minutes she may say « Je reviens »: none when she was away twice, and none from which she would not be back before the end. */
export const minutesAway = (state: LineState, visit: WaitingVisit, now: Instant): readonly number[] =>
  visit.awayTimes < TIMES ? OFFERED.filter((minutes) => plusMinutes(now, minutes) < state.span.end) : [];

/**
 * « Je reviens »: number and place are kept, and she is skipped until then (history 13); without `until` she is here again.
 * Refused: `already-called`, `away-enough` the third time, `outside-hours` unless 5 to 60 minutes ahead and before the end.
 */
export function away(state: LineState, { visit: id, until }: CommandOf<"away">, now: Instant): Decision {
  const visit = visitOf(state, id);
  if (!visit) return refuse("not-found");
  if (visit.state !== "waiting") return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  if (until === undefined) return accept(visit.awayUntil === undefined ? [] : [{ type: "visit-away", visit: id }]);
  if (visit.awayTimes >= TIMES) return refuse("away-enough");
  const isSayable =
    Number.isInteger(until) && SHORTEST - ON_THE_WAY <= until - now && until - now <= LONGEST && until < state.span.end;
  return isSayable ? accept([{ type: "visit-away", visit: id, until }]) : refuse("outside-hours");
}
