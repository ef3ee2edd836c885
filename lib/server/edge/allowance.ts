import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { env } from "../env.ts";

/**
 * What is counted (CONTRACT, Limits): requests and creations of an address, sign-in codes asked from it and for one e-mail;
 * `doubts`: how often what an address shows is looked up, once it has asked too much.
 */
export type Counted = "requests" | "creates" | "codes-from-address" | "codes-for-email" | "doubts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** In a demonstration everybody shares an address; in tests nothing is counted unless a test sets a limit. Doubts arise only beyond a limit, and are sixty everywhere. */
const TIMES = { demo: 10, production: 1, test: Infinity };

/** How many in how many seconds; a setting says it exactly. A team signs in from one address: six times what one e-mail may. */
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
    case "doubts":
      return [60, MINUTE];
  }
};

/** Kept on the process: a bundler may load this file more than once, and an address has one allowance. */
const kept = globalThis as { allowances?: Map<Counted, RateLimiterMemory> };

/**
 * Takes one from what `who` may still do, counted in the memory of this process. Undefined when there was one left;
 * otherwise the whole seconds after which there is again.
 */
export async function spend(counted: Counted, who: string): Promise<number | undefined> {
  const [points, duration] = limitOf(counted);
  if (points === Infinity) return undefined;
  const allowances = (kept.allowances ??= new Map());
  const limiter = allowances.get(counted) ?? new RateLimiterMemory({ points, duration, keyPrefix: counted });
  allowances.set(counted, limiter);
  try {
    await limiter.consume(who);
    return undefined;
  } catch (refused) {
    return Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1_000));
  }
}
