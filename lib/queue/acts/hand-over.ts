import { accept, refuse, type Result } from "#lib/result.ts";
import { deskOf, handedOverTo } from "#lib/queue/line/line-state.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { occupantOf, presentDesk, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { invalidTransition } from "#lib/queue/line/visit.ts";
import type { VisitBack } from "./pause.ts";

/** `to`: the number of the other desk. */
export type HandOver = { readonly type: "hand-over"; readonly to: number };

export type VisitHandedOver = { readonly type: "visit-handed-over"; readonly visit: string; readonly desk: number };

/**
 * `desk-not-taken`: the sender holds no desk, or nobody else is at that one. `state-changed`: the sender helps nobody.
 */
export type HandOverRefusal = "desk-not-taken" | "state-changed";

/** Whom the sender helps goes on at another desk, first in turn there: that desk takes them before it calls. */
export function handOver(
  state: LineState,
  command: SentAct<HandOver>,
): Result<readonly VisitHandedOver[], HandOverRefusal> {
  const mine = deskOf(state, command.conseiller);
  const other = presentDesk(state, command.to);
  if (!mine || !other || other.number === mine.number) return refuse("desk-not-taken");
  const visit = occupantOf(state, mine.number);
  if (visit?.state !== "serving") return refuse("state-changed");
  return accept([{ type: "visit-handed-over", visit: visit.id, desk: other.number }]);
}

/** Paused until the other desk takes the person up. Throws unless the visit was served. */
export const visitHandedOver = (state: LineState, event: VisitHandedOver): LineState =>
  withVisit(state, event.visit, (visit) =>
    visit.state === "serving"
      ? { ...visit, state: "paused", for: "other-desk", desk: event.desk }
      : invalidTransition(visit, "handed over"),
  );

/** Those handed over to a desk that is left or goes on a break: they are next at any desk at once. */
export const freedFrom = (state: LineState, desk: number): readonly VisitBack[] =>
  handedOverTo(state, desk).map(({ id }) => ({ type: "visit-back", visit: id, by: "desk-gone" }));
