import type { Instant } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { plusDays } from "#lib/time/zone.ts";
import type { ClosedTimes } from "./closed-times.ts";

/** Days after today on which a half-day may be held instead. */
export const AHEAD = 14;

/**
 * The days, from tomorrow on, on which a half-day could be held instead at its place: no holiday, no closure, nothing
 * else of its organisation held there at these hours, the place open. `spanOn`: its hours on a date; `held`: what is
 * held at the place; `isOpen`: whether the place is open then, as far as is known.
 */
export function daysToMoveTo(
  today: string,
  spanOn: (date: string) => Interval,
  {
    closed,
    held,
    isOpen,
  }: {
    readonly closed: ClosedTimes;
    readonly held: readonly Interval[];
    readonly isOpen: (date: string) => boolean;
  },
  now: Instant,
): readonly string[] {
  return Array.from({ length: AHEAD }, (_, step) => plusDays(today, step + 1)).filter((date) => {
    const span = spanOn(date);
    return (
      now < span.start &&
      isOpen(date) &&
      !closed.holidays.has(date) &&
      ![...closed.closures, ...held].some((one) => overlaps(one, span))
    );
  });
}
