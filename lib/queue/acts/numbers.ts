import { accept, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";

export type GiveNumbers = { readonly type: "give-numbers" };
export type StopNumbers = { readonly type: "stop-numbers" };
/** `on`: the team alone gives numbers; otherwise door and kiosk give them again. */
export type NumbersByTeam = { readonly type: "numbers-by-team"; readonly on: boolean };

export type NumbersGiven = { readonly type: "numbers-given" };
export type NumbersStopped = { readonly type: "numbers-stopped" };
export type NumbersAreByTeam = { readonly type: "numbers-by-team"; readonly on: boolean };

/** From now on numbers are given at the door, also before the opening hour and again after they were stopped. */
export const giveNumbers = (state: LineState): Result<readonly NumbersGiven[], never> =>
  accept(state.numbers === "given" ? [] : [{ type: "numbers-given" }]);

/** No more numbers for this permanence. Who is in line stays, and booked people are still checked in. */
export const stopNumbers = (state: LineState): Result<readonly NumbersStopped[], never> =>
  accept(state.numbers === "stopped" ? [] : [{ type: "numbers-stopped" }]);

/** Door and kiosk send people to the team, which gives them numbers, or give numbers again. */
export const giveByTeam = (
  state: LineState,
  { on }: SentAct<NumbersByTeam>,
): Result<readonly NumbersAreByTeam[], never> =>
  accept((state.numbersByTeam ?? false) === on ? [] : [{ type: "numbers-by-team", on }]);

/** The team alone gives numbers, or door and kiosk too. */
export const numbersAreByTeam = ({ numbersByTeam: _, ...state }: LineState, { on }: NumbersAreByTeam): LineState => ({
  ...state,
  ...(on && { numbersByTeam: true }),
});

/** Numbers are given from now on. */
export const numbersGiven = (state: LineState): LineState => ({ ...state, numbers: "given" });

/** Numbers are stopped from now on. */
export const numbersStopped = (state: LineState): LineState => ({ ...state, numbers: "stopped" });

export type NoNumberRefusal = "numbers-not-given" | "numbers-stopped" | "line-suspended";

/** Why no number is given at the door now, whatever the hour. */
export function whyNoNumber(state: LineState): NoNumberRefusal | undefined {
  if (state.numbers === "not-yet") return "numbers-not-given";
  if (state.numbers === "stopped") return "numbers-stopped";
  return state.suspended ? "line-suspended" : undefined;
}
