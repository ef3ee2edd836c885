import type { Instant } from "#lib/time/instant.ts";
import { holdsAt } from "#lib/server/auth/roles-of-accounts.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";

/**
 * Who is told of a call for help at that place, in this order (docs/messages.md#a-call-for-help): the coordinators of
 * the organisation whose role holds there, those of that place alone before those of every place; then its
 * administrators. Whoever is noted away comes last, who asks never. One statement.
 */
export async function whoIsOnDuty(
  tx: Queryable,
  { place, organisation, asker }: { readonly place: string; readonly organisation: string; readonly asker?: string },
  now: Instant,
): Promise<readonly string[]> {
  const at = toDate(now);
  const rows = await tx.$queryRaw<readonly { readonly account: string }[]>`
    SELECT m.user_id::text AS account
    FROM membership AS m JOIN user_account u ON u.id = m.user_id AND u.anonymised_at IS NULL
    WHERE m.organisation_id = ${organisation}::uuid AND m.role IN ('coordinator', 'administrator') AND ${holdsAt(place, now)}
      AND m.user_id IS DISTINCT FROM ${asker ?? null}::uuid
    GROUP BY m.user_id
    ORDER BY EXISTS (SELECT FROM absence a WHERE a.conseiller_id = m.user_id AND a.starts_at <= ${at} AND a.ends_at > ${at}),
      NOT bool_or(m.role = 'coordinator'), bool_and(m.every_place), min(m.given_at), m.user_id`;
  return rows.map(({ account }) => account);
}
