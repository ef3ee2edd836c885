import { Prisma } from "#prisma/generated/client.ts";
import type { ClosedHalfDay } from "#lib/schedule/closure-effect.ts";
import { outcomeInClosure, type ClosingSpan } from "#lib/schedule/closure.ts";
import { LONGEST } from "#lib/schedule/permanence.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/**
 * What a closure closes: one place of an organisation, or without one all its half-days. `closure`: its id, once it has
 * one.
 */
export type ClosedWhere = {
  readonly organisation: string;
  readonly place: string | undefined;
  readonly closure: string | undefined;
};

type HalfDayRow = {
  readonly id: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly placeId: string;
  readonly place: string;
  readonly timeZone: string;
  readonly localDate: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly closureId: string | null;
  readonly appointments: number;
  readonly waiting: number;
  readonly desks: readonly number[];
  readonly people: readonly string[];
};

/**
 * The half-days that are not over and that this closure touches as it would be (`closing`; undefined when it is
 * lifted), and those that it keeps from being booked, earliest first. One statement.
 */
export async function touchedHalfDays(
  tx: Tx,
  { organisation, place, closure }: ClosedWhere,
  closing: ClosingSpan | undefined,
  now: Instant,
): Promise<readonly ClosedHalfDay[]> {
  const where =
    place === undefined
      ? Prisma.sql`p.organisation_id = ${organisation}::uuid`
      : Prisma.sql`p.place_id = ${place}::uuid`;
  const inSpan = closing
    ? Prisma.sql`(${where} AND p.starts_at < ${toDate(closing.span.end)} AND p.ends_at > ${toDate(closing.span.start)})`
    : Prisma.sql`false`;
  const rows = await tx.$queryRaw<HalfDayRow[]>`
    SELECT p.id::text, p.organisation_id::text AS "organisationId", o.name AS organisation, p.place_id::text AS "placeId", l.name AS place, p.time_zone AS "timeZone",
      p.local_date::text AS "localDate", p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.closure_id::text AS "closureId",
      (SELECT count(*)::int FROM appointment a WHERE a.permanence_id = p.id AND a.state = 'booked' AND (
        (a.ends_at > ${toDate(now)} AND NOT EXISTS (SELECT FROM visit v WHERE v.appointment_id = a.id))
        OR EXISTS (SELECT FROM visit v WHERE v.appointment_id = a.id AND v.state IN ('waiting', 'absent')))) AS appointments,
      (SELECT count(*)::int FROM visit v WHERE v.permanence_id = p.id AND v.state IN ('waiting', 'absent')) AS waiting,
      ARRAY(SELECT v.desk FROM visit v WHERE v.permanence_id = p.id AND v.state IN ('called', 'serving') AND v.desk IS NOT NULL ORDER BY v.desk) AS desks,
      ARRAY(SELECT coalesce(u.name, u.email) FROM assignment s JOIN user_account u ON u.id = s.conseiller_id WHERE s.permanence_id = p.id AND NOT s.released ORDER BY s.desk, s.starts_at) AS people
    FROM permanence p JOIN place l ON l.id = p.place_id JOIN organisation o ON o.id = p.organisation_id
    WHERE p.status IN ('scheduled', 'open') AND p.ends_at > ${toDate(now)} AND p.starts_at > ${toDate(plusMinutes(now, -LONGEST))}
      AND (${inSpan} OR p.closure_id = ${closure ?? null}::uuid)
    ORDER BY p.starts_at, p.id`;
  return rows.flatMap((row) => {
    const span = { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) };
    const own = row.organisationId === organisation;
    const held = closure !== undefined && row.closureId === closure;
    const outcome = outcomeInClosure({ span, localDate: row.localDate, own, held }, closing);
    if (outcome === undefined) return [];
    const { id: permanence, localDate, timeZone, appointments, waiting, desks, people } = row;
    return [
      {
        permanence,
        outcome,
        place: { id: row.placeId, name: row.place },
        localDate,
        span,
        timeZone,
        appointments,
        waiting,
        goingOn: span.start <= now,
        desks,
        people,
        ...(!own && { guest: row.organisation }),
      },
    ];
  });
}
