import { never } from "../result.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { ShownState } from "./appointment-state.ts";

/** What its holder may still do by herself with her appointment, and so is offered on its page. */
export type MayChange = { readonly move: boolean; readonly cancel: boolean };

/**
 * Moved until its hour, given up until its half-day is over; once she is here, or her turn went by without her, she
 * speaks with the team. The rules that decide are `reschedule` and `cancel`.
 */
export function mayChange(
  { state, span }: { readonly state: ShownState; readonly span: Interval },
  now: Instant,
): MayChange {
  switch (state) {
    case "booked":
    case "late":
      return { move: now < span.start, cancel: true };
    case "checked-in":
    case "no-show":
    case "attended":
    case "awaiting-outcome":
    case "cancelled-by-resident":
    case "cancelled-by-service":
      return { move: false, cancel: false };
    default:
      return never(state);
  }
}
