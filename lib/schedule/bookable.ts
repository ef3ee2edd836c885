import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { accessOf, opennessOf, type Permanence } from "./permanence.ts";

type Booked = Pick<Permanence, "status" | "bookableLanes" | "windows" | "shut">;

/**
 * Whether hours of this half-day can still be booked: it is not over, cancelled or shut, and a bookable window has not
 * ended.
 */
export const isBookable = ({ status, bookableLanes, windows, shut }: Booked, now: Instant): boolean =>
  (status === "scheduled" || status === "open") &&
  shut === undefined &&
  bookableLanes > 0 &&
  bookableIn(windows).some((span) => now < span.end);

const bookableIn = (windows: Permanence["windows"]): readonly Interval[] =>
  windows.filter(({ mode }) => mode !== "walk-in").map(({ span }) => span);

/**
 * Why nothing can be booked in a half-day: it was closed, is cancelled, shut for now, past its hours or its bookable
 * windows, or for walk-ins only.
 */
export type WhyNotBookable = "over" | "cancelled" | "shut" | "tooLate" | "walkInOnly";

/** The first of these reasons that holds; undefined when hours may be free. */
export function whyNotBookable(
  held: Pick<Permanence, "status" | "span" | "windows" | "bookableLanes" | "shut">,
  now: Instant,
): WhyNotBookable | undefined {
  const openness = opennessOf(held, now);
  if (openness === "cancelled") return "cancelled";
  if (openness === "closed") return held.status === "closed" ? "over" : "tooLate";
  if (held.shut !== undefined) return "shut";
  if (accessOf(held.windows) === "walk-in" || held.bookableLanes === 0) return "walkInOnly";
  return isBookable(held, now) ? undefined : "tooLate";
}
