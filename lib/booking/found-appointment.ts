import type { OwnContactWay } from "#lib/message/channel.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { NumberGiven } from "./number-given.ts";
import type { ResidentAppointment } from "./resident-appointment.ts";

/**
 * A number in the line, as the reception needs it. `state`: of the visit; `given`: what a telephone for SMS can be
 * noted with.
 */
type FoundNumber = {
  readonly state: string;
  readonly priority: boolean;
  readonly toFetch: boolean;
  readonly given?: NumberGiven;
};

/**
 * An appointment that the reception has opened. `ref`: opens it again for whoever opened it. `phone`: its last four
 * digits, and the whole number only once it was asked for; of an e-mail address likewise that there is one. `line`:
 * once the person is there.
 */
export type FoundAppointment = {
  readonly ref: string;
  readonly held: ResidentAppointment;
  readonly name?: string;
  readonly language?: string;
  readonly phone?: { readonly ending: string; readonly whole?: string };
  readonly email?: { readonly whole?: string };
  readonly line?: FoundNumber;
  /** By which way they are told now, and what they stopped; missing where no contact is kept. */
  readonly way?: OwnContactWay;
};

/**
 * An appointment that was found by what others know too: a telephone, a first name. `ref`: has it sent again; `ending`:
 * the last digits of its telephone.
 */
export type MaskedAppointment = { readonly ref: string; readonly ending?: string; readonly email: boolean };

/**
 * What an appointment is looked for by. `minute`: of its day; `place`: a slug; `day` as it was typed; `phone` in
 * international form.
 */
export type ReceptionSearch =
  | { readonly by: "code"; readonly code: string }
  | {
      readonly by: "hour";
      readonly place: string;
      readonly day: string;
      readonly minute: number;
      readonly name: string;
    }
  | { readonly by: "name"; readonly place: string; readonly day: string; readonly name: string }
  | { readonly by: "phone"; readonly phone: string };

/** The telephone or the e-mail that was given when booking. */
export type TypedContact = { readonly phone: string } | { readonly email: string };

/**
 * What the code of an appointment leads to on the tablet of a half-day. Of this half-day: `expected`, `arrived` (they
 * have a number there), `offered` (an hour there was offered to them, which they have not answered). `elsewhere`: of
 * another half-day, with what opens it at the reception; never on a shared tablet. `unknown`: no code of an appointment
 * that whoever asks may find.
 */
export type FoundAtTablet =
  | { readonly kind: "expected"; readonly appointment: string }
  | { readonly kind: "arrived"; readonly visit: string }
  | { readonly kind: "offered"; readonly start: Instant; readonly timeZone: string }
  | { readonly kind: "cancelled"; readonly opened?: string }
  | {
      readonly kind: "elsewhere";
      readonly start: Instant;
      readonly timeZone: string;
      readonly place: string;
      readonly opened: string;
    }
  | { readonly kind: "unknown" };

/** What was found, without telling more of the person than that: where and when, and which kinds of data are kept. */
export type FoundResident = {
  /** Opens it for who found it, for ten minutes. */
  readonly ref: string;
  readonly kind: "appointment" | "number";
  readonly place: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly number?: number;
  readonly keeps: { readonly name: boolean; readonly phone: boolean; readonly email: boolean };
  /** Whether erasing cancels it first. */
  readonly toCome: boolean;
};
