import { Prisma } from "#prisma/generated/client.ts";
import type { PlaceToName } from "#lib/message/facts.ts";
import type { ChangedHalfDay, PlannedThere } from "#lib/message/staff-changes.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";

/** Somebody of the team of an organisation. */
export type StaffOf = { readonly account: string; readonly organisation: string };

/** One text a person and organisation, by which they are looked up. */
export const keyOfStaff = ({ account, organisation }: StaffOf): string => `${account} ${organisation}`;

/**
 * Half-days that are not over, of which something was noted of these people, as they know them and as they are now; one
 * statement. SQL of the place: its time zone is that of the half-day.
 */
export async function changedHalfDays(
  tx: Queryable,
  of: readonly StaffOf[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly ChangedHalfDay[]>> {
  if (of.length === 0) return new Map();
  const rows = await tx.$queryRaw<readonly HalfDayRow[]>`
    SELECT t.account_id::text AS account, t.organisation_id::text AS organisation, t.permanence_id::text AS permanence,
      t.known_start AS "knownStart", t.known_end AS "knownEnd", t.known_place_id::text AS "knownPlaceId", ${PLACE(Prisma.sql`k`)} AS "knownPlace",
      s.start, s.until, p.place_id::text AS "placeId", ${PLACE(Prisma.sql`l`)} AS place
    FROM unnest(${of.map(({ account }) => account)}::uuid[], ${of.map(({ organisation }) => organisation)}::uuid[]) AS m (account, organisation)
      JOIN staff_told t ON t.account_id = m.account AND t.organisation_id = m.organisation
      JOIN permanence p ON p.id = t.permanence_id JOIN place l ON l.id = p.place_id
      LEFT JOIN place k ON k.id = t.known_place_id
      CROSS JOIN LATERAL (
        SELECT min(a.starts_at) AS start, max(a.ends_at) AS until FROM assignment a
        WHERE a.permanence_id = p.id AND a.conseiller_id = t.account_id AND NOT a.released AND p.status <> 'cancelled'
      ) AS s
    WHERE greatest(s.until, t.known_end) > ${toDate(now)}
    ORDER BY t.permanence_id`;
  const changes = new Map<string, ChangedHalfDay[]>();
  for (const row of rows) {
    const known = there(row.knownStart, row.knownEnd, row.knownPlaceId, row.knownPlace);
    const isNow = there(row.start, row.until, row.placeId, row.place);
    const key = keyOfStaff(row);
    const change = { permanence: row.permanence, ...(known && { known }), ...(isNow && { isNow }) };
    changes.set(key, [...(changes.get(key) ?? []), change]);
  }
  return changes;
}

/** SQL: a place as a message names it (`PlaceToName`), of the half-day `p`; NULL where there is none. */
const PLACE = (place: Prisma.Sql): Prisma.Sql => Prisma.sql`CASE WHEN ${place}.id IS NOT NULL THEN json_build_object(
  'name', ${place}.name, 'shortName', ${place}.short_name, 'address', ${place}.address, 'city', ${place}.city, 'zone', p.time_zone) END`;

type HalfDayRow = StaffOf & {
  readonly permanence: string;
  readonly knownStart: Date | null;
  readonly knownEnd: Date | null;
  readonly knownPlaceId: string | null;
  readonly knownPlace: PlaceToName | null;
  readonly start: Date | null;
  readonly until: Date | null;
  readonly placeId: string;
  readonly place: PlaceToName;
};

function there(
  start: Date | null,
  end: Date | null,
  placeId: string | null,
  place: PlaceToName | null,
): PlannedThere | undefined {
  if (!start || !end || placeId === null || !place) return undefined;
  return { span: { start: instant(start.getTime()), end: instant(end.getTime()) }, placeId, place };
}
