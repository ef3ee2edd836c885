import { plusMinutes, type Instant } from "../time/instant.ts";
import { contains } from "../time/interval.ts";
import type { Permanence, Window } from "./permanence.ts";

type HalfDay = Pick<Permanence, "windows" | "span">;

/** Whether one may come without an appointment: now, from a later hour of this half-day, or not (any more). */
export type WalkIn =
  { readonly state: "now" } | { readonly state: "from"; readonly at: Instant } | { readonly state: "no" };

/** What to tell a person who has no appointment. */
export function walkInAt(halfDay: HalfDay, now: Instant): WalkIn {
  if (isForWalkIns(halfDay, now)) return { state: "now" };
  const next = nextWalkInWindow(halfDay, now);
  return next ? { state: "from", at: next.span.start } : { state: "no" };
}

/** People stand at the door before it opens: a number may be given this many minutes before walk-ins begin. */
const AT_THE_DOOR_BEFORE = 60;

/**
 * Whether a person without appointment may have a number at that moment: in a window that takes walk-ins, up to an
 * hour before the first one, and always before the whole permanence begins. Between windows she may not: people
 * booked then, and the next window is told to her.
 */
export function takesWalkIns(halfDay: HalfDay, at: Instant): boolean {
  const [first] = walkInWindows(halfDay);
  if (!first) return false;
  if (at < first.span.start) return at < halfDay.span.start || plusMinutes(first.span.start, -AT_THE_DOOR_BEFORE) <= at;
  return isForWalkIns(halfDay, at);
}

/** The next window that takes walk-ins, to tell a person who is refused. */
export const nextWalkInWindow = (halfDay: HalfDay, now: Instant): Window | undefined =>
  walkInWindows(halfDay).find((window) => now < window.span.start);

/** From when on a person may come without an appointment; undefined: never in this half-day. */
export const walkInFrom = (halfDay: HalfDay): Instant | undefined => walkInWindows(halfDay)[0]?.span.start;

const isForWalkIns = (halfDay: HalfDay, at: Instant): boolean =>
  walkInWindows(halfDay).some((window) => contains(window.span, at));

/** In their order. No windows: the whole half-day is for walk-ins. */
const walkInWindows = ({ windows, span }: HalfDay): readonly Window[] =>
  windows.length === 0
    ? [{ span, mode: "walk-in" }]
    : windows.filter((window) => window.mode !== "appointment").sort((a, b) => a.span.start - b.span.start);
