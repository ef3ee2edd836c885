import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { invalidTransition, isAtDesk, isUncalled } from "#lib/queue/line/visit.ts";
import { overtakenByPriority } from "#lib/queue/order/who-may-pass.ts";

export type Prioritise = { readonly type: "prioritise"; readonly visit: string };

/** `overtaken`: the visits that the person now comes in front of. */
export type VisitPrioritised = {
  readonly type: "visit-prioritised";
  readonly visit: string;
  readonly overtaken: readonly string[];
};

export type PrioritiseRefusal = "not-found" | "already-called" | "state-changed";

/** The team gives a person priority. No cause is asked or kept (docs/line.md#priority-and-overrides). */
export function prioritise(
  state: LineState,
  command: SentAct<Prioritise>,
): Result<readonly VisitPrioritised[], PrioritiseRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (!isUncalled(visit)) return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  if (visit.priority) return accept([]);
  return accept([{ type: "visit-prioritised", visit: visit.id, overtaken: overtakenByPriority(state, visit) }]);
}

/** The visit has priority, in the state it is in. Throws unless it can be called. */
export const visitPrioritised = (state: LineState, event: VisitPrioritised): LineState =>
  withVisit(state, event.visit, (visit) =>
    isUncalled(visit) ? { ...visit, priority: true } : invalidTransition(visit, "prioritised"),
  );
