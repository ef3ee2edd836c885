import { accept, refuse, type Result } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import type { Sent } from "../line/envelope.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { isHere, isLate, originOf, passedTurnsAt } from "../order/expected-appointments.ts";
import type { VisitJoined } from "./add-visit.ts";

export type CheckIn = { readonly type: "check-in"; readonly appointment: string; readonly visit: string };

/** `not-found`: this appointment is not expected here. `numbers-not-given`: nobody of the team has begun. */
export type CheckInRefusal = "already-here" | "not-found" | "numbers-not-given";

/**
 * A booked person is here: they get the next number and, unless they are late, keep their hour. Accepted also after
 * numbers were stopped: they were promised to be received.
 */
export function checkIn(
  state: LineState,
  command: Sent<CheckIn>,
  now: Instant,
): Result<readonly VisitJoined[], CheckInRefusal> {
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
      ...(expected.toFetch && { toFetch: expected.toFetch }),
      overtaken: [],
      ...passedTurnsAt(state, now, expected.id),
    },
  ]);
}
