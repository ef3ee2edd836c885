import { accept, refuse } from "../result.ts";
import type { Decision } from "./events.ts";
import type { LineState } from "./line-state.ts";

/** From now on numbers are given at the door, also before the opening hour and again after they were stopped. */
export function giveNumbers(state: LineState): Decision {
  if (isOver(state)) return refuse("permanence-closed");
  return accept(state.numbers === "given" ? [] : [{ type: "numbers-given" }]);
}

/** No more numbers for this half-day; who is in line stays, and booked people are still welcomed. */
export function stopNumbers(state: LineState): Decision {
  if (isOver(state)) return refuse("permanence-closed");
  return accept(state.numbers === "stopped" ? [] : [{ type: "numbers-stopped" }]);
}

/** Closed, or never to be held. */
export const isOver = (state: LineState): boolean => state.status === "closed" || state.status === "cancelled";
