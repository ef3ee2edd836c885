import { deskOf } from "#lib/queue/line/desks.ts";
import { type Desk, type LineState, occupantOf } from "#lib/queue/line/line-state.ts";
import { useState } from "react";

export type Screen =
  | { readonly show: "over" }
  | { readonly show: "before-numbers" }
  | { readonly show: "door" }
  | { readonly show: "choose-table" }
  | { readonly show: "break"; readonly desk: number }
  | { readonly show: "running"; readonly desk: number };

/**
 * What this conseiller sees: the half-day's moment, and whether she sits at a table. Who has none once it is open gives numbers
 * at the door when she was there or went there (`atDoor`): a colleague who opens does not send her away.
 */
function screenOf(state: LineState, me: string, atDoor: boolean): Screen {
  if (state.status === "closed" || state.status === "cancelled") return { show: "over" };
  if (state.status === "scheduled") return state.numbers === "not-yet" ? { show: "before-numbers" } : { show: "door" };
  const resting = deskOf(state, me);
  if (resting?.state === "break") return { show: "break", desk: resting.number };
  const mine = tableOf(state, me);
  if (mine !== undefined) return { show: "running", desk: mine };
  return { show: atDoor ? "door" : "choose-table" };
}

/** The table where she sits. */
export const tableOf = (state: LineState, me: string): number | undefined =>
  state.desks.find((desk) => desk.conseiller === me && desk.state === "present")?.number;

/** The tables she may take: planned or standing ones that nobody else holds. */
export function freeTables(state: LineState, me: string): readonly number[] {
  const highest = Math.max(1, state.plannedDesks, ...state.desks.map(({ number }) => number));
  return Array.from({ length: highest }, (_, index) => index + 1).filter((number) => !heldByAnother(state, number, me));
}

/** The table to propose: the one planned for her, else the first free one. */
export function proposedTable(state: LineState, me: string, planned: number | undefined): number | undefined {
  const free = freeTables(state, me);
  return planned !== undefined && free.includes(planned) ? planned : free[0];
}

const heldByAnother = (state: LineState, number: number, me: string): boolean => {
  const desk: Desk | undefined = state.desks.find((taken) => taken.number === number);
  const held = desk !== undefined && desk.state !== "left" && desk.conseiller !== me;
  return held || (desk?.conseiller !== me && occupantOf(state, number) !== undefined);
};

/** The ways between the door and the tables, for whoever sits at none. */
export type ScreenMoves = { readonly toDoor: () => void; readonly toTables: () => void };

/** What is shown now. Whoever is at the door stays there until she takes a table, or asks for the tables. */
export function useScreen(state: LineState, me: string): readonly [Screen, ScreenMoves] {
  const [atDoor, go] = useState(false);
  const screen = screenOf(state, me, atDoor);
  const isThere = screen.show === "door";
  if (screen.show !== "choose-table" && isThere !== atDoor) go(isThere);
  return [screen, { toDoor: () => go(true), toTables: () => go(false) }];
}
