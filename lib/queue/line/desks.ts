import type { QueueEvent } from "./events.ts";
import { presentDesk, type Desk, type LineState } from "./line-state.ts";
import { isAtDesk, type PausedVisit, type Visit } from "./visit.ts";

/** The desk this conseiller holds, also during a break. Nobody signed in holds none. */
export const deskOf = (state: LineState, conseiller: string | undefined): Desk | undefined =>
  conseiller === undefined
    ? undefined
    : state.desks.find((desk) => desk.conseiller === conseiller && desk.state !== "left");

/** Whether the desk is held by somebody else than this conseiller. An act without one, or a desk without one, is of the team. */
export const isAnothers = (desk: Desk, conseiller: string | undefined): boolean =>
  conseiller !== undefined && desk.conseiller !== undefined && desk.conseiller !== conseiller;

/**
 * Whether she is called to, or sits at, a desk that somebody else holds: only who sits there acts for her. What was kept on a
 * tablet from a call that lost to a colleague's, or comes late, is about somebody the colleague has before her by now.
 */
export function isAtAnothers(state: LineState, visit: Visit, conseiller: string | undefined): boolean {
  const desk = isAtDesk(visit)
    ? state.desks.find(({ number, state: presence }) => number === visit.desk && presence !== "left")
    : undefined;
  return desk !== undefined && isAnothers(desk, conseiller);
}

/** The desk that is hers now: called to it, sitting at it, or handed over to it. Who fetches a paper has none: she is next at any. */
export const deskOfVisit = (visit: Visit): number | undefined =>
  isAtDesk(visit) || (visit.state === "paused" && visit.for === "other-desk") ? visit.desk : undefined;

/** Who holds the desk of this visit, when it has one and somebody does: what an act on it remembers, to be taken back. */
export function holderFor(state: LineState, visit: Visit | undefined): { readonly heldBy?: string } {
  const number = visit && deskOfVisit(visit);
  const heldBy = state.desks.find((desk) => desk.number === number)?.conseiller;
  return heldBy === undefined ? {} : { heldBy };
}

/** Who comes back to this desk before it calls: first those handed over to it, then those it sent for a paper. */
export const awaitedAt = (state: LineState, desk: number): readonly PausedVisit[] =>
  state.visits
    .filter(isPaused)
    .filter((visit) => visit.desk === desk)
    .sort((a, b) => Number(a.for === "errand") - Number(b.for === "errand") || a.startedAt - b.startedAt);

/** Whoever was handed over to this desk and sits there already: taken up before the line, also before those out for a paper. */
export const handedOverTo = (state: LineState, desk: number): readonly PausedVisit[] =>
  awaitedAt(state, desk).filter((visit) => visit.for === "other-desk");

/** Whoever comes back and finds her desk left or on break: any desk may say so, and she is next at any (CONTRACT section 5, history 12). */
export const awaitedNowhere = (state: LineState): readonly PausedVisit[] =>
  state.visits.filter(isPaused).filter((visit) => !presentDesk(state, visit.desk));

/** A desk that is left or on break keeps nobody waiting: those handed over to it are next at any desk at once. */
export const freedFrom = (state: LineState, desk: number): readonly QueueEvent[] =>
  handedOverTo(state, desk).map(({ id }) => ({ type: "visit-back", visit: id, by: "desk-gone" }));

const isPaused = (visit: Visit): visit is PausedVisit => visit.state === "paused";
