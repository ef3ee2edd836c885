import type { Permanence } from "../schedule/permanence.ts";
import { overlaps, type Interval } from "../time/interval.ts";
import type { Instant } from "../time/instant.ts";
import type { Appointment } from "./appointment.ts";
import { gridFrom, gridUntil } from "./grid.ts";

/** The facts of a half-day that decide what may be booked in it. */
export type Bookable = Pick<Permanence, "status" | "span" | "windows" | "bookableLanes" | "topics">;

/** The spans of a half-day that take appointments, earliest first. Windows that touch are joined. */
export function bookableSpans({ span, windows }: Pick<Bookable, "span" | "windows">): readonly Interval[] {
  const open = windows
    .filter(({ mode }) => mode !== "walk-in")
    .map((window) => ({ start: later(window.span.start, span.start), end: earlier(window.span.end, span.end) }))
    .filter(isSome)
    .sort((a, b) => a.start - b.start);
  const joined: Interval[] = [];
  for (const one of open) {
    const last = joined.at(-1);
    if (last && one.start <= last.end) joined[joined.length - 1] = { start: last.start, end: later(last.end, one.end) };
    else joined.push(one);
  }
  return joined;
}

/** The spans still free in a lane from a moment on, cut to the grid: the bookable spans without what is booked in that lane. */
export function freeSpansInLane(
  halfDay: Pick<Bookable, "span" | "windows">,
  appointments: readonly Appointment[],
  lane: number,
  from: Instant,
): readonly Interval[] {
  const { start } = halfDay.span;
  const taken = appointments.filter((one) => one.state === "booked" && one.lane === lane).map(({ span }) => span);
  return bookableSpans(halfDay)
    .map((span) => ({ ...span, start: later(span.start, from) }))
    .flatMap((span) => without(span, taken))
    .map((gap) => ({ start: gridFrom(start, gap.start), end: gridUntil(start, gap.end) }))
    .filter(isSome);
}

function without(span: Interval, taken: readonly Interval[]): readonly Interval[] {
  const inside = taken.filter((one) => overlaps(one, span)).sort((a, b) => a.start - b.start);
  const starts = [span.start, ...inside.map(({ end }) => end)];
  return starts.map((start, index) => ({ start, end: inside[index]?.start ?? span.end }));
}

const isSome = ({ start, end }: Interval): boolean => start < end;
const later = (a: Instant, b: Instant): Instant => (a < b ? b : a);
const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
