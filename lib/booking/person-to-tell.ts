import type { Instant } from "../time/instant.ts";
import { NOBODY_TO_TELL, type WaysToTell } from "./disruption.ts";

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
 * `kept`: their appointment stands. `here`: they came, and were told where they waited. `told`: there is nothing to tell them any more, because they said no to another hour, or did not answer and keep
 * their hour.
 */
export type PersonToTell = {
  readonly appointment: string;
  readonly hour: Instant;
  readonly kept: boolean;
  readonly here?: true;
  readonly offer?: OfferToTell;
  readonly told?: "no" | "unanswered";
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly language?: string;
};

/** Whether somebody whose appointment was cancelled is offered that very hour again, because the half-day is held after all. `place`: the name of where it was. */
export const isOwnHourAgain = (
  { hour, kept, offer }: Pick<PersonToTell, "hour" | "kept" | "offer">,
  place: string,
): boolean => !kept && offer?.start === hour && offer.place === place;

/** What decides by which way somebody is told: the contact that they left, whether they came, and whether there is nothing to tell them any more. */
type Told = {
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly here?: true;
  readonly told?: PersonToTell["told"];
};

/**
 * How many people are told in each way: by telephone, by e-mail only, at the door when they left neither; and where they wait, `waiting` of them, among whom are those who came for
 * their appointment. Those with nothing to tell them any more are not counted. Lists and previews are counted by this.
 */
export function waysTo(people: readonly Told[], waiting: number): WaysToTell {
  const counted = { ...NOBODY_TO_TELL, onSite: waiting };
  for (const { phone, email, here, told } of people)
    if (told === undefined && here === undefined) counted[phone ? "phone" : email ? "email" : "none"] += 1;
  return counted;
}
