import type { Instant } from "../time/instant.ts";
import { contains, overlaps } from "../time/interval.ts";
import type { Appointment } from "./appointment.ts";

/** An appointment and the lane it has from now on; undefined: beside the lanes, overbooked. */
export type Allotted = { readonly appointment: Appointment; readonly lane: number | undefined };

/**
 * Who keeps a lane when a half-day has this many (CONTRACT, Lanes). Every hour stays as it is: nobody is moved without a
 * yes. Those whose hour has begun come first, then who has a lane before who has none, then the earlier made; whoever
 * finds more than `lanes` at her hour stands beside them. A lane changes only when it is gone or taken. What is cancelled
 * or over is not named.
 */
export function allotLanes(appointments: readonly Appointment[], lanes: number, now: Instant): readonly Allotted[] {
  const booked = appointments.filter(({ state, span }) => state === "booked" && now < span.end);
  const kept: Appointment[] = [];
  for (const one of booked.toSorted(byClaim(now))) if (fits(one, kept, lanes)) kept.push(one);
  const laned = inLanes(kept, lanes);
  return booked.map((appointment) => ({ appointment, lane: laned.get(appointment.id) }));
}

const byClaim = (now: Instant) => (a: Appointment, b: Appointment): number =>
  claimOf(a, now) - claimOf(b, now) || a.bookedAt - b.bookedAt || (a.id < b.id ? -1 : 1);

const claimOf = ({ span, lane }: Appointment, now: Instant): number => (lane === undefined ? 2 : span.start <= now ? 0 : 1);

/** Whether at no moment of it more than `lanes` meet: the fullest moment is its start or the start of another. */
function fits(one: Appointment, kept: readonly Appointment[], lanes: number): boolean {
  const meeting = kept.filter(({ span }) => overlaps(span, one.span));
  const moments = [one.span.start, ...meeting.map(({ span }) => span.start).filter((start) => contains(one.span, start))];
  return moments.every((moment) => meeting.filter(({ span }) => contains(span, moment)).length < lanes);
}

/** In the order of the day a free lane is always found, since never more than `lanes` meet. Its own when it is free. */
function inLanes(kept: readonly Appointment[], lanes: number): ReadonlyMap<string, number> {
  const laned = new Map<string, number>();
  const ordered = kept.toSorted((a, b) => a.span.start - b.span.start || (a.lane ?? lanes + 1) - (b.lane ?? lanes + 1));
  for (const [index, one] of ordered.entries()) {
    const taken = new Set(ordered.slice(0, index).filter(({ span }) => overlaps(span, one.span)).map(({ id }) => laned.get(id)));
    const free = Array.from({ length: lanes }, (_, lane) => lane + 1).filter((lane) => !taken.has(lane));
    const lane = free.find((candidate) => candidate === one.lane) ?? free[0];
    if (lane !== undefined) laned.set(one.id, lane);
  }
  return laned;
}
