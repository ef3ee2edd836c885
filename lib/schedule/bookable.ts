import type { Instant } from "../time/instant.ts";
import { accessOf, type Permanence } from "./permanence.ts";

/** Whether hours of this half-day can still be booked: it is not over or cancelled, and a bookable window has not ended. */
export const isBookable = ({ status, bookableLanes, windows }: Pick<Permanence, "status" | "bookableLanes" | "windows">, now: Instant): boolean =>
  (status === "scheduled" || status === "open") &&
  bookableLanes > 0 &&
  accessOf(windows) !== "walk-in" &&
  windows.some(({ mode, span }) => mode !== "walk-in" && now < span.end);
