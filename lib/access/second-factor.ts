import type { Instant } from "../time/instant.ts";
import type { StaffRole } from "./actor.ts";

/** The roles that lead: an administrator alone gives and ends them, and whoever holds one has a second factor. */
export const LEADING: readonly StaffRole[] = ["administrator", "coordinator"];

/**
 * Days from the moment at which a role that leads was given, within which a second factor is set up
 * (docs/decisions/signing-in.md).
 */
export const DAYS_OF_GRACE = 7;

const DAY = 24 * 3_600_000;

/** When somebody who leads since these moments has to have a second factor; undefined for whoever does not lead. */
export const secondFactorDueAt = (leadingSince: readonly Instant[]): Instant | undefined =>
  leadingSince.length === 0 ? undefined : ((Math.min(...leadingSince) + DAYS_OF_GRACE * DAY) as Instant);

/**
 * What is known of a login. `factorSince`: when the account set its second factor up. `givenAt`: when the second factor
 * was given in this login. `due`: when the account has to have one; undefined when it need not.
 */
export type LoginFacts = {
  readonly factorSince?: Instant | undefined;
  readonly givenAt?: Instant | undefined;
  readonly due?: Instant | undefined;
};

/**
 * How far somebody is signed in. `full`: wholly. Half signed in, which opens only the page of the second factor and
 * signing out: `give` until they give it, `set-up` until they set one up.
 */
export type SignInLevel = "full" | "give" | "set-up";

/**
 * A second factor that was set up is asked for in each login, also of whoever need not have one; what was given for an
 * earlier one does not count.
 */
export function signInLevelOf({ factorSince, givenAt, due }: LoginFacts, now: Instant): SignInLevel {
  if (factorSince !== undefined) return givenAt !== undefined && givenAt >= factorSince ? "full" : "give";
  return due !== undefined && due <= now ? "set-up" : "full";
}
