import { accept, refuse, type Result } from "#lib/result.ts";
import { deskLeftAt } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { occupantOf, withVisit, type Arranger, type LineState } from "#lib/queue/line/line-state.ts";
import { backFrom, baseOf, type AtDesk, type Visit } from "#lib/queue/line/visit.ts";
import { freedFrom } from "./hand-over.ts";
import type { VisitBack } from "./pause.ts";
import { LAST_DESK } from "./take-desk.ts";

/**
 * Of reception and coordination, about whatever desk: its conseiller is not there to do it. `as`: set by the server.
 */
export type FreeDesk = { readonly type: "free-desk"; readonly desk: number; readonly as?: Arranger };
export type AddDesk = { readonly type: "add-desk" };

/**
 * `conseiller`: who held it. `was`: who was called to it or helped there, as they were then. `as`: as whom somebody
 * freed it.
 */
export type DeskFreed = {
  readonly type: "desk-freed";
  readonly desk: number;
  readonly conseiller?: string;
  readonly was?: AtDesk;
  readonly as?: Arranger;
};
export type DeskAdded = { readonly type: "desk-added"; readonly desk: number };

export type FreeDeskRefusal = "desk-not-taken";
export type AddDeskRefusal = "permanence-not-open" | "not-found";

/**
 * The desk is left, whoever holds it. Who was called to it stands in line again at their place; who was helped there,
 * was handed over to it, or had been back before the call, is back: next at any desk.
 */
export function freeDesk(
  state: LineState,
  { desk: number, as }: SentAct<FreeDesk>,
): Result<readonly (DeskFreed | VisitBack)[], FreeDeskRefusal> {
  const desk = state.desks.find((one) => one.number === number && one.state !== "left");
  if (!desk) return refuse("desk-not-taken");
  const was = occupantOf(state, number);
  return accept([
    {
      type: "desk-freed",
      desk: number,
      ...(desk.conseiller !== undefined && { conseiller: desk.conseiller }),
      ...(was && { was }),
      ...(as && { as }),
    },
    ...freedFrom(state, number),
  ]);
}

/** The half-day has one desk more, which anybody of the team may take. `not-found`: there is no number left for it. */
export function addDesk(state: LineState): Result<readonly DeskAdded[], AddDeskRefusal> {
  if (state.status !== "open") return refuse("permanence-not-open");
  const desk = 1 + Math.max(state.plannedDesks, ...state.desks.map(({ number }) => number));
  return desk > LAST_DESK ? refuse("not-found") : accept([{ type: "desk-added", desk }]);
}

/** Nobody is at the desk, and whoever was there is in line. Of who was helped is kept by whom and since when. */
export function deskFreed(state: LineState, event: DeskFreed, { at }: Stamp): LineState {
  const { desk: number, was } = event;
  const left = {
    ...state,
    desks: state.desks.map((desk) => (desk.number === number ? deskLeftAt(desk, at, event.as) : desk)),
  };
  return was ? withVisit(left, was.id, (visit) => inLineAgain(visit, event)) : left;
}

function inLineAgain(visit: Visit, { conseiller }: DeskFreed): Visit {
  // Who was called is back if they were so before: another desk had helped them, and was left during that help.
  if (visit.state !== "serving") return { ...baseOf(visit), state: "waiting", back: visit.helped !== undefined };
  const { desk, calledAt, startedAt } = visit;
  return backFrom(visit, { desk, calledAt, startedAt, ...(conseiller !== undefined && { conseiller }) });
}

/** A desk that nobody has taken yet. */
export const deskAdded = (state: LineState, { desk }: DeskAdded, { at }: Stamp): LineState => ({
  ...state,
  desks: [...state.desks, { number: desk, state: "left", since: at, topics: "every" }],
});
