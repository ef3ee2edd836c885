import { createHash } from "node:crypto";
import { MINUTE, type Instant } from "../../time/instant.ts";
import { clock } from "../clock.ts";

/** How long a verified credential is remembered. A login that was ended keeps the higher limits for at most so long. */
const FOR = 10 * MINUTE;

/** Enough for the teams of a whole city; beyond it the oldest entry is forgotten and verified again. */
const MOST = 10_000;

/** Kept on the process, by hash, since a bundler may load this file more than once. */
const kept = globalThis as { knownHere?: Map<string, Instant> };
const known = (): Map<string, Instant> => (kept.knownHere ??= new Map());

const hashOf = (credential: string): string => createHash("sha256").update(credential).digest("base64url");

/** Remembers that this login, token or device was just verified. It gives no rights, only the limits of known callers. */
export function noteKnown(credential: string): void {
  const name = hashOf(credential);
  known().delete(name);
  known().set(name, clock.now());
  const [oldest] = known().size > MOST ? known().keys() : [];
  if (oldest !== undefined) known().delete(oldest);
}

/** Whether it was verified in this process less than ten minutes ago. */
export function isKnownHere(credential: string): boolean {
  const since = known().get(hashOf(credential));
  return since !== undefined && Math.abs(clock.now() - since) < FOR;
}
