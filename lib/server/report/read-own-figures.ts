import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { db } from "#lib/server/db.ts";
import { columnOf, startsOn } from "#lib/server/schedule/permanence-rows.ts";
import { monthAfter } from "./read-month-figures.ts";

/**
 * What somebody did themselves in a month: at how many half-days they helped how many people, the minutes of it, and
 * the reports that they wrote.
 */
export type OwnFigures = {
  readonly halfDays: number;
  readonly helps: number;
  readonly minutes: number;
  readonly reports: number;
};

/**
 * The own figures of whoever reads, of the month that begins on that day. Nobody may ask for somebody else's: there is
 * no argument for it, and neither a token nor a shared tablet reads them. Help counts as in the figures of half-days:
 * once for each person, without the minutes of an end that nobody noted. One statement.
 */
export async function readOwnFigures(actor: StaffActor, first: string): Promise<Result<OwnFigures, "not-allowed">> {
  if (!may(actor, { act: "manage-account", account: actor.user })) return refuse("not-allowed");
  const to = monthAfter(first);
  const { first: from, end } = startsOn(first, to);
  const [own] = await db.$queryRaw<OwnFigures[]>`
    WITH help AS (
      SELECT p.id, v.started_at, v.ended_at, v.state = 'done' AND p.outcome IS NOT DISTINCT FROM 'not-recorded' AND v.ended_at = p.closed_at AS open
      FROM visit v JOIN permanence p ON p.id = v.permanence_id
      WHERE v.conseiller_id = ${actor.user}::uuid AND v.ended_at >= ${from} AND v.ended_at < ${end}::timestamptz + interval '2 days'
        AND v.started_at IS NOT NULL AND p.local_date >= ${columnOf(first)}::date AND p.local_date < ${columnOf(to)}::date
      UNION ALL
      SELECT p.id, h.started_at, h.ended_at, h.ended_at IS NULL
      FROM permanence p JOIN late_help h ON h.permanence_id = p.id LEFT JOIN visit v ON v.id = h.visit_id
      WHERE h.conseiller_id = ${actor.user}::uuid AND p.organisation_id = ANY (${actor.roles.map(({ organisation }) => organisation)}::uuid[])
        AND p.starts_at >= ${from} AND p.starts_at < ${end}
        AND p.local_date >= ${columnOf(first)}::date AND p.local_date < ${columnOf(to)}::date AND v.started_at IS NULL)
    SELECT count(DISTINCT id)::int AS "halfDays", count(*)::int AS helps,
      coalesce(floor(extract(epoch FROM sum(greatest(ended_at - started_at, interval '0')) FILTER (WHERE NOT open)) / 60), 0)::int AS minutes,
      (SELECT count(*) FROM activity_report WHERE conseiller_id = ${actor.user}::uuid
        AND local_date >= ${columnOf(first)}::date AND local_date < ${columnOf(to)}::date)::int AS reports
    FROM help`;
  if (!own) throw new Error("A sum over no rows is a row.");
  return accept(own);
}
