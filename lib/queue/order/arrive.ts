import { MINUTE, type Instant } from "../../time/instant.ts";
import type { QueueEvent } from "../line/events.ts";
import type { ExpectedAppointment, LineState } from "../line/line-state.ts";
import { dueFrom, nextInTurn } from "./order.ts";
import type { Origin, WaitingVisit } from "../line/visit.ts";

/** Nobody is late before this many minutes after the hour. */
const LATE_AFTER = 15;

/** More than a quarter of an hour after the hour. */
export const isOverdue = (expected: ExpectedAppointment, now: Instant): boolean =>
  now > expected.hour + LATE_AFTER * MINUTE;

/** Whether she is counted on: until a quarter of an hour after her hour, or after the one she announced. */
export const isAwaited = ({ hour, expectedAt = hour }: ExpectedAppointment, now: Instant): boolean =>
  now <= Math.max(hour, expectedAt) + LATE_AFTER * MINUTE;

/**
 * Whether she would be late if she came now: more than 15 minutes after the hour, and her turn came without her.
 * When the permanence itself runs late, nobody loses an hour they did not miss.
 */
export const isLate = (expected: ExpectedAppointment, now: Instant): boolean =>
  isOverdue(expected, now) && expected.passedBy.length > 0;

/** Whether the booked person has a number already. */
export const isHere = (state: LineState, appointment: string): boolean =>
  state.visits.some(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment);

/** How a booked person comes into the line; `late` is what the check-in fixed, with the calls that made it so. */
export const originOf = (expected: ExpectedAppointment, late: boolean): Extract<Origin, { kind: "appointment" }> => ({
  kind: "appointment",
  appointment: expected.id,
  hour: expected.hour,
  bookedAt: expected.bookedAt,
  late,
  ...(late && { passedBy: expected.passedBy }),
  ...(expected.wanted !== undefined && { wanted: expected.wanted }),
});

/** She as if that call had never been made: when no other took her turn, she missed nothing and keeps her hour. */
export function withoutPass<Held extends { readonly origin: Origin }>(visit: Held, call: string): Held {
  const { origin } = visit;
  if (origin.kind === "walk-in" || !origin.passedBy?.includes(call)) return visit;
  const { passedBy, ...rest } = origin;
  const others = passedBy.filter((other) => other !== call);
  return { ...visit, origin: others.length > 0 ? { ...rest, passedBy: others } : { ...rest, late: false } };
}

/** Those expected, with one who is so again: in the order of their hours. */
export const expectedAgain = (expected: LineState["expected"], again: ExpectedAppointment): LineState["expected"] =>
  [...expected, again].sort((a, b) => a.hour - b.hour || (a.id < b.id ? -1 : 1));

/** Whom the line expected, when this event is her arrival: what is needed to take a check-in back. */
export function arrivalIn(event: QueueEvent, before: LineState): { readonly arrived?: ExpectedAppointment } {
  const origin = event.type === "visit-joined" ? event.origin : undefined;
  const arrived =
    origin?.kind === "appointment" ? before.expected.find(({ id }) => id === origin.appointment) : undefined;
  return arrived ? { arrived } : {};
}

/** The visit she would be if she came at that moment, for the questions "and if she were here?". */
export const ifHere = (state: LineState, expected: ExpectedAppointment, at: Instant, late: boolean): WaitingVisit => ({
  id: expected.id,
  number: state.nextNumber,
  origin: originOf(expected, late),
  joinedAt: at,
  priority: false,
  ...(expected.topic !== undefined && { topic: expected.topic }),
  missedCalls: 0,
  awayTimes: 0,
  state: "waiting",
  back: false,
});

/**
 * The expected appointments whose turn a call by the rule takes at this moment: from two minutes before her hour on,
 * she would have been called instead, had she been there in time.
 */
export const passedAt = (state: LineState, now: Instant): readonly string[] =>
  state.expected
    .filter((expected) => dueFrom(expected.hour) <= now)
    .filter((expected) => {
      const here = ifHere(state, expected, now, false);
      return nextInTurn({ ...state, visits: [...state.visits, here] }, now)?.id === here.id;
    })
    .map((expected) => expected.id);
