import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

export type AppointmentState = "booked" | "cancelled-by-resident" | "cancelled-by-service";

/**
 * A booked span in a lane; an overbooked one has no lane. A `held` one is an hour that is kept for somebody until
 * `heldUntil` and not booked yet (docs/booking.md#held-hours).
 */
export type Appointment = {
  readonly id: string;
  readonly permanence: string;
  readonly span: Interval;
  readonly state: AppointmentState | "held";
  readonly heldUntil?: Instant;
  readonly lane?: number;
  readonly bookedAt: Instant;
  readonly topics: readonly string[];
  /** Booked online without a proven contact: it counts in the online share (docs/booking.md#online-share). */
  readonly unproven?: true;
};

/** A bookable span. `remaining`: lanes that are free for its whole length. */
export type Slot = { readonly span: Interval; readonly remaining: number };

/** A slot proposed instead of the one asked for; `permanence`, since it may be in another half-day of the place. */
export type Alternative = Slot & { readonly permanence: string };

export type BookingRefusal =
  | "slot-taken"
  | "only-by-team"
  | "outside-hours"
  | "leaves-a-hole"
  | "too-soon"
  | "short-notice"
  | "too-many-wait"
  | "too-late"
  | "unknown-topic"
  | "permanence-closed"
  | "shut-for-now"
  | "not-bookable"
  | "too-many-appointments"
  | "personal-number-refused"
  | "not-found"
  | "state-changed"
  | "overbooked-enough"
  | "unknown-conseiller"
  | "conseiller-absent"
  | "offer-ended";
