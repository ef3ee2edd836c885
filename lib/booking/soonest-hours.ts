import type { TopicTime } from "#lib/schedule/topic.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { Appointment } from "./appointment.ts";
import { bookableSpans, GRID, takesItsHour, type Bookable } from "./bookable-times.ts";
import { openSlots } from "./open-slots.ts";

/**
 * A half-day to search, its appointments, and the topics of its organisation. `held` is the caller's own value for it,
 * handed back with each hour found.
 */
export type Searched<Held> = {
  readonly held: Held;
  readonly halfDay: Bookable;
  readonly appointments: readonly Appointment[];
  readonly known: readonly TopicTime[];
};

/** A free hour, and the half-day it is in. */
export type FreeHour<Held> = { readonly held: Held; readonly span: Interval };

/** How many hours are answered: at most in all, and at most of one half-day. */
export type HowMany = { readonly most: number; readonly each: number };

/**
 * The soonest hours that can be booked about these topics, earliest first (docs/booking.md#soonest-hours). Two hours of
 * one half-day never overlap. Half-days that are full, or too late to hold an earlier hour than those found, are
 * skipped. A half-day that does not take a topic has no hours; nothing is refused.
 */
export function soonestHours<Held>(
  searched: readonly Searched<Held>[],
  topics: readonly string[],
  { most, each }: HowMany,
  now: Instant,
): readonly FreeHour<Held>[] {
  let found: readonly FreeHour<Held>[] = [];
  for (const { held, halfDay, appointments, known } of searched.toSorted(
    (a, b) => a.halfDay.span.start - b.halfDay.span.start,
  )) {
    const last = found[most - 1];
    if (last && last.span.start <= halfDay.span.start) break;
    if (isFull(halfDay, appointments, now)) continue;
    const slots = openSlots(halfDay, known, appointments, topics, now);
    const hours = slots.ok ? apart(slots.value.map(({ span }) => span)).slice(0, each) : [];
    found = [...found, ...hours.map((span) => ({ held, span }))]
      .sort((a, b) => a.span.start - b.span.start)
      .slice(0, most);
  }
  return found;
}

/**
 * Whether less than a quarter of an hour of lane time is free. Only sums times, which is cheaper than looking for
 * starts.
 */
export function isFull(halfDay: Bookable, appointments: readonly Appointment[], now: Instant): boolean {
  const open = bookableSpans(halfDay);
  // Windows and lanes may have been changed since the booking: what lies outside of them takes no time of theirs.
  const taken = appointments
    .filter((one) => takesItsHour(one, now) && one.lane !== undefined && one.lane <= halfDay.bookableLanes)
    .flatMap(({ span }) =>
      open.map(({ start, end }) => Math.max(0, Math.min(end, span.end) - Math.max(start, span.start))),
    )
    .reduce((sum, time) => sum + time, 0);
  return halfDay.bookableLanes * lengthOf(open) - taken < GRID * MINUTE;
}

const lengthOf = (spans: readonly Interval[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);

function apart(spans: readonly Interval[]): readonly Interval[] {
  const kept: Interval[] = [];
  for (const span of spans) if ((kept.at(-1)?.end ?? span.start) <= span.start) kept.push(span);
  return kept;
}

/**
 * A half-day with a free hour, and its place. `address` is the street; both it and `city` are as the place writes them.
 */
export type SoonestHalfDay = {
  readonly permanence: string;
  readonly timeZone: string;
  readonly place: { readonly slug: string; readonly name: string; readonly address: string; readonly city: string };
};

/** A free hour as it is shown. `tooManyWait`: it is withheld from residents; the team alone reads it. */
export type SoonestHour = SoonestHalfDay & { readonly span: Interval; readonly tooManyWait?: true };
