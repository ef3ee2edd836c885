import { accept, never, refuse, type Result } from "../result.ts";
import type { Instant } from "../time/instant.ts";
import type { AppointmentFacts } from "./appointment-state.ts";

/** What a cancellation does: nothing (it was cancelled), or it is cancelled, and whoever waits leaves the line with it. */
export type Cancellation = { readonly effect: "none" | "cancelled" | "cancelled-and-leaves" };

/**
 * Whether whoever booked it may give it up. Also after its hour: an hour given back late still moves the line on. Refused:
 * `state-changed` (she is being helped, or her passage has ended), `too-late` (the half-day is over).
 */
export function cancel(
  { state, visit, permanenceEnd }: Pick<AppointmentFacts, "state" | "visit" | "permanenceEnd">,
  now: Instant,
): Result<Cancellation, "state-changed" | "too-late"> {
  if (state !== "booked") return accept({ effect: "none" });
  switch (visit) {
    case "waiting":
    case "called":
    case "absent":
      return accept({ effect: "cancelled-and-leaves" });
    case "serving":
    case "paused":
    case "done":
    case "left":
    case "redirected":
    case "unserved":
      return refuse("state-changed");
    case undefined:
      return now < permanenceEnd ? accept({ effect: "cancelled" }) : refuse("too-late");
    default:
      return never(visit);
  }
}
