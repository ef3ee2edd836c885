import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from "rate-limiter-flexible";
import { databaseState } from "../database-watch.ts";
import { pool } from "../db.ts";
import { env } from "../env.ts";

/**
 * What each process counts for itself. `requests`: requests of an address; a statement for each would cost more than many
 * of them do. `credential-checks`: credentials that are verified for an address over a limit.
 */
type CountedHere = "requests" | "credential-checks";

/**
 * What all processes count together, also after a restart (docs/decisions/0068). `creates`: requests of an address that are
 * POST. `code-just-sent`, `codes-…`: sign-in codes, by browser, e-mail address and network address
 * (lib/server/auth/count-code.ts). `enrolment-tries`: tries of the code of a device, by address. `appointment-code-tries`:
 * tries of the code of an appointment, by device or person.
 */
type CountedTogether =
  | "creates"
  | "code-just-sent"
  | "codes-in-known-browser"
  | "codes-for-email-from-address"
  | "codes-for-email"
  | "codes-from-address"
  | "enrolment-tries"
  | "appointment-code-tries";

/** docs/api.md#limits lists these limits and those that other files set. */
export type Counted = CountedHere | CountedTogether;

/** Refused after too many; `seconds` until the next one is allowed. */
export type TooOften = { readonly ok: false; readonly refusal: "too-many-requests"; readonly seconds: number };

const HALF_A_MINUTE = 30;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Factor of the limits. In a demonstration everybody shares an address; in tests nothing is counted unless a test sets a limit. */
const TIMES = { demo: 10, production: 1, test: Infinity };

/** How many in how many seconds; a setting replaces the usual number. Why so many codes: docs/decisions/0067. */
const limitOf = (counted: Counted): readonly [number, number] => {
  const usual = TIMES[env.APP_ENV];
  const codes = env.LIMIT_CODES ?? 10 * usual;
  switch (counted) {
    case "requests":
      return [env.LIMIT_REQUESTS ?? 600 * usual, MINUTE];
    case "creates":
      return [env.LIMIT_CREATES ?? 120 * usual, MINUTE];
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
    case "enrolment-tries":
    case "appointment-code-tries":
      return [5, MINUTE];
    case "credential-checks":
      return [60, MINUTE];
  }
};

type Limiters = { readonly here: RateLimiterMemory; readonly together: RateLimiterPostgres | undefined };

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { rateLimiters?: Map<Counted, Limiters> };

/**
 * Counts one use of `who`, a hash; for what is counted together it is the same in every process (`sharedHash`). Undefined when
 * it is within the limit; otherwise the whole seconds until the next one is allowed. While the database does not answer,
 * this process counts alone.
 */
export async function consume(counted: Counted, who: string): Promise<number | undefined> {
  const limiter = limiterOf(counted);
  try {
    await limiter?.consume(who);
    return undefined;
  } catch (refused) {
    return Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1_000));
  }
}

/** The whole seconds until `who` may use it again; undefined when it may now. Counts nothing. */
export async function secondsUntilFree(counted: Counted, who: string): Promise<number | undefined> {
  const now = await limiterOf(counted)?.get(who);
  return now && now.remainingPoints <= 0 ? Math.max(1, Math.ceil(now.msBeforeNext / 1_000)) : undefined;
}

/** Takes back one use that `consume` allowed and that shall not count. */
export const giveBack = (counted: Counted, who: string): Promise<unknown> =>
  limiterOf(counted)?.reward(who) ?? Promise.resolve();

function limiterOf(counted: Counted): RateLimiterMemory | RateLimiterPostgres | undefined {
  const [points, duration] = limitOf(counted);
  if (points === Infinity) return undefined;
  const limiters = (kept.rateLimiters ??= new Map());
  const limiter = limiters.get(counted) ?? made(counted, points, duration);
  limiters.set(counted, limiter);
  return databaseState().lostSince === undefined ? (limiter.together ?? limiter.here) : limiter.here;
}

function made(counted: Counted, points: number, duration: number): Limiters {
  const limit = { points, duration, keyPrefix: counted };
  const here = new RateLimiterMemory(limit);
  if (counted === "requests" || counted === "credential-checks") return { here, together: undefined };
  const together = new RateLimiterPostgres({
    ...limit,
    storeClient: store,
    storeType: "pool",
    tableName: "rate_limit",
    tableCreated: true,
    // The job `erase` does it (lib/server/privacy/erasures.ts).
    clearExpiredByTimeout: false,
    // Whoever was refused is refused again without a statement.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: here,
  });
  return { here, together };
}

/** Milliseconds for a statement that counts; after them this process counts alone. */
const PATIENCE = 2_000;

/** Our pool as the limiter asks it: outside the turns of writes (`admitted`), on a connection that they leave free. */
const store = {
  query: ({ name, text, values }: { readonly name?: string; readonly text: string; readonly values?: unknown[] }) =>
    pool.query({ ...(name !== undefined && { name }), text, values: values ?? [], query_timeout: PATIENCE } as {
      text: string;
    }),
};
