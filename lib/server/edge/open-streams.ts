import { env } from "#lib/server/env.ts";

/** How many live streams an address may hold open in one process: about as many phones as wait in a full library. */
const AT_ONCE = { demo: 600, production: 60, test: Infinity };

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { openStreams?: Map<string, number> };
const open = (): Map<string, number> => (kept.openStreams ??= new Map());

/**
 * Counts one more open stream of `who` (the hash of an address), until the returned function is called; a second call
 * changes nothing. Undefined when `who` holds as many as it may (docs/api.md#limits).
 */
export function takeStream(who: string): (() => void) | undefined {
  const streams = open().get(who) ?? 0;
  if (streams >= (env.LIMIT_STREAMS ?? AT_ONCE[env.APP_ENV])) return undefined;
  open().set(who, streams + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    const left = (open().get(who) ?? 0) - 1;
    if (left > 0) open().set(who, left);
    else open().delete(who);
  };
}
