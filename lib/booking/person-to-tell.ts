import type { Instant } from "../time/instant.ts";

/** Another hour that is held for a person until they answer, as the team says it to them. `place`: its name. */
export type OfferToTell = {
  readonly id: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly until: Instant;
};

/**
 * A booked person whom the team tells that they are not received at their hour, or that another one is offered (docs/booking.md#who-is-to-be-told).
 * `kept`: their appointment stands. `told`: there is nothing to tell them any more, because they said no to another hour, or did not answer and keep
 * their hour.
 */
export type PersonToTell = {
  readonly appointment: string;
  readonly hour: Instant;
  readonly kept: boolean;
  readonly offer?: OfferToTell;
  readonly told?: "no" | "unanswered";
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly language?: string;
};

/** How a person can be told: by telephone, by e-mail only, or on site alone when they left neither. */
export type WayToTell = "phone" | "email" | "onSite";

/** The way to a person by the contact that they left. */
const wayTo = ({ phone, email }: Pick<PersonToTell, "phone" | "email">): WayToTell => {
  if (phone !== undefined) return "phone";
  return email === undefined ? "onSite" : "email";
};

/** How many of these people are told in each way; those with nothing to tell them any more are not counted. */
export function waysTo(
  people: readonly Pick<PersonToTell, "phone" | "email" | "told">[],
): Readonly<Record<WayToTell, number>> {
  const counted = { phone: 0, email: 0, onSite: 0 };
  for (const person of people) if (person.told === undefined) counted[wayTo(person)] += 1;
  return counted;
}
