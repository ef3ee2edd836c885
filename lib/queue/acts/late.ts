import { accept, refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { isHere } from "../order/arrive.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import { comesLaterToday } from "../line/hour-to-come.ts";
import type { LineState } from "../line/line-state.ts";

/**
 * A booked person says when she will be here. It changes no turn, late or not; only what is announced.
 * Refused: `already-here`, `not-found` (not expected here), `outside-hours` when that hour is not ahead.
 */
export function announceLate(state: LineState, { appointment, expectedAt }: CommandOf<"late">, now: Instant): Decision {
  const expected = state.expected.find(({ id }) => id === appointment);
  if (!expected) return refuse(isHere(state, appointment) ? "already-here" : "not-found");
  if (!comesLaterToday(state, expectedAt, now)) return refuse("outside-hours");
  return accept(expected.expectedAt === expectedAt ? [] : [{ type: "appointment-late", appointment, expectedAt }]);
}
