import type { Permanence } from "#lib/schedule/permanence.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { MINUTE, plusMinutes, instant, type Instant } from "#lib/time/instant.ts";
import type { Appointment } from "./appointment.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { minutesOf, takesTopic, type TopicTime } from "#lib/schedule/topic.ts";

/** Minutes: starts lie on this grid from the start of the half-day (docs/booking.md#grid-and-holes). */
export const GRID = 15;

/** The minutes an appointment takes: rounded up to the grid, so that a booking never shifts the rhythm of the day. */
export const onGrid = (minutes: number): number => Math.ceil(minutes / GRID) * GRID;

/** The first moment of the half-day's grid at or after the given one; never before its start. */
export const gridFrom = (start: Instant, moment: Instant): Instant =>
  instant(start + Math.max(0, Math.ceil((moment - start) / (GRID * MINUTE))) * GRID * MINUTE);

/** The last moment of the half-day's grid at or before the given one. */
const gridUntil = (start: Instant, moment: Instant): Instant =>
  instant(start + Math.floor((moment - start) / (GRID * MINUTE)) * GRID * MINUTE);

/**
 * The facts of a half-day that decide what may be booked in it. `notice`: minutes before an hour until which whoever
 * asks may book it (docs/booking.md#shortest-notice); 0 for the team. `tooManyWait`: its hours are withheld from
 * whoever asks (docs/booking.md#too-many-people-wait); never for the team. `onlineShare`: percent of its bookable time
 * that is booked online without a proven contact (docs/booking.md#online-share); absent for whom it does not count.
 */
export type Bookable = Pick<Permanence, "status" | "span" | "windows" | "bookableLanes" | "topics" | "shut"> & {
  readonly notice: number;
  readonly tooManyWait?: boolean;
  readonly onlineShare?: number;
};

/** The first moment at which an hour may begin that is booked now. */
export const earliestStart = ({ notice }: Pick<Bookable, "notice">, now: Instant): Instant => plusMinutes(now, notice);

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

/** Whether nobody else can have its hour: it is booked, or held and the hold has not expired. */
export const takesItsHour = ({ state, heldUntil }: Pick<Appointment, "state" | "heldUntil">, now: Instant): boolean =>
  state === "booked" || (state === "held" && heldUntil !== undefined && now < heldUntil);

/**
 * The free spans of a lane, cut to the grid: the bookable spans without what is booked or held in that lane. The clock
 * is no bound of them: the past is in them.
 */
export function freeSpansInLane(
  halfDay: Pick<Bookable, "span" | "windows">,
  appointments: readonly Appointment[],
  lane: number,
  now: Instant,
): readonly Interval[] {
  const { start } = halfDay.span;
  const taken = appointments.filter((one) => takesItsHour(one, now) && one.lane === lane).map(({ span }) => span);
  return bookableSpans(halfDay)
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

/**
 * A lane and a span in it where an appointment fits. `hole`: whether it leaves a quarter of an hour beside it that
 * nobody could book. "elapsed": it would have, but that quarter can be booked no more, and elapsed time is no hole.
 */
export type FittingStart = {
  readonly lane: number;
  readonly span: Interval;
  readonly hole: "none" | "elapsed" | "left";
};

/**
 * Every lane and start where an appointment of that length (minutes, on the grid) fits and can still be booked.
 * `shortest`: minutes of the shortest topic bookable here; when it is longer than the grid, a lone quarter of an hour
 * is lost.
 */
export function fittingStarts(
  halfDay: Bookable,
  appointments: readonly Appointment[],
  length: number,
  shortest: number,
  now: Instant,
): readonly FittingStart[] {
  const lanes = Array.from({ length: halfDay.bookableLanes }, (_, index) => index + 1);
  const earliest = earliestStart(halfDay, now);
  return lanes.flatMap((lane) =>
    freeSpansInLane(halfDay, appointments, lane, now).flatMap((gap) =>
      startsIn(gap, length)
        .filter((start) => earliest <= start)
        .map((start): FittingStart => {
          const span = { start, end: plusMinutes(start, length) };
          return { lane, span, hole: shortest > GRID ? holeBeside(span, gap, earliest) : "none" };
        }),
    ),
  );
}

/**
 * The starts that are offered: those that leave no hole, or all of them when every one leaves a hole
 * (docs/booking.md#grid-and-holes). One whose hole has elapsed is offered, and does not keep the others from being
 * offered: so the clock alone never takes an hour away before it comes.
 */
export function offeredStarts(placements: readonly FittingStart[]): readonly FittingStart[] {
  return placements.some(({ hole }) => hole === "none") ? placements.filter(({ hole }) => hole !== "left") : placements;
}

const startsIn = ({ start, end }: Interval, length: number): readonly Instant[] => {
  const count = Math.floor(((end - start) / MINUTE - length) / GRID) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => plusMinutes(start, index * GRID));
};

function holeBeside(span: Interval, gap: Interval, earliest: Instant): FittingStart["hole"] {
  if (isQuarter(span.end, gap.end)) return "left";
  if (!isQuarter(gap.start, span.start)) return "none";
  return gap.start < earliest ? "elapsed" : "left";
}

const isQuarter = (from: Instant, to: Instant): boolean => to - from === GRID * MINUTE;

/** The minutes an appointment takes, and those of the shortest one may book in this half-day; both on the grid. */
type Lengths = { readonly length: number; readonly shortest: number };

/**
 * How long an appointment about these topics is: their minutes add up, to 90 at most. `known` are the topics of the
 * organisation. Refused: `unknown-topic` (no topic named, or one that does not exist or is not taken in this half-day),
 * `not-bookable` (a topic for walk-ins only).
 */
export function lengthsOf(
  halfDay: Pick<Bookable, "topics">,
  known: readonly TopicTime[],
  wanted: readonly string[],
): Result<Lengths, "unknown-topic" | "not-bookable"> {
  const taken = known.filter(({ key }) => takesTopic(halfDay.topics, key));
  const named = [...new Set(wanted)].map((key) => taken.find((topic) => topic.key === key));
  if (named.length === 0 || named.includes(undefined)) return refuse("unknown-topic");
  const topics = named.filter((topic) => topic !== undefined);
  if (!topics.every(({ bookable }) => bookable)) return refuse("not-bookable");
  const shortest = Math.min(...taken.filter(({ bookable }) => bookable).map(({ minutes }) => onGrid(minutes)));
  return accept({ length: onGrid(minutesOf(topics)), shortest });
}

/** The key of the shortest topic bookable there, as a list of one; empty when there is none. */
export function shortestOf({
  halfDay,
  topics,
}: {
  readonly halfDay: Pick<Bookable, "topics">;
  readonly topics: readonly TopicTime[];
}): readonly string[] {
  const taken = topics.filter(({ key, bookable }) => bookable && takesTopic(halfDay.topics, key));
  const shortest = taken.reduce<TopicTime | undefined>(
    (best, topic) => (best && best.minutes <= topic.minutes ? best : topic),
    undefined,
  );
  return shortest ? [shortest.key] : [];
}
