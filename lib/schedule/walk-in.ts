import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { contains, type Interval } from "#lib/time/interval.ts";
import type { Permanence, Window } from "./permanence.ts";

type HoursAndWindows = Pick<Permanence, "windows" | "span">;

/** Whether one may come without an appointment: now, from a later hour of this half-day, or not (any more). */
export type WalkIn =
  | { readonly state: "now" }
  | { readonly state: "from"; readonly at: Instant }
  | { readonly state: "no" };

/** What a resident without an appointment is told. */
export function walkInAt(halfDay: HoursAndWindows, now: Instant): WalkIn {
  if (isForWalkIns(halfDay, now)) return { state: "now" };
  const next = nextWalkInWindow(halfDay, now);
  return next ? { state: "from", at: next.span.start } : { state: "no" };
}

/**
 * Minutes before the first walk-in window from which numbers may be given: people stand at the door before it opens.
 */
const AT_THE_DOOR_BEFORE = 60;

/**
 * Whether a resident without an appointment may have a number at that moment: in a walk-in or mixed window, up to an
 * hour before the first one, and always before the half-day begins. Not between windows: that time is booked by others.
 */
export function takesWalkIns(halfDay: HoursAndWindows, at: Instant): boolean {
  const [first] = walkInWindows(halfDay);
  if (!first) return false;
  if (at < first.span.start) return at < halfDay.span.start || plusMinutes(first.span.start, -AT_THE_DOOR_BEFORE) <= at;
  return isForWalkIns(halfDay, at);
}

/** The next window that takes walk-ins, to name when a number is refused. */
export const nextWalkInWindow = (halfDay: HoursAndWindows, now: Instant): Window | undefined =>
  walkInWindows(halfDay).find((window) => now < window.span.start);

/** From when on one may come without an appointment; undefined when never in this half-day. */
export const walkInFrom = (halfDay: HoursAndWindows): Instant | undefined => walkInWindows(halfDay)[0]?.span.start;

/**
 * The first hours in which one may come without an appointment: the first window that takes walk-ins, with those that
 * continue it without a gap. Undefined when never in this half-day.
 */
export function firstWalkInHours(halfDay: HoursAndWindows): Interval | undefined {
  const [first, ...others] = walkInWindows(halfDay).map(({ span }) => span);
  if (first === undefined) return undefined;
  return others.reduce(
    (hours, { start, end }) => (start <= hours.end && hours.end < end ? { start: hours.start, end } : hours),
    first,
  );
}

const isForWalkIns = (halfDay: HoursAndWindows, at: Instant): boolean =>
  walkInWindows(halfDay).some((window) => contains(window.span, at));

/** The windows that take walk-ins, in their order. No windows at all means that the whole half-day does. */
const walkInWindows = ({ windows, span }: HoursAndWindows): readonly Window[] =>
  windows.length === 0
    ? [{ span, mode: "walk-in" }]
    : windows.filter((window) => window.mode !== "appointment").sort((a, b) => a.span.start - b.span.start);
