import { encloses, type Interval } from "#lib/time/interval.ts";
import { bookableSpans, type Bookable } from "./bookable-times.ts";

/**
 * Whether every appointment can stay as it is when a half-day has other hours, windows or lanes: its hour lies in a
 * window for appointments, and its lane still exists. One beside the lanes needs the window alone.
 */
export const allAppointmentsFit = (
  appointments: readonly { readonly span: Interval; readonly lane?: number }[],
  halfDay: Pick<Bookable, "span" | "windows" | "bookableLanes">,
): boolean => {
  const open = bookableSpans(halfDay);
  return appointments.every(
    ({ span, lane = 0 }) => lane <= halfDay.bookableLanes && open.some((one) => encloses(one, span)),
  );
};
