import { createHash } from "node:crypto";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";

/**
 * How long a verified credential is remembered. A login that ended keeps the request limits of a known caller for at
 * most these ten minutes.
 */
const REMEMBERED_FOR = 10 * MINUTE;

/** Enough for the teams of a whole city; beyond it the oldest entry is forgotten and verified again. */
const MAX_ENTRIES = 10_000;

/** Kept on the process, by hash, since a bundler may load this file more than once. */
const kept = globalThis as { verifiedCredentials?: Map<string, Instant> };
const verified = (): Map<string, Instant> => (kept.verifiedCredentials ??= new Map());

const hashOf = (credential: string): string => createHash("sha256").update(credential).digest("base64url");

/**
 * Remembers that this login, token or device was just verified. It gives no rights, only the limits of known callers.
 */
export function noteVerified(credential: string): void {
  const name = hashOf(credential);
  verified().delete(name);
  verified().set(name, clock.now());
  const [oldest] = verified().size > MAX_ENTRIES ? verified().keys() : [];
  if (oldest !== undefined) verified().delete(oldest);
}

/** Whether the credential was verified in this process less than ten minutes ago. */
export function isVerifiedHere(credential: string): boolean {
  const since = verified().get(hashOf(credential));
  return since !== undefined && Math.abs(clock.now() - since) < REMEMBERED_FOR;
}
