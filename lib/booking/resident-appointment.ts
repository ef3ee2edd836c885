import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { Lateness, ShownState } from "./appointment-state.ts";
import type { ShownOffer } from "./offer.ts";

/** The number that a checked-in appointment got in the line, and the secret of that number's page. */
export type VisitLink = { readonly number: number; readonly secret: string };

/** Another hour that the service offers, as the resident reads it. `until`: how long it is held. */
export type ResidentOffer = {
  readonly id: string;
  readonly state: ShownOffer;
  readonly permanence: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly until: Instant;
  readonly place: {
    readonly name: string;
    readonly address: string;
    readonly postalCode: string;
    readonly city: string;
  };
};

/** An appointment as the resident who holds its link may know it. */
export type ResidentAppointment = {
  readonly id: string;
  readonly secret: string;
  readonly code?: string;
  readonly state: ShownState;
  /** The resident is not here, and their hour has come or they announced that they come later. */
  readonly late?: Lateness;
  /** Its half-day was closed before its hour: nobody receives the resident. Told on its page only. */
  readonly closedBefore?: true;
  /** No help was given, or none was recorded (`helpNotGiven`); told on its page only. */
  readonly help?: "missing" | "unknown";
  /** Once the resident has checked in; told on its page only. */
  readonly visit?: VisitLink;
  readonly span: Interval;
  readonly timeZone: string;
  readonly topics: readonly string[];
  readonly createdAt: Instant;
  /** When it was made, or last moved. */
  readonly bookedAt: Instant;
  /** When the resident last said yes to another hour that was offered. */
  readonly acceptedAt?: Instant;
  /** When it was cancelled. */
  readonly cancelledAt?: Instant;
  /** At their turn somebody of the team goes to them, once checked in as the tablet has it; told on its page only. */
  readonly toFetch?: true;
  /** The hour it had before its last move; told on its page only. */
  readonly movedFrom?: Instant;
  /** Another hour that was offered last, as long as there is something to say of it. */
  readonly offer?: ResidentOffer;
  readonly permanence: string;
  /** The id of the organisation that holds the half-day. */
  readonly organisation: string;
  readonly place: {
    readonly slug: string;
    readonly name: string;
    readonly address: string;
    readonly postalCode: string;
    readonly city: string;
  };
  /** Of the place, else of who runs it. */
  readonly phone?: string;
};
