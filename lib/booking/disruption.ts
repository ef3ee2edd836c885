import type { SeatRefused, SeatRefusal } from "#lib/schedule/assignment.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

/*
 * What a coordinator decides when somebody is ill or a place is shut, half-day by half-day, and what that does to the
 * people who are booked (docs/planning.md#imprévu).
 */

export const REMEDIES = ["replace", "fewer-desks", "move", "cancel"] as const;

/**
 * What is done about a half-day that cannot be held as it was planned. `replace`: these people take the desks of those
 * who are away, in the order of the desks. `fewer-desks`: it is held at the desks of those who are there. `move`: it is
 * held on another day, at the same hours and place, by that person if one is named. `cancel`: it is not held.
 */
export type Remedy =
  | { readonly kind: "replace"; readonly accounts: readonly string[] }
  | { readonly kind: "fewer-desks" }
  | { readonly kind: "move"; readonly date: string; readonly account?: string }
  | { readonly kind: "cancel" };

/** Somebody who is away, and when. */
export type PersonAway = { readonly account: string; readonly span: Interval };

/**
 * How many people are told by which way: by a message that is sent to them, SMS or e-mail; by the team, which
 * telephones them, writes an e-mail, or has neither (at the door); or on site, where they wait already. `later`: how
 * many of the messages wait for the morning.
 */
export type PeopleByWay = {
  readonly sms: number;
  readonly mail: number;
  readonly phone: number;
  readonly email: number;
  readonly none: number;
  readonly onSite: number;
  readonly later: number;
};

export const NOBODY_TO_TELL: PeopleByWay = { sms: 0, mail: 0, phone: 0, email: 0, none: 0, onSite: 0, later: 0 };

/** Both together. */
export const addWays = (a: PeopleByWay, b: PeopleByWay): PeopleByWay => ({
  sms: a.sms + b.sms,
  mail: a.mail + b.mail,
  phone: a.phone + b.phone,
  email: a.email + b.email,
  none: a.none + b.none,
  onSite: a.onSite + b.onSite,
  later: a.later + b.later,
});

/** How many people that is. */
export const peopleToTell = (ways: PeopleByWay): number => ways.sms + ways.mail + leftToTell(ways);

/** How many of them the team has to tell itself. */
export const leftToTell = ({ phone, email, none, onSite }: PeopleByWay): number => phone + email + none + onSite;

/**
 * How many contacts on site are told of the notice for their door: by a mail that is sent to them, or by the team,
 * which telephones.
 */
export type DoorsToTell = { readonly mail: number; readonly calls: number };

export const NO_DOORS: DoorsToTell = { mail: 0, calls: 0 };

/**
 * How many colleagues are told that they come, or no longer do: by a mail that is sent to them (`later`: so many of
 * them wait for the morning), or by the team, which telephones; `none`: who gave no telephone.
 */
export type TeamToTell = {
  readonly mail: number;
  readonly later: number;
  readonly calls: number;
  readonly none: number;
};

export const NO_TEAM: TeamToTell = { mail: 0, later: 0, calls: 0, none: 0 };

/** A colleague after a disruption, as far as it decides whether somebody still has to reach them. */
type Reached = { readonly answer: "none" | "seen" | "cannot" };

/**
 * Which word stands over what is left (a key under `staff.done`): that it is settled only where nobody is missing at a
 * desk (`short`) and nobody is left to tell, neither residents, nor a colleague who has not answered « Vu », nor a
 * contact on site who is called.
 */
export function wordOfSettled(left: {
  readonly short: number;
  readonly ways: PeopleByWay;
  readonly team: readonly Reached[];
  readonly contacts: readonly Pick<DoorContact, "byMail">[];
}): "disruptionSettled" | "disruptionRecorded" | "disruptionToTell" {
  if (left.short > 0) return "disruptionRecorded";
  const isToTell =
    leftToTell(left.ways) > 0 ||
    left.team.some(({ answer }) => answer !== "seen") ||
    left.contacts.some(({ byMail }) => !byMail);
  return isToTell ? "disruptionToTell" : "disruptionSettled";
}

/**
 * A contact on site of a place whose door needs a notice. `byMail`: a mail tells them; `phone`: by which they are told
 * where none does.
 */
export type DoorContact = {
  readonly id: string;
  readonly role: string;
  readonly byMail: boolean;
  readonly phone?: string;
};

/** An hour that is offered instead of the former one. */
export type HourOffered = { readonly former: Instant; readonly hour: Instant };

/** A half-day as every answer names it. */
export type NamedHalfDay = {
  readonly permanence: string;
  readonly place: string;
  readonly localDate: string;
  readonly span: Interval;
  readonly timeZone: string;
};

/**
 * What a remedy does to a half-day, or did. `kept`: appointments that keep their hour; `offers`: the new hours that are
 * offered; `without`: how many stand beside the lanes or are cancelled without a new hour. `desks`: how many there are
 * then. `to`: where it is moved; `moved`: the id of the half-day there, once it is written. `people`: names of who
 * takes over, or holds the moved one. `posters`: the place says its hours on paper that is wrong now.
 */
export type SettledHalfDay = NamedHalfDay & {
  readonly kind: Remedy["kind"];
  readonly kept: number;
  readonly offers: readonly HourOffered[];
  readonly without: number;
  readonly desks: number;
  readonly people: readonly string[];
  readonly to?: { readonly localDate: string; readonly span: Interval; readonly outsideHours: boolean };
  readonly moved?: string;
  readonly toTell: PeopleByWay;
  readonly version: string;
};

export type RemedyRefusal =
  | SeatRefusal
  | "not-found"
  | "not-allowed"
  | "permanence-closed"
  | "desk-busy"
  | "state-changed"
  | "changed-meanwhile"
  | "nobody-is-away"
  | "nobody-is-left"
  | "too-many-people"
  | "closed-then"
  | "begins-in-the-past"
  | "unexpected";

/** A half-day for which a remedy was refused, and why. `desks`: at which somebody is still, of `desk-busy`. */
export type RefusedHalfDay = NamedHalfDay & {
  readonly kind: Remedy["kind"];
  readonly refusal: RemedyRefusal;
  readonly elsewhere?: SeatRefused["elsewhere"];
  readonly desks?: readonly number[];
};
