import { useState } from "react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { screenOf, type Screen } from "./screen-of.ts";

/** The ways between the door and the tables, for whoever sits at none. */
export type Go = { readonly toDoor: () => void; readonly toTables: () => void };

/** What is shown now. Whoever is at the door stays there until she takes a table, or asks for the tables. */
export function useScreen(state: LineState, me: string): readonly [Screen, Go] {
  const [atDoor, go] = useState(false);
  const screen = screenOf(state, me, atDoor);
  const isThere = screen.show === "door";
  if (screen.show !== "choose-table" && isThere !== atDoor) go(isThere);
  return [screen, { toDoor: () => go(true), toTables: () => go(false) }];
}
