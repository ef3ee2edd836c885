import type { Instant } from "../time/instant.ts";
import type { Known } from "./appointment-state.ts";
import { turnPassed } from "./turn-passed.ts";

/**
 * How it stands with somebody whose half-day goes on and who is not here: `told`, she said that she comes later; `due`,
 * her hour has come and her place in the order is still hers; `passed`, her turn came without her, and from her arrival
 * she stands in line (CONTRACT 5, histories 3 and 4).
 */
export type Lateness = "told" | "due" | "passed";

/** How late she is; undefined while her hour is to come, once she is here, and when nobody is waited for any more. */
export function latenessOf(known: Known, now: Instant): Lateness | undefined {
  if (known.state !== "booked" || known.visit !== undefined || known.permanenceEnd <= now) return undefined;
  if (turnPassed(known, now)) return "passed";
  if (known.expectedAt !== undefined) return "told";
  return known.span.start <= now ? "due" : undefined;
}
