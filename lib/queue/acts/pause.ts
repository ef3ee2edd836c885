import { accept, refuse, type Result } from "#lib/result.ts";
import { helperOf, isAnothers, isAtAnothers } from "#lib/queue/line/line-state.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { occupantOf, presentDesk, visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { backFrom, invalidTransition, wasHelpedBy } from "#lib/queue/line/visit.ts";

export type Pause = { readonly type: "pause"; readonly visit: string };
export type Resume = { readonly type: "resume"; readonly visit: string };

export type VisitPaused = { readonly type: "visit-paused"; readonly visit: string };
export type VisitResumed = { readonly type: "visit-resumed"; readonly visit: string };
/**
 * In line again and next at any desk: back from a pause (`resume`), or the desk that awaited the person went
 * (`desk-gone`).
 */
export type VisitBack = { readonly type: "visit-back"; readonly visit: string; readonly by: "resume" | "desk-gone" };

export type PauseRefusal = "not-found" | "not-your-desk" | "state-changed";
/** `not-your-desk`: a colleague is at the visit's desk. `desk-busy`: somebody else is called to it or helped there. */
export type ResumeRefusal = PauseRefusal | "desk-busy";

/**
 * The person fetches a paper or tries alone, and the desk is free meanwhile. Only from `serving`. Nothing happens when
 * the sender helped them at a desk that was left meanwhile: they are in line until that help has an end.
 */
export function pause(state: LineState, command: SentAct<Pause>): Result<readonly VisitPaused[], PauseRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (wasHelpedBy(visit, command.conseiller)) return accept([]);
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return visit.state === "serving" ? accept([{ type: "visit-paused", visit: visit.id }]) : refuse("state-changed");
}

/**
 * The person is back, and help goes on at their desk. When that desk is left or on a break they are next at any desk,
 * and anybody may say so (docs/line.md#histories, 12).
 */
export function resume(
  state: LineState,
  command: SentAct<Resume>,
): Result<readonly (VisitResumed | VisitBack)[], ResumeRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (wasHelpedBy(visit, command.conseiller)) return accept([]);
  if (visit.state !== "paused") return refuse("state-changed");
  const desk = presentDesk(state, visit.desk);
  const isFormer = desk?.conseiller !== command.conseiller && helperOf(state, visit).conseiller === command.conseiller;
  if (!desk || (command.conseiller !== undefined && isFormer))
    return accept([{ type: "visit-back", visit: visit.id, by: "resume" }]);
  if (isAnothers(desk, command.conseiller)) return refuse("not-your-desk");
  return occupantOf(state, visit.desk) ? refuse("desk-busy") : accept([{ type: "visit-resumed", visit: visit.id }]);
}

/** Paused for an errand at its own desk. Throws unless the visit was served. */
export const visitPaused = (state: LineState, event: VisitPaused): LineState =>
  withVisit(state, event.visit, (visit) =>
    visit.state === "serving" ? { ...visit, state: "paused", for: "errand" } : invalidTransition(visit, "paused"),
  );

/** Help goes on with the time of its beginning. */
export const visitResumed = (state: LineState, event: VisitResumed): LineState =>
  withVisit(state, event.visit, (visit) => {
    if (visit.state !== "paused") return invalidTransition(visit, "resumed");
    const { for: _, ...served } = visit;
    return { ...served, state: "serving" };
  });

/** Waiting, and first at any desk. Throws unless the visit was paused. */
export const visitBack = (state: LineState, event: VisitBack): LineState =>
  withVisit(state, event.visit, (visit) => {
    if (visit.state !== "paused") return invalidTransition(visit, "back");
    const { desk, calledAt, startedAt } = visit;
    return backFrom(visit, { desk, calledAt, startedAt, ...helperOf(state, visit) });
  });
