import type { OwnContactWay } from "../message/channel.ts";
import type { NumberGiven } from "./number-given.ts";
import type { ResidentAppointment } from "./resident-appointment.ts";

/** A number in the line, as the reception needs it. `state`: of the visit; `given`: what a telephone for SMS can be noted with. */
type FoundNumber = {
  readonly state: string;
  readonly priority: boolean;
  readonly toFetch: boolean;
  readonly given?: NumberGiven;
};

/**
 * An appointment that the reception has opened. `ref`: opens it again for whoever opened it. `phone`: its last four digits, and the whole number only
 * once it was asked for; of an e-mail address likewise that there is one. `line`: once the person is there.
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

/** An appointment that was found by what others know too: a telephone, a first name. `ref`: has it sent again; `ending`: the last digits of its telephone. */
export type MaskedAppointment = { readonly ref: string; readonly ending?: string; readonly email: boolean };
