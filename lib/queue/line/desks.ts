import type { Instant } from "../../time/instant.ts";
import { presentDesk, type Desk, type LineState } from "./line-state.ts";
import { isAtDesk, type PausedVisit, type Visit } from "./visit.ts";

/** The desk this conseiller holds, also during a break. Nobody signed in holds none. */
export const deskOf = (state: LineState, conseiller: string | undefined): Desk | undefined =>
  conseiller === undefined
    ? undefined
    : state.desks.find((desk) => desk.conseiller === conseiller && desk.state !== "left");

/** The number of the desk this conseiller holds, as a field of an event; empty without one. */
export function deskFieldOf(state: LineState, conseiller: string | undefined): { readonly desk?: number } {
  const desk = deskOf(state, conseiller);
  return desk ? { desk: desk.number } : {};
}

/** Whether somebody else than this conseiller holds the desk. An act or a desk without a conseiller belongs to the team. */
export const isAnothers = (desk: Desk, conseiller: string | undefined): boolean =>
  conseiller !== undefined && desk.conseiller !== undefined && desk.conseiller !== conseiller;

/**
 * Whether the visit is called to, or helped at, a desk that somebody else holds: only that person acts for it
 * (docs/line.md#desks-and-skills). It protects a colleague from an act that a tablet kept and sends late.
 */
export function isAtAnothers(state: LineState, visit: Visit, conseiller: string | undefined): boolean {
  const desk = isAtDesk(visit)
    ? state.desks.find(({ number, state: presence }) => number === visit.desk && presence !== "left")
    : undefined;
  return desk !== undefined && isAnothers(desk, conseiller);
}

/** The desk the visit belongs to: called to it, helped at it, or handed over to it. None for an errand. */
export const deskOfVisit = (visit: Visit): number | undefined =>
  isAtDesk(visit) || (visit.state === "paused" && visit.for === "other-desk") ? visit.desk : undefined;

/** Who holds the desk the visit belongs to, if anybody in particular. Undo compares it with who holds the desk then. */
export function holderFor(state: LineState, visit: Visit | undefined): { readonly heldBy?: string } {
  const number = visit && deskOfVisit(visit);
  const heldBy = state.desks.find((desk) => desk.number === number)?.conseiller;
  return heldBy === undefined ? {} : { heldBy };
}

/** Who comes back to this desk before it calls: first those handed over to it, then those on an errand. */
export const awaitedAt = (state: LineState, desk: number): readonly PausedVisit[] =>
  state.visits
    .filter(isPaused)
    .filter((visit) => visit.desk === desk)
    .sort((a, b) => Number(a.for === "errand") - Number(b.for === "errand") || a.startedAt - b.startedAt);

/** Who was handed over to this desk: the desk takes them before it calls. */
export const handedOverTo = (state: LineState, desk: number): readonly PausedVisit[] =>
  awaitedAt(state, desk).filter((visit) => visit.for === "other-desk");

/** Paused people whose desk is left or on a break: any desk may say that they are back (docs/line.md#histories, 12). */
export const awaitedNowhere = (state: LineState): readonly PausedVisit[] =>
  state.visits.filter(isPaused).filter((visit) => !presentDesk(state, visit.desk));

/** The desk once its person has gone for this permanence. */
export const deskLeftAt = (desk: Desk, at: Instant): Desk =>
  desk.state === "left" ? desk : { ...withoutBreak(desk), state: "left", since: at };

/** The desk without the announced end of a break. */
export function withoutBreak({ breakUntil: _, ...desk }: Desk): Omit<Desk, "breakUntil"> {
  return desk;
}

const isPaused = (visit: Visit): visit is PausedVisit => visit.state === "paused";
