import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { isHere, isLate, originOf, passedTurnsAt } from "#lib/queue/order/who-may-pass.ts";
import { joinedAtOf, type VisitJoined } from "./add-visit.ts";
import { numberFor } from "./lease-numbers.ts";

/** `number`, `joinedAt`: as of `add-visit`, when the person was checked in without network. */
export type CheckIn = {
  readonly type: "check-in";
  readonly appointment: string;
  readonly visit: string;
  readonly number?: number;
  readonly joinedAt?: Instant;
};

/** `not-found`: this appointment is not expected here. `numbers-not-given`: nobody of the team has begun. */
export type CheckInRefusal = "already-here" | "not-found" | "numbers-not-given";

/**
 * A booked person is here: they get the next number and, unless they are late, keep their hour. Accepted also after
 * numbers were stopped: they were promised to be received.
 */
export function checkIn(
  state: LineState,
  command: SentAct<CheckIn>,
  now: Instant,
): Result<readonly VisitJoined[], CheckInRefusal> {
  if (visitOf(state, command.visit) || isHere(state, command.appointment)) return refuse("already-here");
  const expected = state.expected.find((appointment) => appointment.id === command.appointment);
  if (!expected) return refuse("not-found");
  if (state.numbers === "not-yet" && state.status !== "open") return refuse("numbers-not-given");
  const joinedAt = joinedAtOf(command, now);
  return accept([
    {
      type: "visit-joined",
      visit: command.visit,
      number: numberFor(state, command.device, command.number),
      origin: originOf(expected, isLate(expected, joinedAt)),
      joinedAt,
      priority: false,
      ...(expected.topic !== undefined && { topic: expected.topic }),
      ...(expected.toFetch && { toFetch: expected.toFetch }),
      overtaken: [],
      ...passedTurnsAt(state, joinedAt, expected.id),
      ...(command.number !== undefined && joinedAt < now && { receivedAt: now }),
    },
  ]);
}
