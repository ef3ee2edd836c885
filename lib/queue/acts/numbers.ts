import { accept } from "../../result.ts";
import type { Decision } from "../line/events.ts";
import type { LineState } from "../line/line-state.ts";
import type { QueueRefusal } from "../line/refusal.ts";

/** From now on numbers are given at the door, also before the opening hour and again after they were stopped. */
export const giveNumbers = (state: LineState): Decision =>
  accept(state.numbers === "given" ? [] : [{ type: "numbers-given" }]);

/** No more numbers for this half-day; who is in line stays, and booked people are still welcomed. */
export const stopNumbers = (state: LineState): Decision =>
  accept(state.numbers === "stopped" ? [] : [{ type: "numbers-stopped" }]);

/** Why nobody at the door gets a number now, whatever the hour. */
export function whyNoNumber(state: LineState): QueueRefusal | undefined {
  if (state.numbers === "not-yet") return "numbers-not-given";
  if (state.numbers === "stopped") return "numbers-stopped";
  return state.suspended ? "line-suspended" : undefined;
}
