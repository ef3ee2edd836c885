import type { Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction, type Queryable } from "#lib/server/db.ts";
import { resultOfBoth, type Receipt, type ReceiptResult } from "./gateways/receipt.ts";

/**
 * Notes what became of messages at their telephones, by the ids that the gateway gave them; of an id that is none of
 * ours nothing is noted. Receipts may come twice, late and in any order (`resultOfBoth`). Whose message did not arrive
 * was not told, and stands on the list of whom to call; one that arrived after all takes them off it.
 */
export async function noteReceipts(gateway: string, receipts: readonly Receipt[]): Promise<void> {
  for (const receipt of receipts) await transaction((tx) => noteReceipt(tx, gateway, receipt), "service");
}

async function noteReceipt(tx: Queryable, gateway: string, { id, result }: Receipt): Promise<void> {
  const [message] = await tx.$queryRaw<readonly { readonly id: string; readonly result: OutboxResult | null }[]>`
    SELECT id::text, result FROM outbox WHERE gateway_id = ${id} AND gateway = ${gateway} ORDER BY sent_at DESC LIMIT 1 FOR UPDATE`;
  if (!message) return;
  const known = wordOf(resultOfBoth(message.result === null ? undefined : resultOf(message.result), result));
  if (known === message.result) return;
  await tx.$queryRaw`UPDATE outbox SET result = ${known} WHERE id = ${message.id}::uuid RETURNING 1`;
  if (known === "delivered") await (message.result === null ? undefined : knowsAfterAll(tx, message.id, clock.now()));
  else await doesNotKnow(tx, message.id);
}

/** The word of `outbox.result`: a failure by its reason. */
type OutboxResult = "delivered" | "expired" | Extract<ReceiptResult, { readonly kind: "failed" }>["reason"];

const wordOf = (result: ReceiptResult): OutboxResult => (result.kind === "failed" ? result.reason : result.kind);

const resultOf = (word: OutboxResult): ReceiptResult =>
  word === "delivered" || word === "expired" ? { kind: word } : { kind: "failed", reason: word };

/** Whoever was told by this message last knows nothing by it. */
const doesNotKnow = (tx: Queryable, message: string): Promise<unknown> => tx.$queryRaw`
  DELETE FROM told t USING outbox m
  WHERE m.id = ${message}::uuid AND t.appointment_id = m.appointment_id AND t.told_at = m.sent_at AND t.way = 'sms' RETURNING 1`;

/** The same undone, unless they were told otherwise since. */
const knowsAfterAll = (tx: Queryable, message: string, now: Instant): Promise<unknown> => tx.$queryRaw`
  INSERT INTO told (appointment_id, known, hour, place_id, offer_id, way, told_at)
  SELECT appointment_id, CASE kind WHEN 'offer' THEN 'offered' WHEN 'cancelled' THEN 'cancelled' ELSE 'booked' END, hour, place_id, offer_id, 'sms', sent_at
  FROM outbox WHERE id = ${message}::uuid AND appointment_id IS NOT NULL AND hour > ${toDate(now)} AND place_id IS NOT NULL
  ON CONFLICT (appointment_id) DO NOTHING RETURNING 1`;
