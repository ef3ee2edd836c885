import { createHmac } from "node:crypto";
import { accept, refuse, type Result } from "#lib/result.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "./clock.ts";
import { env } from "./env.ts";
import type { Queryable } from "./db.ts";
import { refusalOfConstraint } from "./refusal-of-constraint.ts";
import { isUuid } from "#lib/uuid.ts";
import { seal, unseal } from "./sealed.ts";

/** The row that a key led to. */
export type CreatedRow = { readonly kind: string; readonly id: string };

/**
 * The outcome of an idempotency key, undefined for a new one. Called inside the transaction of the use case and after
 * its lock. The same key with another request is refused (docs/api.md#idempotency).
 */
export async function outcomeOf(
  tx: Queryable,
  scope: string,
  key: string,
  request: unknown,
): Promise<Result<CreatedRow | undefined, "idempotency-key-reused">> {
  const [kept] = await tx.$queryRaw<(CreatedRow & { readonly hash: string })[]>`
    SELECT request_hash AS hash, outcome_kind AS kind, outcome_id::text AS id FROM idempotency_key WHERE scope = ${scope} AND key = ${key}::uuid`;
  if (!kept) return accept(undefined);
  if (kept.hash !== hashOf(request)) return refuse("idempotency-key-reused");
  return accept({ kind: kept.kind, id: kept.id });
}

/** Stores the outcome of a key, in the same transaction as the effect. */
export const keepOutcome = (
  tx: Queryable,
  scope: string,
  key: string,
  request: unknown,
  outcome: CreatedRow,
  now: Instant,
): Promise<unknown> =>
  tx.$queryRaw`
    INSERT INTO idempotency_key (scope, key, request_hash, outcome_kind, outcome_id, created_at)
    VALUES (${scope}, ${key}::uuid, ${hashOf(request)}, ${outcome.kind}, ${outcome.id}::uuid, ${toDate(now)})`;

/**
 * Runs a use case that stores its key, and once more when another request stored the same key first: it then finds that
 * outcome. Two requests with one key may hold the locks of different half-days or places, so they meet only in the
 * unique constraint of the key.
 */
export async function retryForSameKey<Value>(useCase: () => Promise<Value>): Promise<Value> {
  try {
    return await useCase();
  } catch (error) {
    if (refusalOfConstraint(error, { idempotency_key_pkey: "again" }) === undefined) throw error;
    return useCase();
  }
}

/**
 * Keyed, since a request may hold a telephone number and all numbers could be hashed; the row lives weeks longer than
 * the number.
 */
const hashOf = (request: unknown): string =>
  createHmac("sha256", env.APP_SECRET).update(JSON.stringify(request)).digest("base64url");

const PURPOSE = "unsure-key";

/** How many minutes a sealed key is valid. Short, since whoever is given the address has the same key. */
const KEPT_FOR = 10;

/**
 * Encrypts the idempotency key of a form of which nobody knows whether it took effect: the answer was `busy` or
 * `unexpected`, or the form was not processed. The text is put into the address of the page that shows the form again,
 * so that a second sending has the same key and no second effect (docs/decisions/pages-for-residents.md). Undefined for
 * a text that is no key.
 */
export const sealKey = (key: string | undefined, now: Instant): string | undefined =>
  key !== undefined && isUuid(key) ? seal(PURPOSE, key, plusMinutes(now, KEPT_FOR)) : undefined;

/**
 * The key that `sealKey` encrypted. Undefined after ten minutes and for any other text; the form then gets a new key.
 */
export function unsealKey(closed: string | undefined, now: Instant): string | undefined {
  const key = closed === undefined ? undefined : unseal(PURPOSE, closed, now);
  return typeof key === "string" ? key : undefined;
}
