import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { clock } from "./clock.ts";

/**
 * Reads something that every page shows and that changes about once a week at most: the answer is kept for a minute in
 * this process, and shared by all who ask meanwhile. A read that fails is not kept.
 */
export function cachedAMinute<Value>(read: (now: Instant) => Promise<Value>): () => Promise<Value> {
  let kept: { readonly at: Instant; readonly value: Promise<Value> } | undefined;
  return () => {
    const now = clock.now();
    if (kept && Math.abs(now - kept.at) < MINUTE) return kept.value;
    const value = read(now);
    kept = { at: now, value };
    value.catch(() => (kept = undefined));
    return value;
  };
}
