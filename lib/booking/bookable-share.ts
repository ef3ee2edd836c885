import { accessOf, type Permanence } from "../schedule/permanence.ts";
import { bookableSpans } from "./bookable-spans.ts";

/** How much of the desk-time can be booked, 0 to 1. `warning` tells whoever sets the lanes, and refuses nothing. */
export type BookableShare = { readonly share: number; readonly warning: boolean };

/** Of the desk-time of a mixed half-day, one minute in three may be booked (DESIGN, Order of the line; queue.md, 3.2). */
const ONE_IN = 3;

/**
 * The share of a half-day's desk-time that can be booked: its lanes while appointments are taken, of all its desks all
 * along. Too much only where people also come without an appointment, for whom too little would be left; a half-day of
 * appointments only has no such limit.
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
