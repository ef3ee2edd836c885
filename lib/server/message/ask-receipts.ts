import { Prisma } from "#prisma/generated/client.ts";
import { ASKED_AFTER, ASKED_WITHIN } from "#lib/message/receipts.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import type { OpenGateway } from "./gateways/gateway.ts";
import { noteReceipts } from "./note-receipts.ts";

/** SMS that are asked about at once, and how often in a row: forty a minute, more than leave in a busy one. */
const AT_A_TIME = 4;
const ROUNDS = 10;

/** Whether a gateway that can be asked has SMS of which no receipt came and about which it is time to ask. */
export async function areReceiptsToAsk(gateway: OpenGateway | undefined, now: Instant): Promise<boolean> {
  if (!gateway?.receiptOf) return false;
  const [found] = await db.$queryRaw<readonly { readonly due: boolean }[]>`
    SELECT EXISTS (SELECT FROM outbox WHERE ${isToAsk(gateway, now)}) AS due`;
  return found?.due ?? false;
}

/**
 * Asks the gateway what became of SMS of the last 72 hours of which no receipt came by itself
 * (docs/messages.md#sending), those that left first before the others, and notes the answers. An answer counts whether
 * it says something or not; once it gives none, it is left alone until the next minute. Of two processes each asks
 * about others.
 */
export async function askReceipts(
  gateway: OpenGateway | undefined,
  now: Instant,
): Promise<{ readonly asked: number; readonly receipts: number }> {
  const counts = { asked: 0, receipts: 0 };
  const ask = gateway?.receiptOf;
  if (!gateway || !ask) return counts;
  for (let round = 0; round < ROUNDS; round += 1) {
    const some = await takeToAsk(gateway, now);
    const answers = await Promise.all(some.map(ask));
    const receipts = answers.flatMap((answer) => (typeof answer === "string" ? [] : [answer]));
    await noteReceipts(gateway.name, receipts);
    counts.asked += some.length;
    counts.receipts += receipts.length;
    if (some.length < AT_A_TIME || answers.includes("cannot-say")) break;
  }
  return counts;
}

/** Takes a few, each counted as asked before it is: two processes ask about none twice. */
const takeToAsk = (
  gateway: OpenGateway,
  now: Instant,
): Promise<readonly { readonly id: string; readonly tag: string }[]> => db.$queryRaw`
    WITH due AS (
      SELECT id FROM outbox WHERE ${isToAsk(gateway, now)} ORDER BY sent_at, id LIMIT ${AT_A_TIME} FOR UPDATE SKIP LOCKED)
    UPDATE outbox m SET receipt_asks = m.receipt_asks + 1 FROM due WHERE m.id = due.id
    RETURNING m.gateway_id AS id, m.id::text AS tag`;

/**
 * SQL: an SMS of this gateway that it is time to ask about. A telephone that was off may have it later; no other
 * receipt is asked about.
 */
const isToAsk = ({ name }: OpenGateway, now: Instant): Prisma.Sql => Prisma.sql`
  gateway_id IS NOT NULL AND gateway = ${name} AND (result IS NULL OR result = 'unreachable')
  AND sent_at > ${toDate(plusMinutes(now, -ASKED_WITHIN))} AND receipt_asks < ${ASKED_AFTER.length}
  AND sent_at <= ${toDate(now)}::timestamptz - (${[...ASKED_AFTER]}::int[])[receipt_asks + 1] * interval '1 minute'`;
