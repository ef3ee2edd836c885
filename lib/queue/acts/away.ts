import { accept, refuse, type Result } from "#lib/result.ts";
import { MINUTE, plusMinutes, SECOND, type Instant } from "#lib/time/instant.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { invalidTransition, isAtDesk, type WaitingVisit } from "#lib/queue/line/visit.ts";

/** Without `until`: the person is here again. */
export type Away = { readonly type: "away"; readonly visit: string; readonly until?: Instant };

/** Without `until`: here again. */
export type VisitAway = { readonly type: "visit-away"; readonly visit: string; readonly until?: Instant };

/** `away-enough`: away twice already. `outside-hours`: not 5 to 60 minutes ahead, or not before the end. */
export type AwayRefusal = "not-found" | "already-called" | "state-changed" | "away-enough" | "outside-hours";

/** How often « Je reviens » may be said (docs/line.md#away-and-paused). */
const TIMES = 2;

const SHORTEST = 5 * MINUTE;
const LONGEST = 60 * MINUTE;
/** How long a command may travel: five minutes said on a tablet are a little less when they arrive. */
const TRAVEL = 30 * SECOND;

/** In minutes: what paper, tablet and telephone offer. */
const OFFERED = [10, 20, 30] as const;

/**
 * For how many minutes this person may go out: of those offered, the ones that end before the permanence; none after
 * two times.
 */
export const minutesAway = (state: LineState, visit: WaitingVisit, now: Instant): readonly number[] =>
  visit.awayTimes < TIMES ? OFFERED.filter((minutes) => plusMinutes(now, minutes) < state.span.end) : [];

/** « Je reviens »: the person keeps number and place and is not called until then (docs/line.md#histories, 13). */
export function away(
  state: LineState,
  { visit: id, until, at }: SentAct<Away>,
): Result<readonly VisitAway[], AwayRefusal> {
  const visit = visitOf(state, id);
  if (!visit) return refuse("not-found");
  if (visit.state !== "waiting") return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  if (until === undefined) return accept(visit.awayUntil === undefined ? [] : [{ type: "visit-away", visit: id }]);
  if (visit.awayTimes >= TIMES) return refuse("away-enough");
  const isPossible =
    Number.isInteger(until) && SHORTEST - TRAVEL <= until - at && until - at <= LONGEST && until < state.span.end;
  return isPossible ? accept([{ type: "visit-away", visit: id, until }]) : refuse("outside-hours");
}

/** Going away is counted; coming back is not. */
export const visitAway = (state: LineState, { visit: id, until }: VisitAway): LineState =>
  withVisit(state, id, (visit) => {
    if (visit.state !== "waiting") return invalidTransition(visit, "away");
    const { awayUntil: _, ...here } = visit;
    return until === undefined ? here : { ...here, awayTimes: here.awayTimes + 1, awayUntil: until };
  });
