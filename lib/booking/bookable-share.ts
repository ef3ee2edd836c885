import { accessOf, type Mode, type Permanence } from "#lib/schedule/permanence.ts";
import { bookableSpans } from "./bookable-times.ts";

/** How much of the desk time can be booked, from 0 to 1. `warning`: more than advised; nothing is refused for it. */
export type BookableShare = { readonly share: number; readonly warning: boolean };

/** Of the desk time of a mixed half-day, one minute in three may be booked (docs/booking.md#how-much-may-be-booked). */
const ONE_IN = 3;

/**
 * The share of the desk time that can be booked: lanes × time in bookable windows, of desks × the whole half-day. Only
 * a half-day that also takes walk-ins gets a warning; one of appointments only has no limit.
 */
export function bookableShare({
  desks,
  bookableLanes,
  windows,
  span,
}: Pick<Permanence, "desks" | "bookableLanes" | "windows" | "span">): BookableShare {
  const all = desks * (span.end - span.start);
  const bookable =
    bookableLanes * bookableSpans({ span, windows }).reduce((sum, { start, end }) => sum + (end - start), 0);
  return { share: bookable / all, warning: accessOf(windows) === "mixed" && bookable * ONE_IN > all };
}

/** A part of a half-day in minutes, and who may come in it. */
type HalfDayPart = { readonly from: number; readonly to: number; readonly mode: Mode };

/**
 * How many of the desks to make bookable in a half-day of so many minutes: none without a bookable window, all where
 * everybody comes with an appointment, otherwise as many as keep to the third of the desk time, one at least.
 */
export function suggestedLanes(desks: number, minutes: number, windows: readonly HalfDayPart[]): number {
  const bookable = windows.filter(({ mode }) => mode !== "walk-in");
  if (bookable.length === 0) return 0;
  if (windows.every(({ mode }) => mode === "appointment")) return desks;
  const booked = bookable.reduce((sum, { from, to }) => sum + to - from, 0);
  return Math.min(desks, Math.max(1, Math.floor((desks * minutes) / (ONE_IN * booked))));
}
