import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { NOBODY_TO_TELL, type PeopleByWay } from "./disruption.ts";

/** Another hour that is held for a person until they answer, as the team says it to them. `place`: its name. */
export type OfferToTell = {
  readonly id: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly until: Instant;
};

/**
 * Why a message told somebody nothing: the number or address is wrong, its hour came before it could leave, nobody was
 * reached, they stopped messages, nobody knows whether it arrived, or something else.
 */
export type MessageFailure = "wrong" | "too-late" | "unreachable" | "stopped" | "unknown" | "other";

/** How and when somebody was told; `waits`: by a message that leaves at that moment. */
export type ToldBy = {
  readonly by: "sms" | "mail" | "call" | "on-site";
  readonly at: Instant;
  readonly waits?: true;
};

/**
 * A booked person who is told that they are not received at their hour, that another one is offered, or that it is held
 * after all (docs/booking.md#who-is-to-be-told). `kept`: their appointment stands. `here`: they came, and were told
 * where they waited. `heldAfterAll`: they know that their hour is not kept, and it is now. `told`: there is nothing to
 * tell them any more, because it is said, they said no to another hour, or did not answer and keep their hour. `said`:
 * how; `failed`: the message that told them nothing, and why. `seen`: a version of what they have to be told.
 */
export type PersonToTell = {
  readonly appointment: string;
  readonly hour: Instant;
  readonly kept: boolean;
  readonly here?: true;
  readonly heldAfterAll?: true;
  readonly offer?: OfferToTell;
  readonly told?: "said" | "no" | "unanswered";
  readonly said?: ToldBy;
  readonly failed?: { readonly by: "sms" | "mail"; readonly why: MessageFailure };
  readonly seen: string;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly language?: string;
};

/** Who is to be told of one half-day, by the hour; at the end those with nothing to tell them any more. */
export type HalfDayToTell = {
  readonly permanence: string;
  readonly place: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly people: readonly PersonToTell[];
};

/**
 * Whether somebody whose appointment was cancelled is offered that very hour again, because the half-day is held after
 * all. `place`: the name of where it was.
 */
export const isOwnHourAgain = (
  { hour, kept, offer }: Pick<PersonToTell, "hour" | "kept" | "offer">,
  place: string,
): boolean => !kept && offer?.start === hour && offer.place === place;

/**
 * What decides by which way somebody is told: the contact that they left, whether they came, and whether a message
 * tells them (`later`: in the morning) or there is nothing to tell them any more.
 */
type PersonFacts = {
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly here?: true;
  readonly told?: PersonToTell["told"];
  readonly said?: Pick<ToldBy, "by"> & { readonly later?: boolean };
};

/**
 * How many people are told in each way: by a message; by the team, by telephone, by e-mail, at the door when they left
 * neither; and where they wait, `waiting` of them, among whom are those who came for their appointment. Those with
 * nothing to tell them any more are not counted, unless a message told them. Lists and previews are counted by this.
 */
export function peopleByWay(people: readonly PersonFacts[], waiting: number): PeopleByWay {
  const counted = { ...NOBODY_TO_TELL, onSite: waiting };
  for (const { phone, email, here, told, said } of people)
    if (told === "said" && (said?.by === "sms" || said?.by === "mail")) {
      counted[said.by] += 1;
      if (said.later) counted.later += 1;
    } else if (told === undefined && here === undefined) counted[phone ? "phone" : email ? "email" : "none"] += 1;
  return counted;
}
