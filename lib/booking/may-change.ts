import { assertNever } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { ShownState } from "./appointment-state.ts";

/** What the resident may still do with their appointment on its page. */
export type MayChange = { readonly move: boolean; readonly cancel: boolean };

/**
 * Moving is offered until the hour, cancelling until the half-day is over; once the resident has checked in, or their
 * turn came without them, they speak with the team. This only decides what is offered: `reschedule` and `cancel`
 * decide.
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
      return assertNever(state);
  }
}
