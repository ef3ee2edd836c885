import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { env } from "../env.ts";

/**
 * What is counted here; docs/api.md#limits lists these limits and those that other files set. `requests`, `creates`: requests
 * of an address, and those of them that are POST. `codes-from-address`, `codes-for-email`: sign-in codes requested from an
 * address, and for an e-mail address. `credential-checks`: credentials that are verified for an address over its limit of
 * requests.
 */
export type Counted = "requests" | "creates" | "codes-from-address" | "codes-for-email" | "credential-checks";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Factor of the limits. In a demonstration everybody shares an address; in tests nothing is counted unless a test sets a limit. */
const TIMES = { demo: 10, production: 1, test: Infinity };

/** How many in how many seconds; a setting replaces the usual number. A team signs in from one address, so it may request six times the codes of one e-mail address. */
const limitOf = (counted: Counted): readonly [number, number] => {
  const usual = TIMES[env.APP_ENV];
  const codes = env.LIMIT_CODES ?? 10 * usual;
  switch (counted) {
    case "requests":
      return [env.LIMIT_REQUESTS ?? 600 * usual, MINUTE];
    case "creates":
      return [env.LIMIT_CREATES ?? 120 * usual, MINUTE];
    case "codes-for-email":
      return [codes, HOUR];
    case "codes-from-address":
      return [6 * codes, HOUR];
    case "credential-checks":
      return [60, MINUTE];
  }
};

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { rateLimiters?: Map<Counted, RateLimiterMemory> };

/**
 * Counts one use of `who` in the memory of this process. Undefined when it is within the limit; otherwise the whole seconds
 * until the next one is allowed.
 */
export async function consume(counted: Counted, who: string): Promise<number | undefined> {
  const [points, duration] = limitOf(counted);
  if (points === Infinity) return undefined;
  const limiters = (kept.rateLimiters ??= new Map());
  const limiter = limiters.get(counted) ?? new RateLimiterMemory({ points, duration, keyPrefix: counted });
  limiters.set(counted, limiter);
  try {
    await limiter.consume(who);
    return undefined;
  } catch (refused) {
    return Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1_000));
  }
}
