import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { retryForSameKey, keepOutcome, outcomeOf } from "#lib/server/idempotency.ts";
import { lockAndApply } from "./apply-command.ts";
import { lockPermanence } from "./load-line.ts";
import { visitOfSecret, type OpenedVisit } from "./visit-secret.ts";

const SCOPE = "go-away";

export type GoAwayRefusal = QueueRefusal | "idempotency-key-reused";

/**
 * « Je reviens » by the holder of a number: away for `minutes` (5 to 60); without them, here again. The same key (a
 * UUID) counts once however often it is sent. Refused `not-found` for a secret that opens nothing, and as the line
 * does.
 */
export async function goAway(
  secret: string,
  minutes: number | undefined,
  key?: string,
): Promise<Result<void, GoAwayRefusal>> {
  const visit = await visitOfSecret(secret, "away");
  return visit
    ? retryForSameKey(() => transaction((tx) => goOnce(tx, visit, minutes, key), visit.actor))
    : refuse("not-found");
}

async function goOnce(
  tx: Tx,
  { id: visit, permanenceId, actor }: OpenedVisit,
  minutes: number | undefined,
  key: string | undefined,
): Promise<Result<void, GoAwayRefusal>> {
  await lockPermanence(tx, permanenceId);
  const wanted = { visit, minutes };
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
  if (!earlier.ok) return earlier;
  if (earlier.value) return accept(undefined);
  const now = clock.now();
  const until = minutes === undefined ? {} : { until: plusMinutes(now, minutes) };
  const { result } = await lockAndApply(
    tx,
    permanenceId,
    { id: freshId(), at: now, device: "resident", type: "away", visit, ...until },
    { actor, lastExchange: undefined },
  );
  if (result.outcome === "refused") return refuse(result.refusal);
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "visit", id: visit }, now);
  return accept(undefined);
}
