import type { Instant } from "#lib/time/instant.ts";
import { contains, overlaps, type Interval } from "#lib/time/interval.ts";
import type { Appointment } from "./appointment.ts";
import { takesItsHour } from "./bookable-times.ts";

/** An appointment and the lane it has from now on; undefined: it has none and stands beside the lanes. */
export type AllottedLane = { readonly appointment: Appointment; readonly lane: number | undefined };

/**
 * Allots the lanes again after their number has changed to `lanes` (docs/booking.md#fewer-lanes). No hour changes.
 * Appointments whose hour has begun come first, then those with a lane before those without, booked ones before held
 * hours, then the earlier made; one that meets more than `lanes` others at its hour gets none. A lane changes only when
 * it no longer exists or is taken. An appointment without a lane whose hour has begun stays without. Cancelled and
 * ended appointments and holds that have expired are not in the answer; an ended one keeps its lane for its hour, since
 * the constraint `appointment_no_overlap` counts it.
 */
export function allotLanes(appointments: readonly Appointment[], lanes: number, now: Instant): readonly AllottedLane[] {
  const booked = appointments.filter((one) => takesItsHour(one, now));
  const named = booked.filter(({ span }) => now < span.end);
  const claims = named.toSorted(byClaim);
  const begun = claims.filter(({ span, lane }) => span.start <= now && lane !== undefined);
  const ahead: Appointment[] = [];
  const laned = new Map<string, HourInLane>();
  for (const one of booked)
    if (one.span.end <= now && one.lane !== undefined) laned.set(one.id, { span: one.span, lane: one.lane });
  for (const one of begun) giveLane(one, lanes, laned);
  const standing = begun.filter(({ id }) => laned.has(id));
  for (const one of claims) if (now < one.span.start && fits(one, [...standing, ...ahead], lanes)) ahead.push(one);
  for (const one of ahead.toSorted(byHour(lanes))) giveLane(one, lanes, laned);
  return named.map((appointment) => ({ appointment, lane: laned.get(appointment.id)?.lane }));
}

type HourInLane = { readonly span: Interval; readonly lane: number };

const byClaim = (a: Appointment, b: Appointment): number =>
  Number(b.lane !== undefined) - Number(a.lane !== undefined) ||
  Number(a.state === "held") - Number(b.state === "held") ||
  a.bookedAt - b.bookedAt ||
  (a.id < b.id ? -1 : 1);

/** In the order of their hours a lane is found for each, since never more than `lanes` of them meet. */
const byHour =
  (lanes: number) =>
  (a: Appointment, b: Appointment): number =>
    a.span.start - b.span.start || (a.lane ?? lanes + 1) - (b.lane ?? lanes + 1);

/** Whether at no moment of it more than `lanes` meet: the fullest moment is its start or the start of another. */
function fits(one: Appointment, kept: readonly Appointment[], lanes: number): boolean {
  const meeting = kept.filter(({ span }) => overlaps(span, one.span));
  const moments = [
    one.span.start,
    ...meeting.map(({ span }) => span.start).filter((start) => contains(one.span, start)),
  ];
  return moments.every((moment) => meeting.filter(({ span }) => contains(span, moment)).length < lanes);
}

/** The appointment's own lane when it still exists and is free, else the lowest free one; none when none is free. */
function giveLane({ id, span, lane: own }: Appointment, lanes: number, laned: Map<string, HourInLane>): void {
  const taken = new Set([...laned.values()].filter((other) => overlaps(other.span, span)).map(({ lane }) => lane));
  const free = Array.from({ length: lanes }, (_, index) => index + 1).filter((lane) => !taken.has(lane));
  const lane = free.find((candidate) => candidate === own) ?? free[0];
  if (lane !== undefined) laned.set(id, { span, lane });
}
