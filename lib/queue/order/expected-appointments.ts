import { MINUTE, type Instant } from "../../time/instant.ts";
import type { ExpectedAppointment, LineState } from "../line/line-state.ts";
import type { Origin, WaitingVisit } from "../line/visit.ts";
import { dueFrom, nextInTurn } from "./next-in-turn.ts";

/** Nobody is late before this many minutes after the hour (docs/line.md#late-appointments). */
const LATE_AFTER = 15;

/** More than a quarter of an hour after the hour. */
export const isOverdue = (expected: ExpectedAppointment, now: Instant): boolean =>
  now > expected.hour + LATE_AFTER * MINUTE;

/** Whether the person is counted on: until a quarter of an hour after their hour, or after the one they announced. */
export const isAwaited = ({ hour, expectedAt = hour }: ExpectedAppointment, now: Instant): boolean =>
  now <= Math.max(hour, expectedAt) + LATE_AFTER * MINUTE;

/**
 * Whether the person would be late if they came now: more than 15 minutes after the hour, and a call took their turn
 * meanwhile. When the permanence itself runs behind, nobody loses an hour that they did not miss.
 */
export const isLate = (expected: ExpectedAppointment, now: Instant): boolean =>
  isOverdue(expected, now) && expected.passedBy.length > 0;

/**
 * The appointments whose turn has passed at this moment, as a field of the visit that gets its number then: this number is
 * not told of them (docs/line.md#histories, 15). `own`: the appointment that is checked in by it, which is left out.
 */
export function passedTurnsAt(
  state: LineState,
  now: Instant,
  own?: string,
): { readonly passedTurns?: readonly string[] } {
  const passed = state.expected.filter((expected) => expected.id !== own && isLate(expected, now));
  return passed.length > 0 ? { passedTurns: passed.map(({ id }) => id) } : {};
}

/** Whether the booked person has a number already. */
export const isHere = (state: LineState, appointment: string): boolean =>
  state.visits.some(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment);

/** The origin of a visit that a check-in begins; when late, with the calls that took its turn. */
export const originOf = (expected: ExpectedAppointment, late: boolean): Extract<Origin, { kind: "appointment" }> => ({
  kind: "appointment",
  appointment: expected.id,
  hour: expected.hour,
  bookedAt: expected.bookedAt,
  late,
  ...(late && { passedBy: expected.passedBy }),
  ...(expected.wanted !== undefined && { wanted: expected.wanted }),
});

/** The visit of an expected person if they checked in at that moment: for questions about a line with them in it. */
export const ifHere = (state: LineState, expected: ExpectedAppointment, at: Instant, late: boolean): WaitingVisit => ({
  id: expected.id,
  number: state.nextNumber,
  origin: originOf(expected, late),
  joinedAt: at,
  priority: false,
  ...(expected.topic !== undefined && { topic: expected.topic }),
  ...(expected.toFetch && { toFetch: expected.toFetch }),
  missedCalls: 0,
  awayTimes: 0,
  state: "waiting",
  back: false,
});

/**
 * The expected appointments whose turn a call by the rule takes at this moment: those due now that would have been called
 * instead, had they been here in time.
 */
export const passedAt = (state: LineState, now: Instant): readonly string[] =>
  state.expected
    .filter((expected) => dueFrom(expected.hour) <= now)
    .filter((expected) => {
      const here = ifHere(state, expected, now, false);
      return nextInTurn({ ...state, visits: [...state.visits, here] }, now)?.id === here.id;
    })
    .map((expected) => expected.id);
