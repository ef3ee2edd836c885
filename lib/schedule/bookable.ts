import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Permanence } from "./permanence.ts";

type Booked = Pick<Permanence, "status" | "bookableLanes" | "windows">;

/** Whether hours of this half-day can still be booked: it is not over or cancelled, and a bookable window has not ended. */
export const isBookable = ({ status, bookableLanes, windows }: Booked, now: Instant): boolean =>
  (status === "scheduled" || status === "open") &&
  bookableLanes > 0 &&
  bookableIn(windows).some((span) => now < span.end);

const bookableIn = (windows: Permanence["windows"]): readonly Interval[] =>
  windows.filter(({ mode }) => mode !== "walk-in").map(({ span }) => span);
