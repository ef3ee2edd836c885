import { createHmac } from "node:crypto";
import { accept, refuse, type Result } from "../result.ts";
import type { Instant } from "../time/instant.ts";
import { toDate } from "./clock.ts";
import { env } from "./env.ts";
import type { Queryable } from "./plain-transaction.ts";
import { refusalOfConstraint } from "./refusal-of-constraint.ts";

/** What a key led to, by reference. */
export type Outcome = { readonly kind: string; readonly id: string };

/**
 * What this key already led to, inside the deed's transaction and after its lock: undefined when it is new.
 * The same key with another request is refused (CONTRACT, Idempotency).
 */
export async function outcomeOf(
  tx: Queryable,
  scope: string,
  key: string,
  request: unknown,
): Promise<Result<Outcome | undefined, "idempotency-key-reused">> {
  const [kept] = await tx.$queryRaw<(Outcome & { readonly hash: string })[]>`
    SELECT request_hash AS hash, outcome_kind AS kind, outcome_id::text AS id FROM idempotency_key WHERE scope = ${scope} AND key = ${key}::uuid`;
  if (!kept) return accept(undefined);
  if (kept.hash !== hashOf(request)) return refuse("idempotency-key-reused");
  return accept({ kind: kept.kind, id: kept.id });
}

/** Keeps what the key led to, in the same transaction as the effect. */
export const keepOutcome = (
  tx: Queryable,
  scope: string,
  key: string,
  request: unknown,
  outcome: Outcome,
  now: Instant,
): Promise<unknown> =>
  tx.$queryRaw`
    INSERT INTO idempotency_key (scope, key, request_hash, outcome_kind, outcome_id, created_at)
    VALUES (${scope}, ${key}::uuid, ${hashOf(request)}, ${outcome.kind}, ${outcome.id}::uuid, ${toDate(now)})`;

/**
 * Runs a deed that keeps its key, and once more when another with the same key was kept first. Each deed has the lock of its own
 * half-day or place, so two of them with one key meet only where it is written: the later then looks again, and finds
 * what the key led to. No lock is held for it, and a deed that meets nobody asks nothing more.
 */
export async function retryForSameKey<Value>(deed: () => Promise<Value>): Promise<Value> {
  try {
    return await deed();
  } catch (error) {
    if (refusalOfConstraint(error, { idempotency_key_pkey: "again" }) === undefined) throw error;
    return deed();
  }
}

/** Keyed: a request holds a phone, and the few phones there are could all be hashed. It outlives them by weeks. */
const hashOf = (request: unknown): string =>
  createHmac("sha256", env.APP_SECRET).update(JSON.stringify(request)).digest("base64url");
