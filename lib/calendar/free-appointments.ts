import { GRID, onGrid } from "#lib/booking/bookable-times.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";

const GRID_STEP = GRID * MINUTE;

/** A booked span and its lane; an overbooked one has no lane and takes none of the time counted here. */
export type Booked = { readonly span: Interval; readonly lane?: number };

type Bookable = Pick<Permanence, "span" | "windows" | "bookableLanes">;

/**
 * How many more appointments of that many minutes fit from now on, in the lanes and bookable windows. An estimate for a
 * partner; which starts can be booked is decided in the module `booking`.
 */
export function freeAppointments(
  { span, windows, bookableLanes }: Bookable,
  booked: readonly Booked[],
  minutes: number,
  now: Instant,
): number {
  const length = onGrid(minutes) * MINUTE;
  const earliest = span.start + Math.ceil(Math.max(0, now - span.start) / GRID_STEP) * GRID_STEP;
  const lanes = Array.from({ length: bookableLanes }, (_, index) => index + 1);
  const spans = windows.filter(({ mode }) => mode !== "walk-in").map((window) => window.span);
  const fits = (lane: number, { start, end }: Interval): number =>
    gapsOf(
      instant(Math.max(start, earliest)),
      end,
      booked.filter((one) => one.lane === lane),
    ).reduce((sum, gap) => sum + Math.floor(Math.max(0, gap) / length), 0);
  return lanes.reduce((sum, lane) => sum + spans.reduce((inLane, window) => inLane + fits(lane, window), 0), 0);
}

/** The free stretches of a lane between two moments, in milliseconds; some may be negative. */
function gapsOf(from: Instant, to: Instant, booked: readonly Booked[]): readonly number[] {
  const taken = booked
    .map(({ span }) => span)
    .filter(({ start, end }) => start < to && from < end)
    .sort((a, b) => a.start - b.start);
  const starts = [...taken.map(({ start }) => start), to];
  const ends = [from, ...taken.map(({ end }) => end)];
  return starts.map((start, index) => start - (ends[index] ?? to));
}
