import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isAtAnothers } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { baseOf, helpedSince, inOrder, type LeftVisit, type LeftWhy, type Visit } from "#lib/queue/line/visit.ts";

/** `by`: who says so. */
export type Leave = { readonly type: "leave"; readonly visit: string; readonly by: "resident" | "staff" };

/** `closing`: whoever closed the half-day said that the person had gone. */
export type VisitLeft = {
  readonly type: "visit-left";
  readonly visit: string;
  readonly why: LeftWhy;
  readonly closing?: true;
};

export type LeaveRefusal = "not-found" | "not-your-desk" | "state-changed";

/**
 * The person goes without help: from the line, a call or a pause; help that has begun ends by `finish`. The team may
 * say it of somebody who is called only at the desk that called (`not-your-desk`); the resident's own word is always
 * accepted.
 */
export function leave(state: LineState, command: SentAct<Leave>): Result<readonly VisitLeft[], LeaveRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (command.by === "staff" && isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  const mayLeave =
    visit.state === "waiting" || visit.state === "absent" || visit.state === "called" || visit.state === "paused";
  return mayLeave ? accept([{ type: "visit-left", visit: visit.id, why: command.by }]) : refuse("state-changed");
}

/** The visit ends, from whatever state. */
export const visitLeft = (state: LineState, event: VisitLeft, { at }: Stamp): LineState =>
  withVisit(state, event.visit, (visit) => left(visit, event.why, at));

/** The visit once its person is gone, from any state. A third missed call is counted as the others are. */
export const left = (visit: Visit, why: LeftWhy, at: Instant): LeftVisit => ({
  ...baseOf(visit),
  missedCalls: visit.missedCalls + (why === "missed-calls" ? 1 : 0),
  state: "left",
  ...helpedSince(visit),
  endedAt: inOrder(visit, at),
  why,
});
