import { plusMinutes, type Instant } from "../time/instant.ts";
import { contains } from "../time/interval.ts";
import type { Window } from "../schedule/permanence.ts";
import type { LineState } from "./line-state.ts";

/** People stand at the door before it opens: a number may be given this many minutes before walk-ins begin. */
const AT_THE_DOOR_BEFORE = 60;

/**
 * Whether a person without appointment may have a number at that moment: in a window that takes walk-ins, up to an
 * hour before the first one, and always before the whole permanence begins. Between windows she may not: people
 * booked then, and the next window is told to her.
 */
export function takesWalkIns(state: Pick<LineState, "windows" | "span">, at: Instant): boolean {
  const windows = walkInWindows(state);
  const first = windows[0];
  if (!first) return false;
  if (at < first.span.start) return at < state.span.start || plusMinutes(first.span.start, -AT_THE_DOOR_BEFORE) <= at;
  return windows.some((window) => contains(window.span, at));
}

/** The next window that takes walk-ins, to tell a person who is refused. */
export const nextWalkInWindow = (state: Pick<LineState, "windows" | "span">, now: Instant): Window | undefined =>
  walkInWindows(state).find((window) => now < window.span.start);

/** No windows: the whole half-day is for walk-ins. */
const walkInWindows = ({ windows, span }: Pick<LineState, "windows" | "span">): readonly Window[] =>
  windows.length === 0
    ? [{ span, mode: "walk-in" }]
    : windows.filter((window) => window.mode !== "appointment").sort((a, b) => a.span.start - b.span.start);
