import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import type { AppointmentState } from "./appointment.ts";
import type { Lateness } from "./appointment-state.ts";
import type { Bookable } from "./bookable-times.ts";

/** What the person answers. */
export type OfferAnswer = "yes" | "no";

/**
 * Another hour that the service offers for an appointment whose hour it cannot keep (docs/booking.md#offers).
 * `permanence`, `span`: of the hour offered. `held`: whether that hour is still held for the person; it is not once the
 * hold was ended or has expired and was deleted. `answer`: `withdrawn` when a later offer or another act of the person
 * ended it.
 */
export type Offer = {
  readonly id: string;
  readonly permanence: string;
  readonly span: Interval;
  readonly until: Instant;
  readonly held: boolean;
  readonly answer?: OfferAnswer | "withdrawn";
};

/**
 * `offer-ended`: it has expired, was withdrawn or was answered otherwise. `state-changed`: the person has cancelled or
 * is here.
 */
export const OFFER_REFUSALS = ["offer-ended", "state-changed", "permanence-closed", "not-found"] as const;
export type OfferRefusal = (typeof OFFER_REFUSALS)[number];

/** Days and, on the clock of the place, minutes after midnight until which an offer is held. */
const DAYS = 2;
const EVENING = 18 * 60;

/**
 * Until when an hour is offered: six in the evening of the second day after today at the place, at the latest until it
 * begins.
 */
export function offerUntil(start: Instant, now: Instant, zone: string): Instant {
  const evening = instantAt(plusDays(localDateOf(now, zone), DAYS), EVENING, zone);
  return evening < start ? evening : start;
}

/** Whether the hour is held for the person and they may still answer. */
export const isOpen = ({ answer, held, until }: Pick<Offer, "answer" | "held" | "until">, now: Instant): boolean =>
  answer === undefined && held && now < until;

/** The appointment as an answer finds it. `arrived`: the person has checked in. */
export type Offered = {
  readonly permanence: string;
  readonly span: Interval;
  readonly state: AppointmentState;
  readonly bookedAt: Instant;
  readonly arrived: boolean;
};

/**
 * What an answer does. `none`: it was given before. `keeps`: the hour offered is free again, and the appointment stays
 * as it is. `moves`: the appointment takes the hour offered, as one that was made at `bookedAt`.
 */
export type AnswerEffect =
  | { readonly effect: "none" }
  | { readonly effect: "keeps" }
  | { readonly effect: "moves"; readonly bookedAt: Instant };

/**
 * The answer to an offer. `halfDay`: that of the hour offered. The same answer again changes nothing. Refused:
 * `state-changed` (the person has cancelled, or is here), `permanence-closed` (a yes to a half-day that is cancelled,
 * over or kept by a closure), `offer-ended`.
 */
export function answerOffer(
  offer: Offer,
  appointment: Offered,
  halfDay: Pick<Bookable, "status" | "span" | "shut">,
  answer: OfferAnswer,
  now: Instant,
): Result<AnswerEffect, Exclude<OfferRefusal, "not-found">> {
  if (offer.answer === answer) return accept({ effect: "none" });
  if (appointment.state === "cancelled-by-resident" || appointment.arrived) return refuse("state-changed");
  if (answer === "yes" && offer.answer === undefined && isOff(halfDay, now)) return refuse("permanence-closed");
  if (!isOpen(offer, now)) return refuse("offer-ended");
  return accept(
    answer === "no" ? { effect: "keeps" } : { effect: "moves", bookedAt: bookedAtAfter(offer, appointment, now) },
  );
}

const isOff = ({ status, span, shut }: Pick<Bookable, "status" | "span" | "shut">, now: Instant): boolean =>
  status === "closed" || status === "cancelled" || span.end <= now || shut !== undefined;

/**
 * When an appointment counts as made that takes the hour offered. For a later hour of the same half-day it stays:
 * whoever had a number was told of the appointment already, and waits no longer for it (docs/line.md#the-promise). For
 * any other hour it is now, as after a move.
 */
const bookedAtAfter = (offer: Offer, { permanence, span, state, bookedAt }: Offered, now: Instant): Instant =>
  state === "booked" && offer.permanence === permanence && span.start <= offer.span.start ? bookedAt : now;

/**
 * What the page of an appointment says of its last offer: that it waits for an answer, that it was refused, or that it
 * ended without an answer.
 */
export type ShownOffer = "open" | "no" | "expired";

/**
 * What is said of the last offer, made at `madeAt`; undefined when nothing is: the person has said yes, has cancelled,
 * is here, or has moved since.
 */
export function shownOffer(
  offer: Offer & { readonly madeAt: Instant },
  { state, bookedAt, arrived }: Pick<Offered, "state" | "bookedAt" | "arrived">,
  now: Instant,
): ShownOffer | undefined {
  if (state === "cancelled-by-resident" || arrived || offer.madeAt < bookedAt) return undefined;
  if (isOpen(offer, now)) return "open";
  if (offer.answer === undefined) return "expired";
  return offer.answer === "no" ? "no" : undefined;
}

/**
 * A person who comes, as far as it decides for which hour. `received`: the half-day of their appointment is today, at
 * this place, and goes on.
 */
export type PersonArriving = Pick<Offered, "state"> & {
  readonly received: boolean;
  readonly late: Lateness | undefined;
};

/**
 * For which hour somebody comes who has not answered the offer of an hour at this place today. `former`: their
 * appointment is received here, and their turn has not passed, so they have the place that its hour gives. `offered`:
 * the former hour gives nothing any more, and coming is a yes. `ask-the-team`: neither stands.
 */
export function hourOfComer(
  offer: Pick<Offer, "answer" | "held" | "until">,
  { state, received, late }: PersonArriving,
  now: Instant,
): "former" | "offered" | "ask-the-team" {
  const isReceived = state === "booked" && received;
  if (isReceived && !(late === "passed" && isOpen(offer, now))) return "former";
  return isOpen(offer, now) ? "offered" : "ask-the-team";
}
