import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { occupantOf, presentDesk, visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { inOrder, isAtDesk, type AtDesk } from "#lib/queue/line/visit.ts";

/**
 * Of reception and coordination: the conseiller of the visit's desk is not there to hand the person over. `desk`: the
 * new one.
 */
export type TakeOver = { readonly type: "take-over"; readonly visit: string; readonly desk: number };

/** `was`: the visit as it was at the former desk. */
export type VisitTakenOver = { readonly type: "visit-taken-over"; readonly desk: number; readonly was: AtDesk };

/**
 * `state-changed`: the person is at no desk. `desk-not-taken`: nobody is behind that one. `desk-busy`: it has somebody.
 */
export type TakeOverRefusal = "not-found" | "state-changed" | "desk-not-taken" | "desk-busy";

/**
 * Who is called to a desk is called to another; who is helped at it goes on there. Only to a desk that is present and
 * free.
 */
export function takeOver(
  state: LineState,
  command: SentAct<TakeOver>,
): Result<readonly VisitTakenOver[], TakeOverRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (!isAtDesk(visit)) return refuse("state-changed");
  if (visit.desk === command.desk) return accept([]);
  if (!presentDesk(state, command.desk)) return refuse("desk-not-taken");
  if (occupantOf(state, command.desk)) return refuse("desk-busy");
  return accept([{ type: "visit-taken-over", desk: command.desk, was: visit }]);
}

/**
 * The same visit at the other desk. Who is called has the minutes to come anew; help keeps the time of its beginning.
 */
export const visitTakenOver = (state: LineState, { desk, was }: VisitTakenOver, { at }: Stamp): LineState =>
  withVisit(state, was.id, () =>
    was.state === "called" ? { ...was, desk, calledAt: inOrder(was, at) } : { ...was, desk },
  );
