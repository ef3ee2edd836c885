import { createHash } from "node:crypto";
import { accept, refuse, type Result } from "../result.ts";
import type { Instant } from "../time/instant.ts";
import { toDate } from "./clock.ts";
import type { Tx } from "./db.ts";

/** What a key led to, by reference. */
export type Outcome = { readonly kind: string; readonly id: string };

/**
 * What this key already led to, inside the deed's transaction and after its lock: undefined when it is new.
 * The same key with another request is refused (CONTRACT, Idempotency).
 */
export async function outcomeOf(tx: Tx, scope: string, key: string, request: unknown): Promise<Result<Outcome | undefined, "idempotency-key-reused">> {
  const kept = await tx.idempotencyKey.findUnique({ where: { scope_key: { scope, key } } });
  if (!kept) return accept(undefined);
  if (kept.requestHash !== hashOf(request)) return refuse("idempotency-key-reused");
  return accept({ kind: kept.outcomeKind, id: kept.outcomeId });
}

/** Keeps what the key led to, in the same transaction as the effect. */
export const keepOutcome = (tx: Tx, scope: string, key: string, request: unknown, outcome: Outcome, now: Instant): Promise<unknown> =>
  tx.idempotencyKey.create({
    data: { scope, key, requestHash: hashOf(request), outcomeKind: outcome.kind, outcomeId: outcome.id, createdAt: toDate(now) },
  });

const hashOf = (request: unknown): string => createHash("sha256").update(JSON.stringify(request)).digest("base64url");
