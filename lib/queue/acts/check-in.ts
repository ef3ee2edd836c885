import { accept, refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { isHere, isLate, originOf } from "../order/arrive.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";

/**
 * A booked person is here: she gets the next number and, unless she is late, keeps her hour. Also after numbers were
 * stopped: she was promised. Refused: `already-here`, `not-found` (not expected here),
 * `numbers-not-given` (nobody on site has begun).
 */
export function checkIn(state: LineState, command: CommandOf<"check-in">, now: Instant): Decision {
  if (visitOf(state, command.visit) || isHere(state, command.appointment)) return refuse("already-here");
  const expected = state.expected.find((appointment) => appointment.id === command.appointment);
  if (!expected) return refuse("not-found");
  if (state.numbers === "not-yet" && state.status !== "open") return refuse("numbers-not-given");
  return accept([
    {
      type: "visit-joined",
      visit: command.visit,
      number: state.nextNumber,
      origin: originOf(expected, isLate(expected, now)),
      joinedAt: now,
      priority: false,
      ...(expected.topic !== undefined && { topic: expected.topic }),
      overtaken: [],
    },
  ]);
}
