import type { Actor } from "#lib/access/actor.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { isUuid } from "#lib/uuid.ts";
import { isStillOfTeam } from "#lib/server/auth/roles-of-accounts.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { Prisma } from "#prisma/generated/client.ts";

/**
 * A date of a series at which a desk that is not closed has nobody who is there: its half-day, the short name of its
 * place and its day, YYYY-MM-DD.
 */
export type DateShort = { readonly permanence: string; readonly place: string; readonly localDate: string };

/**
 * The first date to come of a series at which a desk has nobody; undefined when there is none, or the series is not of
 * this organisation, or not of a place where this person plans. One query.
 */
export async function firstDateShort(
  actor: Actor,
  organisation: string,
  series: string | undefined,
): Promise<DateShort | undefined> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach || series === undefined || !isUuid(series)) return undefined;
  const at = reach.places === "all" ? Prisma.empty : Prisma.sql`AND p.place_id = ANY (${[...reach.places]}::uuid[])`;
  const [found] = await db.$queryRaw<readonly { permanence: string; place: string; localDate: Date }[]>`
    SELECT p.id::text AS permanence, place.short_name AS place, p.local_date AS "localDate"
    FROM permanence p JOIN place ON place.id = p.place_id
    WHERE p.series_id = ${series}::uuid AND p.organisation_id = ${organisation}::uuid AND p.starts_at > ${toDate(clock.now())}
      AND p.status = 'scheduled' ${at}
      AND p.desks - cardinality(p.closed_desks) > (
        SELECT count(DISTINCT a.desk) FROM assignment a
        WHERE a.permanence_id = p.id AND NOT a.released AND NOT a.desk = ANY (p.closed_desks)
          AND NOT EXISTS (SELECT FROM absence o WHERE o.conseiller_id = a.conseiller_id AND o.starts_at < a.ends_at AND a.starts_at < o.ends_at)
          AND ${isStillOfTeam})
    ORDER BY p.starts_at, p.id LIMIT 1`;
  return found && { ...found, localDate: dateOfColumn(found.localDate) };
}
