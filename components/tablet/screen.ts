import { deskOf, type Desk, type LineState, occupantOf } from "#lib/queue/line/line-state.ts";
import { useState } from "react";

export type Screen =
  | { readonly show: "over" }
  | { readonly show: "before-numbers" }
  | { readonly show: "door" }
  | { readonly show: "choose-desk" }
  | { readonly show: "break"; readonly desk: number }
  | { readonly show: "running"; readonly desk: number };

/**
 * The screen for this conseiller, by the state of the half-day and their desk. A conseiller without a desk in an open
 * permanence gives numbers at the door when they were there or went there (`atDoor`): a colleague who opens the
 * permanence does not take that screen away.
 */
function screenOf(state: LineState, me: string, atDoor: boolean): Screen {
  if (state.status === "closed" || state.status === "cancelled") return { show: "over" };
  if (state.status === "scheduled") return state.numbers === "not-yet" ? { show: "before-numbers" } : { show: "door" };
  const resting = deskOf(state, me);
  if (resting?.state === "break") return { show: "break", desk: resting.number };
  const mine = deskNumberOf(state, me);
  if (mine !== undefined) return { show: "running", desk: mine };
  return { show: atDoor ? "door" : "choose-desk" };
}

/** The desk where this conseiller sits. */
export const deskNumberOf = (state: LineState, me: string): number | undefined =>
  state.desks.find((desk) => desk.conseiller === me && desk.state === "present")?.number;

/** The number of the last desk, planned or added. */
export const highestDesk = (state: LineState): number =>
  Math.max(1, state.plannedDesks, ...state.desks.map(({ number }) => number));

/** The desks that this conseiller may take: planned or existing ones that nobody else holds. */
export function freeDesks(state: LineState, me: string): readonly number[] {
  return Array.from({ length: highestDesk(state) }, (_, index) => index + 1).filter(
    (number) => !heldByAnother(state, number, me),
  );
}

/** The desk to propose: the planned one if it is free, otherwise the first free one. */
export function proposedDesk(state: LineState, me: string, planned: number | undefined): number | undefined {
  const free = freeDesks(state, me);
  return planned !== undefined && free.includes(planned) ? planned : free[0];
}

const heldByAnother = (state: LineState, number: number, me: string): boolean => {
  const desk: Desk | undefined = state.desks.find((taken) => taken.number === number);
  const held = desk !== undefined && desk.state !== "left" && desk.conseiller !== me;
  return held || (desk?.conseiller !== me && occupantOf(state, number) !== undefined);
};

/** Moves between the door and the desks, for a conseiller without a desk. */
export type ScreenMoves = { readonly toDoor: () => void; readonly toDesks: () => void };

/** The screen shown now. A conseiller at the door stays there until they take a desk or ask for the desks. */
export function useScreen(state: LineState, me: string): readonly [Screen, ScreenMoves] {
  const [atDoor, go] = useState(false);
  const screen = screenOf(state, me, atDoor);
  const isThere = screen.show === "door";
  if (screen.show !== "choose-desk" && isThere !== atDoor) go(isThere);
  return [screen, { toDoor: () => go(true), toDesks: () => go(false) }];
}
