import type { Instant } from "#lib/time/instant.ts";

/** The hour that is held for somebody who calls, with the secret by which it is booked (lib/server/booking/hold.ts). */
export type CaseHour = {
  readonly permanence: string;
  readonly start: Instant;
  readonly place: string;
  readonly timeZone: string;
  readonly hold: string;
  readonly until: Instant;
};

/**
 * What the reception has noted for one person at the desk or on the telephone, until it is booked or dropped
 * (docs/booking.md#reception). `since`: when it began. `organisation`: the slug of the organisation for which it is
 * booked. What was typed is kept as it was typed.
 */
export type ReceptionCase = {
  readonly id: string;
  readonly since: Instant;
  readonly organisation: string;
  readonly topic: string;
  readonly hour?: CaseHour | undefined;
  readonly name: string;
  readonly phone: string;
  readonly language: string;
  /** « Je préfère un appel », and « venez me chercher quand c’est mon tour ». */
  readonly prefersCall: boolean;
  readonly toFetch: boolean;
};

/** As many cases as somebody keeps in mind; a sixth is refused until one is booked or dropped. */
export const MOST_CASES = 5;

/** Minutes for which an hour is held for a case. */
export const HELD_FOR = 5;

/**
 * Whether the hour is held for the case at this moment. Afterwards it is booked as by anybody else, if it is still
 * free.
 */
export const isStillHeld = ({ hour }: Pick<ReceptionCase, "hour">, now: Instant): boolean =>
  hour !== undefined && now < hour.until;
