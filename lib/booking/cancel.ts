import { accept, assertNever, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Appointment } from "./appointment.ts";
import type { AppointmentFacts } from "./appointment-state.ts";

/**
 * What cancelling does: nothing (it is cancelled already), or the appointment is cancelled, and a waiting resident
 * leaves the line.
 */
export type Cancellation = { readonly effect: "none" | "cancelled" | "cancelled-and-leaves" };

/**
 * Whether the resident may cancel their appointment (docs/booking.md#cancelling). Also after its hour: that still moves
 * the line on. Refused: `state-changed` (they are being helped, or their visit has ended), `too-late` (the half-day is
 * over).
 */
export function cancel(
  { state, visit, permanenceEnd }: Pick<Appointment, "state"> & Pick<AppointmentFacts, "visit" | "permanenceEnd">,
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
      return assertNever(visit);
  }
}
