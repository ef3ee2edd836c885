import { MINUTE, type Instant } from "../time/instant.ts";
import { clock } from "./clock.ts";

type Kept = { readonly readAt: Instant; readonly of: Promise<unknown> };

/** By what is kept; on the process, since a bundler may load this file more than once. */
const kept = ((globalThis as { keptByKey?: Map<string, Map<string, Kept>> }).keptByKey ??= new Map());

/**
 * Reads facts by key, each kept for a minute in this process. Those that are not kept are read together. A read that fails is
 * not kept. `name`: under which the facts are kept; `load`: reads those of these keys.
 */
export function keptByKey<Value>(
  name: string,
  load: (keys: readonly string[]) => Promise<(key: string) => Value>,
): (keys: readonly string[]) => Promise<(key: string) => Value> {
  const values = kept.get(name) ?? new Map<string, Kept>();
  kept.set(name, values);
  return async (keys) => {
    const now = clock.now();
    const asked = [...new Set(keys)];
    const missing = asked.filter((key) => !(Math.abs(now - (values.get(key)?.readAt ?? 0)) < MINUTE));
    if (missing.length > 0) {
      const loaded = load(missing);
      for (const key of missing) {
        const one: Kept = { readAt: now, of: loaded.then((valueOf) => valueOf(key)) };
        values.set(key, one);
        one.of.catch(() => values.get(key) === one && values.delete(key));
      }
    }
    const read = new Map(await Promise.all(asked.map(async (key) => [key, await values.get(key)?.of] as const)));
    return (key) => read.get(key) as Value;
  };
}
