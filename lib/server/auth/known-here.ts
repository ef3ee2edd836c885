import { createHash } from "node:crypto";
import { MINUTE, type Instant } from "../../time/instant.ts";
import { clock } from "../clock.ts";

/** How long a proof is remembered: a login that was ended is counted like anybody's again this soon. */
const FOR = 10 * MINUTE;

/** The teams of a whole city; beyond, the longest known is forgotten and proves itself anew. */
const MOST = 10_000;

/** Kept on the process, by hash: a bundler may load this file more than once. */
const kept = globalThis as { knownHere?: Map<string, Instant> };
const known = (): Map<string, Instant> => (kept.knownHere ??= new Map());

const hashOf = (credential: string): string => createHash("sha256").update(credential).digest("base64url");

/** Remembers that this login, token or device was just found true. It opens nothing: it only spares it the limits of strangers. */
export function noteKnown(credential: string): void {
  const name = hashOf(credential);
  known().delete(name);
  known().set(name, clock.now());
  const [oldest] = known().size > MOST ? known().keys() : [];
  if (oldest !== undefined) known().delete(oldest);
}

/** Whether it was found true in this process less than ten minutes ago. */
export function isKnownHere(credential: string): boolean {
  const since = known().get(hashOf(credential));
  return since !== undefined && Math.abs(clock.now() - since) < FOR;
}
