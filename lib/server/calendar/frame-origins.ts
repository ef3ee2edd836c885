import { SECOND, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { findFramedShare } from "./find-share.ts";

type CachedOrigins = { readonly readAt: Instant; readonly origins: Promise<readonly string[] | undefined> };

/**
 * Milliseconds for which a process keeps the list of a share: what its giver changes holds for every page that is
 * opened later.
 */
const KEPT_FOR = 10 * SECOND;

/** Shares whose list a process keeps at most; the one that was asked for first goes first. */
const MOST = 1_000;

/** Kept on the process, since a bundler may load this file more than once. */
const kept = ((globalThis as { keptFrameOrigins?: Map<string, CachedOrigins> }).keptFrameOrigins ??= new Map());

/**
 * The origins of the sites that may show the page of this key in a frame; undefined when the key opens nothing. A read
 * that fails is not kept.
 */
export function frameOrigins(key: string): Promise<readonly string[] | undefined> {
  const now = clock.now();
  const known = kept.get(key);
  if (known && Math.abs(now - known.readAt) < KEPT_FOR) return known.origins;
  const origins = findFramedShare(key).then((found) => found?.origins);
  kept.delete(key);
  kept.set(key, { readAt: now, origins });
  origins.catch(() => kept.delete(key));
  const [first = ""] = kept.keys();
  if (kept.size > MOST) kept.delete(first);
  return origins;
}
