import { MINUTE, plusMinutes, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Appointment } from "./appointment.ts";
import { freeSpansInLane, type Bookable } from "./bookable-spans.ts";
import { GRID } from "./grid.ts";

/** A lane and a span in it where an appointment fits. `leavesAHole`: a quarter of an hour beside it that nobody could book. */
export type FittingStart = { readonly lane: number; readonly span: Interval; readonly leavesAHole: boolean };

/**
 * Every lane and start where an appointment of that length (minutes, on the grid) fits from now on. `shortest`: minutes of
 * the shortest topic bookable here; when it is longer than the grid, a lone quarter of an hour is lost.
 */
export function fittingStarts(
  halfDay: Bookable,
  appointments: readonly Appointment[],
  length: number,
  shortest: number,
  now: Instant,
): readonly FittingStart[] {
  const lanes = Array.from({ length: halfDay.bookableLanes }, (_, index) => index + 1);
  return lanes.flatMap((lane) =>
    freeSpansInLane(halfDay, appointments, lane, now).flatMap((gap) =>
      startsIn(gap, length).map((start): FittingStart => {
        const span = { start, end: plusMinutes(start, length) };
        return {
          lane,
          span,
          leavesAHole: shortest > GRID && (isHole(gap.start, span.start) || isHole(span.end, gap.end)),
        };
      }),
    ),
  );
}

/** The starts that are offered: those that leave no hole, or all of them when every one leaves a hole (docs/booking.md#grid-and-holes). */
export function offeredStarts(placements: readonly FittingStart[]): readonly FittingStart[] {
  const tidy = placements.filter(({ leavesAHole }) => !leavesAHole);
  return tidy.length > 0 ? tidy : placements;
}

const startsIn = ({ start, end }: Interval, length: number): readonly Instant[] => {
  const count = Math.floor(((end - start) / MINUTE - length) / GRID) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => plusMinutes(start, index * GRID));
};

const isHole = (from: Instant, to: Instant): boolean => to - from === GRID * MINUTE;
