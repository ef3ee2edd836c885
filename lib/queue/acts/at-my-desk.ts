import { accept, refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { comesLaterToday } from "../line/hour-to-come.ts";
import type { CommandOf } from "../line/commands.ts";
import { deskOf, freedFrom } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { occupantOf, type LineState } from "../line/line-state.ts";

/** She leaves her desk for this half-day. Refused: `desk-not-taken` (she holds none), `desk-busy` (somebody is called or sits there). */
export function leaveDesk(state: LineState, command: CommandOf<"leave-desk">): Decision {
  const desk = deskOf(state, command.conseiller);
  if (!desk) return refuse("desk-not-taken");
  if (occupantOf(state, desk.number)) return refuse("desk-busy");
  return accept([{ type: "desk-left", desk: desk.number }, ...freedFrom(state, desk.number)]);
}

/** A break, with its end when it is announced. Refused as leaving, and `outside-hours` when the end is not ahead. */
export function takeBreak(state: LineState, { conseiller, until }: CommandOf<"break">, now: Instant): Decision {
  const desk = deskOf(state, conseiller);
  if (!desk) return refuse("desk-not-taken");
  if (occupantOf(state, desk.number)) return refuse("desk-busy");
  if (until !== undefined && !comesLaterToday(state, until, now)) return refuse("outside-hours");
  if (desk.state === "break" && desk.breakUntil === until) return accept([]);
  return accept([
    { type: "desk-on-break", desk: desk.number, ...(until !== undefined && { until }) },
    ...freedFrom(state, desk.number),
  ]);
}

/** Back from the break; nothing happens when she was at her desk. Refused: `desk-not-taken`. */
export function returnToDesk(state: LineState, command: CommandOf<"return">): Decision {
  const desk = deskOf(state, command.conseiller);
  if (!desk) return refuse("desk-not-taken");
  return accept(desk.state === "break" ? [{ type: "desk-returned", desk: desk.number }] : []);
}
