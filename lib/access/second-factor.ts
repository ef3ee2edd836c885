import type { Instant } from "#lib/time/instant.ts";
import type { StaffRole } from "./actor.ts";

/** The roles that lead: an administrator alone gives and ends them. */
export const LEADING: readonly StaffRole[] = ["administrator", "coordinator"];

/**
 * The roles whose holders have a second factor: those that lead, and reception, which finds the appointments and
 * telephones of every day.
 */
export const WITH_SECOND_FACTOR: readonly StaffRole[] = [...LEADING, "reception"];

/**
 * Days from the moment at which such a role was given, within which a second factor is set up
 * (docs/decisions/signing-in.md).
 */
export const DAYS_OF_GRACE = 7;

/** Days for which a device that somebody named theirs is not asked for their second factor again. */
export const DAYS_OF_KNOWN_DEVICE = 30;

const DAY = 24 * 3_600_000;

/** When somebody to whom such roles were given at these moments has to have a second factor; undefined without any. */
export const secondFactorDueAt = (given: readonly Instant[]): Instant | undefined =>
  given.length === 0 ? undefined : ((Math.min(...given) + DAYS_OF_GRACE * DAY) as Instant);

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
