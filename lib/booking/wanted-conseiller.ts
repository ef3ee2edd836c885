import { refuse, type Result } from "../result.ts";
import { overlaps, type Interval } from "../time/interval.ts";
import type { BookingRefusal } from "./appointment.ts";

/**
 * Refuses an hour that was found if the conseiller who is wanted is away then: `conseiller-absent`. `away`: their absences
 * (docs/booking.md#wanted-conseiller); none when nobody is wanted.
 */
export const unlessAway = <Placed extends { readonly span: Interval } | undefined>(
  placed: Result<Placed, BookingRefusal>,
  away: readonly Interval[],
): Result<Placed, BookingRefusal> =>
  placed.ok && placed.value && isAway(placed.value.span, away) ? refuse("conseiller-absent") : placed;

/** Whether one of the absences meets the span. */
const isAway = (span: Interval, away: readonly Interval[]): boolean => away.some((absence) => overlaps(absence, span));
