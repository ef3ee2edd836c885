import type { Instant } from "#lib/time/instant.ts";

/**
 * A place as a message names it. `shortName`: of at most 40 letters (`shortNameOf`); `zone`: the time zone of every
 * hour there.
 */
export type PlaceToName = {
  readonly name: string;
  readonly shortName: string;
  readonly address: string;
  readonly city: string;
  readonly zone: string;
};

/** A half-day to come to without an appointment, instead of an hour that was cancelled. */
type ComeInstead = { readonly start: Instant; readonly place: PlaceToName };

/** What each kind says besides place, telephone and link. `number`: that of the line, as on the screen of the room. */
export type WhatIsTold =
  | {
      readonly kind: "confirmation" | "first-reminder" | "last-reminder" | "kept" | "found-again";
      readonly start: Instant;
    }
  | { readonly kind: "changed"; readonly from: Instant; readonly start: Instant }
  | { readonly kind: "offer"; readonly from: Instant; readonly start: Instant; readonly until: Instant }
  | { readonly kind: "cancelled"; readonly start: Instant; readonly instead?: ComeInstead }
  | { readonly kind: "soon"; readonly number: number; readonly around: Instant }
  | { readonly kind: "called" | "come-back"; readonly number: number }
  | { readonly kind: "closing-earlier"; readonly opens: Instant; readonly closes: Instant };

/**
 * A message with its facts, for any channel. Neither a name nor a topic: somebody else may read the telephone.
 * `organisation`: its name where the sender that the telephone shows is not that name. `phone`: of the place or its
 * organisation, in international form. `code`: of the appointment. `link`: to the page of the appointment or number,
 * without https.
 */
export type MessageFacts = WhatIsTold & {
  readonly place: PlaceToName;
  readonly organisation?: string;
  readonly phone?: string;
  readonly code?: string;
  readonly link?: string;
};

/** Letters and digits after `/r/`. */
export const LINK_SECRET_LENGTH = 12;

/**
 * The part of the page of an appointment on which its person says how they are told, and stops messages; it stands in
 * addresses.
 */
export const WAY_TO_TELL = "prevenir";

/**
 * The address of a resident's page as a message shows it: telephones make a link of it without https, which saves eight
 * letters. `host`: of the installation or the organisation.
 */
export const linkOf = (host: string, secret: string): string => `${host}/r/${secret}`;
