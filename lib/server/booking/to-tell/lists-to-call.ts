import { instant, type Instant } from "#lib/time/instant.ts";
import type { Reach } from "#lib/access/where-may.ts";
import type { ListToCall } from "#lib/booking/coordinator-tasks.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { IS_TO_BE_TOLD, newsOf } from "#lib/server/schedule/who-is-to-be-told.ts";
import { Prisma } from "#prisma/generated/client.ts";

type ListRow = {
  readonly permanence: string;
  readonly place: string;
  readonly localDate: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly people: number;
};

/**
 * The half-days of an organisation that begin from a moment on and of which people are still to be told
 * (docs/booking.md#who-is-to-be-told), each with how many, the earliest first. One statement.
 */
export async function readListsToCall({ organisation, places }: Reach, from: Instant): Promise<readonly ListToCall[]> {
  const at = places === "all" ? Prisma.empty : Prisma.sql`AND p.place_id = ANY (${[...places]}::uuid[])`;
  const starts = Prisma.sql`organisation_id = ${organisation}::uuid AND starts_at >= ${toDate(from)}`;
  // Whoever can be on a list at all: to look into each of the half-days of a year costs a hundred times as much.
  const rows = await db.$queryRaw<readonly ListRow[]>`
    WITH candidate AS (
      SELECT id FROM appointment WHERE ${starts} AND state = 'cancelled-by-service'
      UNION SELECT o.appointment_id FROM appointment h JOIN appointment_offer o ON o.hold_id = h.id
        WHERE h.organisation_id = ${organisation}::uuid AND h.state = 'held'
      UNION SELECT a.id FROM told t JOIN appointment a ON a.id = t.appointment_id
        WHERE t.known <> 'booked' AND t.hour >= ${toDate(from)} AND a.organisation_id = ${organisation}::uuid AND a.state = 'booked'
      UNION SELECT a.id FROM (SELECT id FROM permanence WHERE ${starts} AND closed_at IS NOT NULL) AS closed
        JOIN appointment a ON a.permanence_id = closed.id)
    SELECT p.id::text AS permanence, place.short_name AS place, p.local_date AS "localDate", p.starts_at AS "startsAt", p.ends_at AS "endsAt",
      p.time_zone AS "timeZone", count(*)::int AS people
    FROM candidate JOIN appointment a ON a.id = candidate.id JOIN permanence p ON p.id = a.permanence_id JOIN place ON place.id = p.place_id
      ${newsOf(clock.now())}
    WHERE p.organisation_id = ${organisation}::uuid AND p.starts_at >= ${toDate(from)} ${at}
      AND ${IS_TO_BE_TOLD}
    GROUP BY p.id, place.short_name ORDER BY p.starts_at, p.id`;
  return rows.map(({ permanence, place, localDate, startsAt, endsAt, timeZone, people }) => ({
    permanence,
    place,
    localDate: dateOfColumn(localDate),
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
    timeZone,
    people,
  }));
}
