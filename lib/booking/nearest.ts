import type { Instant } from "../time/instant.ts";
import type { Slot } from "./appointment.ts";

/** The slots closest to the hour somebody wanted, at most that many, then in the order of the day. */
export const nearestTo = (wanted: Instant, slots: readonly Slot[], most: number): readonly Slot[] =>
  [...slots]
    .sort((a, b) => Math.abs(a.span.start - wanted) - Math.abs(b.span.start - wanted) || a.span.start - b.span.start)
    .slice(0, most)
    .sort((a, b) => a.span.start - b.span.start);
