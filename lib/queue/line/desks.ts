import type { Instant } from "../../time/instant.ts";
import { presentDesk, type Arranger, type Desk, type FormerSeat, type LineState } from "./line-state.ts";
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

/** The desk once its person has gone for this permanence. `freedBy`: when somebody else freed it. */
export function deskLeftAt(desk: Desk, at: Instant, freedBy?: Arranger): Desk {
  if (desk.state === "left") return desk;
  const left: Desk = { ...withoutBreak(desk), state: "left", since: at };
  const { conseiller, formerly = [] } = desk;
  if (conseiller === undefined) return left;
  const seat: FormerSeat = { conseiller, leftAt: at, ...(freedBy && { freedBy }) };
  return { ...left, formerly: [...formerly.filter((one) => one.conseiller !== conseiller), seat] };
}

/** The seat at this desk that this conseiller has left, whoever sits there now. */
export const formerSeat = (state: LineState, conseiller: string, desk: number): FormerSeat | undefined =>
  state.desks.find(({ number }) => number === desk)?.formerly?.find((seat) => seat.conseiller === conseiller);

/** The last desk that this conseiller has left, when somebody else freed it and they hold none since. */
export function freedDeskOf(
  state: LineState,
  conseiller: string,
): { readonly desk: number; readonly at: Instant; readonly by: Arranger } | undefined {
  if (deskOf(state, conseiller)) return undefined;
  const [last] = state.desks
    .flatMap(({ number: desk }) => {
      const seat = formerSeat(state, conseiller, desk);
      return seat ? [{ desk, ...seat }] : [];
    })
    .sort((a, b) => b.leftAt - a.leftAt);
  return last?.freedBy && { desk: last.desk, at: last.leftAt, by: last.freedBy };
}

/** Who has helped somebody who is paused: whoever sat at their desk when that help began. Unknown of who was handed over. */
export function helperOf(state: LineState, visit: PausedVisit): { readonly conseiller?: string } {
  const desk = visit.for === "errand" ? state.desks.find(({ number }) => number === visit.desk) : undefined;
  const since = desk?.formerly?.filter(({ leftAt }) => leftAt >= visit.startedAt).sort((a, b) => a.leftAt - b.leftAt);
  const conseiller = since?.[0]?.conseiller ?? desk?.conseiller;
  return conseiller === undefined ? {} : { conseiller };
}

/** The desk without the announced end of a break. */
export function withoutBreak({ breakUntil: _, ...desk }: Desk): Omit<Desk, "breakUntil"> {
  return desk;
}

const isPaused = (visit: Visit): visit is PausedVisit => visit.state === "paused";
