import { staffingOf } from "#lib/schedule/staffing.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { DoorsToTell, NamedHalfDay, PeopleByWay } from "./disruption.ts";

/** What who holds a half-day declares about it: it is not held (the place is shut), or it ends early, at a moment. */
export type OwnDisruption = { readonly kind: "not-held" } | { readonly kind: "ends-early"; readonly at: Instant };

/**
 * What that does, or did. `kept`: appointments that stay; `cancelled`: how many do not; `waiting`: numbers that are not
 * helped yet: of a half-day that ends early they are received all the same. `others`: names of who is planned there
 * besides. `doors`: contacts on site who are told of the notice.
 */
export type OwnDisruptionEffect = NamedHalfDay & {
  readonly slug: string;
  readonly kind: OwnDisruption["kind"];
  readonly until?: Instant;
  readonly kept: number;
  readonly cancelled: number;
  readonly waiting: number;
  readonly others: readonly (string | undefined)[];
  readonly toTell: PeopleByWay;
  readonly doors: DoorsToTell;
  readonly version: string;
};

/**
 * Who is there at a half-day. `people`: how many are planned and not away; `missing`: at how many desks somebody is
 * missing; `isAway`: whoever asks is planned there, and away.
 */
export type WhoIsThere = { readonly people: number; readonly missing: number; readonly isAway: boolean };

/**
 * Who is there at a half-day, of the seats of those who are not away. `away`: the accounts of those who are. `asks`:
 * the account of whoever asks.
 */
export function whoIsThere(
  {
    span,
    desks,
    closedDesks,
  }: { readonly span: Interval; readonly desks: number; readonly closedDesks: readonly number[] },
  there: readonly { readonly account: string; readonly desk: number; readonly span: Interval }[],
  { away, asks }: { readonly away: readonly string[]; readonly asks: string | undefined },
  now: Instant,
): WhoIsThere {
  const seats = there.map((seat) => ({ ...seat, learns: false, absences: [] }));
  return {
    people: new Set(there.map(({ account }) => account)).size,
    missing: staffingOf(span, desks, seats, closedDesks, now).missing,
    isAway: asks !== undefined && away.includes(asks),
  };
}

/**
 * What it does, or did, that a half-day is held after all, and who is there then. `offered`: to how many people whose
 * appointment was cancelled an hour is offered again.
 */
export type HoldingAgain = WhoIsThere & { readonly offered: number; readonly version: string };
