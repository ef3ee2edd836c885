import { RateLimiterMemory, RateLimiterRes, type RateLimiterPostgres } from "rate-limiter-flexible";
import { WRONG_CODES_OF_DAY, WRONG_CODES_WITH_RECOVERY_CODE } from "#lib/access/wrong-codes.ts";
import { databaseState } from "#lib/server/database-watch.ts";
import { env } from "#lib/server/env.ts";
import { limiterOfStore, unlessUnanswered } from "./limit-store.ts";

/**
 * What each process counts for itself. `requests`: requests of an address; a statement for each would cost more than
 * many of them do. `credential-checks`: credentials that are verified for an address over a limit.
 */
type CountedHere = "requests" | "credential-checks";

/**
 * What all processes count together, also after a restart (docs/decisions/limits-at-the-edge.md). `creates`: requests
 * of an address that are POST. `bookings`: appointments that nobody who signed in makes, by address. `code-just-sent`,
 * `codes-…`: sign-in codes, by browser, e-mail address and network address; `wrong-codes-from-address`: those that were
 * typed wrong, by network address (lib/server/auth/count-code.ts), `wrong-codes-of-day` those for an e-mail address in
 * a day, `wrong-codes-with-recovery-code` those with a recovery code of its account. `second-factor-tries`: wrong codes
 * of a second factor, by account. `enrolment-tries`: tries of the code of a device, by address;
 * `invitation-code-tries`: wrong codes of invitations, by address. `appointment-code-tries`: tries of the code of an
 * appointment, by device or person. `resident-data-tries`: tries of a code whose data is looked for, by person.
 * `tablet-code-tries`: wrong codes of a shared tablet, by place and address; `tablet-codes-of-day`: the same in a day,
 * so that one address cannot use up `tablet-codes-at-place`, those of a place from anywhere. `share-requests`: requests
 * of partners for a share, by address; `share-requests-to-organisation`: those that one organisation is sent from
 * anywhere, since each writes to its team. `finding-tries`: wrong codes of an appointment whose page somebody looks
 * for, by address; `finding-tries-of-day`: the same in a day, so that one address cannot use up
 * `finding-tries-at-place`, those of a place from anywhere. `links-asked`: links of appointments that are asked for by
 * a telephone or an e-mail, by address; `links-asked-for-contact`: the same by the contact that is typed. `link-tries`:
 * wrong addresses of messages (`/r/…`), by address. `forms-of-ended-logins`: forms that are kept until somebody has
 * signed in again, by address.
 */
type CountedTogether =
  | "creates"
  | "bookings"
  | "code-just-sent"
  | "codes-in-known-browser"
  | "codes-for-email-from-address"
  | "codes-for-email"
  | "codes-from-address"
  | "wrong-codes-from-address"
  | "wrong-codes-of-day"
  | "wrong-codes-with-recovery-code"
  | "second-factor-tries"
  | "enrolment-tries"
  | "invitation-code-tries"
  | "appointment-code-tries"
  | "resident-data-tries"
  | "tablet-code-tries"
  | "tablet-codes-of-day"
  | "tablet-codes-at-place"
  | "share-requests"
  | "share-requests-to-organisation"
  | "finding-tries"
  | "finding-tries-of-day"
  | "finding-tries-at-place"
  | "link-tries"
  | "links-asked"
  | "links-asked-for-contact"
  | "forms-of-ended-logins";

/** docs/api.md#limits lists these limits and those that other files set. */
export type LimitName = CountedHere | CountedTogether;

/** Refused after too many; `seconds` until the next one is allowed. */
export type TooOften = { readonly ok: false; readonly refusal: "too-many-requests"; readonly seconds: number };

const HALF_A_MINUTE = 30;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Factor of the limits. In a demonstration everybody shares an address; in tests nothing is counted unless a test sets
 * a limit.
 */
const TIMES = { demo: 10, production: 1, test: Infinity };

/**
 * How many in how many seconds; a setting replaces the usual number. Why so many codes: docs/decisions/signing-in.md.
 */
const limitOf = (counted: LimitName): readonly [number, number] => {
  const usual = TIMES[env.APP_ENV];
  const codes = env.LIMIT_CODES ?? 10 * usual;
  switch (counted) {
    case "requests":
      return [env.LIMIT_REQUESTS ?? 600 * usual, MINUTE];
    case "creates":
      return [env.LIMIT_CREATES ?? 120 * usual, MINUTE];
    case "bookings":
      return [env.LIMIT_BOOKINGS ?? 20 * usual, 24 * HOUR];
    case "code-just-sent":
      return [env.APP_ENV === "production" ? 1 : Infinity, HALF_A_MINUTE];
    case "codes-in-known-browser":
      return [codes, HOUR];
    case "codes-for-email-from-address":
      return [2 * codes, HOUR];
    case "codes-for-email":
      return [3 * codes, HOUR];
    case "codes-from-address":
      return [30 * codes, HOUR];
    case "wrong-codes-from-address":
      return [10 * codes, HOUR];
    case "wrong-codes-of-day":
      return [WRONG_CODES_OF_DAY, 24 * HOUR];
    case "wrong-codes-with-recovery-code":
      return [WRONG_CODES_WITH_RECOVERY_CODE, 24 * HOUR];
    case "second-factor-tries":
      return [10, HOUR];
    case "invitation-code-tries":
    case "enrolment-tries":
    case "appointment-code-tries":
    case "resident-data-tries":
      return [5, MINUTE];
    case "tablet-code-tries":
      return [5, 15 * MINUTE];
    case "tablet-codes-of-day":
      return [60, 24 * HOUR];
    case "tablet-codes-at-place":
      return [200, 24 * HOUR];
    case "share-requests":
      return [5 * usual, HOUR];
    case "share-requests-to-organisation":
      return [20, 24 * HOUR];
    case "finding-tries":
      return [10, 15 * MINUTE];
    case "finding-tries-of-day":
      return [60, 24 * HOUR];
    case "finding-tries-at-place":
      return [200, 24 * HOUR];
    case "link-tries":
      return [20, HOUR];
    case "links-asked":
      return [20, HOUR];
    case "links-asked-for-contact":
      return [3, 24 * HOUR];
    case "forms-of-ended-logins":
      return [20 * usual, HOUR];
    case "credential-checks":
      return [60, MINUTE];
  }
};

/** `here`: the memory of this process. `together`: the table, for what all processes count together. */
type Limiters = { readonly here: RateLimiterMemory; readonly together: RateLimiterPostgres | undefined };

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { rateLimiters?: Map<LimitName, Limiters> };

/**
 * Counts one use of `who`, a hash; for what is counted together it is the same in every process (`sharedHash`).
 * Undefined when it is within the limit; otherwise the whole seconds until the next one is allowed. It is counted in
 * this process first: whoever is over the whole limit here is refused without a statement, and what the table gives no
 * answer to is decided by the count of this process.
 */
export async function consume(counted: LimitName, who: string): Promise<number | undefined> {
  const limiters = limitersOf(counted);
  if (!limiters) return undefined;
  const { here, together } = limiters;
  const seconds = await secondsRefused(here.consume(who));
  if (seconds !== undefined || !together) return seconds;
  const secondsTogether = await unlessUnanswered(secondsRefused(together.consume(who)));
  // What the table refuses shall not count here when its time is over there.
  if (secondsTogether !== undefined) await here.reward(who);
  return secondsTogether;
}

/** The whole seconds until `who` may use it again; undefined when it may now. Counts nothing. */
export async function secondsUntilFree(counted: LimitName, who: string): Promise<number | undefined> {
  const limiters = limitersOf(counted);
  if (!limiters) return undefined;
  const { here, together } = limiters;
  return secondsUsedUp(await here.get(who)) ?? (together && secondsUsedUp(await unlessUnanswered(together.get(who))));
}

/** Takes back one use that `consume` allowed and that shall not count. */
export async function giveBack(counted: LimitName, who: string): Promise<void> {
  const limiters = limitersOf(counted);
  await limiters?.here.reward(who);
  if (limiters?.together) await unlessUnanswered(limiters.together.reward(who));
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1_000));

/** The seconds of a refusal; undefined when it was allowed. Rejects with any other error. */
const secondsRefused = (consumed: Promise<RateLimiterRes>): Promise<number | undefined> =>
  consumed.then(
    () => undefined,
    (refused: unknown) => {
      if (refused instanceof RateLimiterRes) return secondsOf(refused);
      throw refused;
    },
  );

/** The memory forgets a count by a timer, so that one whose time is over may still be there. */
const secondsUsedUp = (now: RateLimiterRes | null | undefined): number | undefined =>
  now && now.remainingPoints <= 0 && now.msBeforeNext > 0 ? secondsOf(now) : undefined;

/** Undefined when nothing is limited. While the database is known to be lost, the table is not asked. */
function limitersOf(counted: LimitName): Limiters | undefined {
  const [points, duration] = limitOf(counted);
  if (points === Infinity) return undefined;
  const all = (kept.rateLimiters ??= new Map());
  const limiters = all.get(counted) ?? made(counted, points, duration);
  all.set(counted, limiters);
  return databaseState().lostSince === undefined ? limiters : { here: limiters.here, together: undefined };
}

function made(counted: LimitName, points: number, duration: number): Limiters {
  const limit = { points, duration, keyPrefix: counted };
  const isCountedHere = counted === "requests" || counted === "credential-checks";
  return { here: new RateLimiterMemory(limit), together: isCountedHere ? undefined : limiterOfStore(limit) };
}
