import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";

/** SMS of an organisation within a day, in segments, above which confirmations and reminders are not sent. */
export const MOST_SMS_A_DAY = env.LIMIT_SMS ?? 1_000;

const DAY = 24 * 60;

/** SMS of each of these organisations within the last 24 hours, in segments. One statement. */
export async function smsOfDay(
  tx: Queryable,
  organisations: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, number>> {
  if (organisations.length === 0) return new Map();
  const rows = await tx.$queryRaw<readonly { readonly organisation: string; readonly segments: number }[]>`
    SELECT organisation_id::text AS organisation, sum(coalesce(segments, 1))::int AS segments FROM outbox
    WHERE channel = 'sms' AND sent_at > ${toDate(plusMinutes(now, -DAY))} AND organisation_id = ANY (${[...new Set(organisations)]}::uuid[])
    GROUP BY organisation_id`;
  return new Map(rows.map(({ organisation, segments }) => [organisation, segments]));
}
