import type { TopicTime } from "#lib/schedule/topic.ts";
import { MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { encloses, type Interval } from "#lib/time/interval.ts";
import { allotLanes, type AllottedLane } from "./allot-lanes.ts";
import type { Appointment } from "./appointment.ts";
import {
  bookableSpans,
  fittingStarts,
  GRID,
  offeredStarts,
  type Bookable,
  lengthsOf,
  takesItsHour,
} from "./bookable-times.ts";

/**
 * An appointment as far as new hours are worked out. `arrived`: the person has checked in, so they are told on site.
 */
export type AppointmentToMove = Appointment & { readonly arrived: boolean };

/** A new hour for an appointment, and the lane in which it is held until the person has answered. */
export type NewHour = {
  readonly appointment: string;
  readonly former: Interval;
  readonly span: Interval;
  readonly lane: number;
};

/**
 * What fewer desks make of a half-day. `lanes`: how many can be booked from then on; `allotted`: who is in which of
 * them. `kept`: ids of those who keep hour and lane; `offered`: who gets a new hour offered; `beside`: ids of those who
 * stand beside the lanes and for whom no later hour is free.
 */
export type FewerDesks = {
  readonly lanes: number;
  readonly allotted: readonly AllottedLane[];
  readonly kept: readonly string[];
  readonly offered: readonly NewHour[];
  readonly beside: readonly string[];
};

/**
 * Works out what becomes of the appointments when a half-day has `desks` desks from now on: lanes are allotted anew
 * (`allotLanes`), and whoever finds none at their hour, which is to come, gets the first later hour offered that is
 * free in those lanes, the earlier hours first. Nobody’s hour changes by it: until they say yes they keep theirs,
 * beside the lanes. Somebody who was beside the lanes before stays so.
 */
export function fewerDesks(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly AppointmentToMove[],
  desks: number,
  now: Instant,
): FewerDesks {
  const lanes = Math.min(halfDay.bookableLanes, desks);
  const allotted = allotLanes(appointments, lanes, now);
  const laneOf = new Map(allotted.map(({ appointment, lane }) => [appointment.id, lane]));
  const named = appointments.filter(({ id, state }) => state === "booked" && laneOf.has(id));
  const lost = named.filter(({ id, lane }) => lane !== undefined && laneOf.get(id) === undefined);
  const standing: Appointment[] = appointments.flatMap(({ lane: _former, ...one }) => {
    const lane = laneOf.has(one.id) ? laneOf.get(one.id) : _former;
    return lane === undefined ? [] : [{ ...one, lane }];
  });
  const offered: NewHour[] = [];
  const room: Bookable = { ...halfDay, bookableLanes: lanes, notice: 0 };
  for (const one of lost.toSorted(byHour)) {
    if (one.arrived || one.span.start <= now || halfDay.shut !== undefined) continue;
    const found = firstAfter(room, known, standing, one, now);
    if (!found) continue;
    offered.push({ appointment: one.id, former: one.span, ...found });
    standing.push(heldFor(one, found));
  }
  const asked = new Set(offered.map(({ appointment }) => appointment));
  return {
    lanes,
    allotted,
    kept: named.filter(({ id, lane }) => laneOf.get(id) !== undefined || lane === undefined).map(({ id }) => id),
    offered,
    beside: lost.filter(({ id }) => !asked.has(id)).map(({ id }) => id),
  };
}

/** What a move of a half-day offers: an hour each, or ids of those for whom there is none. */
export type MovedHours = { readonly offered: readonly NewHour[]; readonly without: readonly string[] };

/**
 * Works out which hour of another half-day is offered to each person whose half-day is moved there: that as far from
 * its start as theirs was, in their lane; who has no lane, or whose hour cannot be booked there, gets the first hour
 * that is free. Who has arrived gets none. The earlier hours first.
 */
export function movedHours(
  from: Interval,
  target: Bookable,
  known: readonly TopicTime[],
  appointments: readonly AppointmentToMove[],
  now: Instant,
): MovedHours {
  const room: Bookable = { ...target, notice: 0 };
  const open = bookableSpans(target);
  const coming = appointments.filter(({ state, arrived }) => state === "booked" && !arrived).toSorted(byHour);
  const offered: NewHour[] = [];
  const standing: Appointment[] = [];
  const take = (one: AppointmentToMove, found: Pick<NewHour, "span" | "lane">): void => {
    offered.push({ appointment: one.id, former: one.span, ...found });
    standing.push(heldFor(one, found));
  };
  const others: AppointmentToMove[] = [];
  for (const one of coming) {
    const minutes = (target.span.start - from.start) / MINUTE;
    const span = { start: plusMinutes(one.span.start, minutes), end: plusMinutes(one.span.end, minutes) };
    const fits = now < span.start && open.some((window) => encloses(window, span));
    if (fits && one.lane !== undefined && one.lane <= target.bookableLanes) take(one, { span, lane: one.lane });
    else others.push(one);
  }
  for (const one of others) {
    const found = firstAfter(room, known, standing, one, now, target.span.start);
    if (found) take(one, found);
  }
  const asked = new Set(offered.map(({ appointment }) => appointment));
  return {
    offered: offered.toSorted((a, b) => a.former.start - b.former.start),
    without: coming.filter(({ id }) => !asked.has(id)).map(({ id }) => id),
  };
}

const byHour = (a: Appointment, b: Appointment): number =>
  a.span.start - b.span.start || a.bookedAt - b.bookedAt || (a.id < b.id ? -1 : 1);

/** The hour as it stands while the offer waits, so that nobody else is offered it. */
const heldFor = (one: Appointment, { span, lane }: Pick<NewHour, "span" | "lane">): Appointment => ({
  ...one,
  span,
  lane,
  state: "booked",
});

/** The first hour of the length of theirs that is free from a moment on, by default later than their own. */
function firstAfter(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  one: AppointmentToMove,
  now: Instant,
  from: Instant = plusMinutes(one.span.start, 1),
): Pick<NewHour, "span" | "lane"> | undefined {
  const lengths = lengthsOf(halfDay, known, one.topics);
  const shortest = lengths.ok ? lengths.value.shortest : GRID;
  const length = (one.span.end - one.span.start) / MINUTE;
  const taken = appointments.filter((other) => takesItsHour(other, now));
  const starts = offeredStarts(fittingStarts(halfDay, taken, length, shortest, now));
  const [first] = starts
    .filter(({ span }) => from <= span.start && now < span.start)
    .toSorted((a, b) => a.span.start - b.span.start || a.lane - b.lane);
  return first && { span: first.span, lane: first.lane };
}
