import type { Occurrence } from "#lib/schedule/occurrences.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Interval } from "#lib/time/interval.ts";
import { allAppointmentsFit } from "./all-appointments-fit.ts";

/** A half-day to come that stands for a date of a series, as far as a change of the series asks. */
type StandingHalfDay = {
  readonly localDate: string;
  readonly cancelled: boolean;
  readonly byHand: boolean;
  readonly begun: boolean;
  readonly appointments: readonly { readonly span: Interval; readonly lane?: number }[];
};

/**
 * What a changed series makes of a half-day: it takes the new hours and desks; it stays as it is, because it is
 * cancelled, was changed by hand, has begun, or holds an appointment that would lose its hour; or, without a date in
 * the new series, it is cancelled.
 */
export type SeriesChangeOutcome =
  | "follows"
  | "stays-cancelled"
  | "stays-by-hand"
  | "stays-begun"
  | "stays-for-appointments"
  | "is-cancelled";

/**
 * The outcome of a half-day. `date`: the date of the new series for which it stands; undefined when the series has none
 * for it. `plan`: the desks and windows that it would have then. Nobody loses an appointment by a series: whoever
 * booked keeps their hour until a person has decided (docs/calendars.md#changing-a-series).
 */
export function outcomeForHalfDay(
  held: StandingHalfDay,
  date: Occurrence | undefined,
  plan: Pick<Permanence, "span" | "windows" | "bookableLanes"> | undefined,
): SeriesChangeOutcome {
  if (held.cancelled) return "stays-cancelled";
  if (held.byHand) return "stays-by-hand";
  if (held.begun) return "stays-begun";
  if (!date || !plan) return held.appointments.length > 0 ? "stays-for-appointments" : "is-cancelled";
  const isSameDay = date.localDate === held.localDate;
  return held.appointments.length === 0 || (isSameDay && allAppointmentsFit(held.appointments, plan))
    ? "follows"
    : "stays-for-appointments";
}
