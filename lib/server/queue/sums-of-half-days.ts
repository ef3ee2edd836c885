import { Prisma } from "#prisma/generated/client.ts";
import { peopleOfHalfDay } from "./people-of-half-day.ts";

/**
 * SQL: the figures of the half-days `p` that `which` holds for (docs/figures.md#of-a-half-day), counted from their
 * rows, in the columns of `half_day_figures` without `stale`. The only place that says what is counted of a half-day:
 * the job writes them with it, and pages count with it what is not written yet. Which half-days were held follows from
 * their `outcome` and `contacts` (countHalfDays in lib/report/half-day-figures.ts). Of each person help counts once:
 * that of the line, or the late help that the line does not hold (docs/decisions/how-a-line-ends.md). What the team
 * entered from a paper sheet is added to the people of the line, as totals (docs/decisions/figures-and-reports.md) or
 * as rows, which are people with waits (docs/decisions/figures-and-reports.md).
 */
export const sumsOfHalfDays = (which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT p.id AS permanence_id, p.organisation_id, p.place_id, p.local_date,
    CASE WHEN p.status = 'cancelled' THEN 'cancelled'
      WHEN r.kind IN ('paper-totals', 'paper-rows') THEN CASE WHEN people.contacts + r.helped > 0 THEN 'held' ELSE 'held-with-nobody' END
      WHEN r.kind IN ('held-with-nobody', 'not-held') AND people.received = 0 THEN r.kind
      WHEN p.outcome IN ('held-with-nobody', 'not-held') AND people.late > 0 THEN 'held'
      ELSE coalesce(p.outcome, 'not-recorded') END AS outcome,
    (people.received + coalesce(r.received, 0))::int AS received,
    (people.helped + coalesce(r.helped, 0))::int AS helped,
    (people.contacts + coalesce(r.helped, 0))::int AS contacts,
    (people.gone + coalesce(r.gone, 0))::int AS gone,
    (people.redirected + coalesce(r.redirected, 0))::int AS redirected,
    (people.unserved + coalesce(r.received - r.helped - r.gone - r.redirected, 0))::int AS unserved,
    coalesce(away.reasons, '{}') AS turned_away,
    people.median_wait, people.waits_over_20::int AS waits_over_20, people.help_minutes, people.reports::int AS reports,
    CASE r.kind WHEN 'paper-totals' THEN 'totals' WHEN 'paper-rows' THEN 'rows' END AS paper,
    (people.on_paper + coalesce(r.received, 0))::int AS from_paper,
    (people.untimed + coalesce(r.helped, 0))::int AS untimed,
    (people.paper_contacts + coalesce(r.helped, 0))::int AS paper_contacts
  FROM permanence p LEFT JOIN half_day_record AS r ON r.permanence_id = p.id
  CROSS JOIN LATERAL (
    SELECT count(*) AS received,
      count(*) FILTER (WHERE state = 'done' OR is_late) AS helped,
      count(*) FILTER (WHERE is_late) AS late,
      count(*) FILTER (WHERE started_at IS NOT NULL OR (on_paper AND state = 'done')) AS contacts,
      count(*) FILTER (WHERE state = 'left' AND started_at IS NULL) AS gone,
      count(*) FILTER (WHERE state = 'redirected' AND started_at IS NULL) AS redirected,
      count(*) FILTER (WHERE state = 'unserved' AND started_at IS NULL) AS unserved,
      count(*) FILTER (WHERE on_paper) AS on_paper,
      count(*) FILTER (WHERE on_paper AND state = 'done') AS paper_contacts,
      count(*) FILTER (WHERE on_paper AND state = 'done' AND wait IS NULL) AS untimed,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY wait) AS median_wait,
      count(*) FILTER (WHERE started_at - joined_at > interval '20 minutes') AS waits_over_20,
      coalesce(floor(extract(epoch FROM sum(greatest(ended_at - started_at, interval '0'))
        FILTER (WHERE NOT (state = 'done' AND NOT on_paper AND p.outcome IS NOT DISTINCT FROM 'not-recorded' AND ended_at = p.closed_at))) / 60), 0)::int AS help_minutes,
      count(report.visit_id) AS reports
    FROM (
      ${peopleOfHalfDay}
    ) AS person LEFT JOIN activity_report AS report ON report.visit_id = person.id
  ) AS people
  CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(reason, times) AS reasons
    FROM (
      SELECT reason, sum(people) AS times FROM (
        SELECT reason, 1 AS people FROM turn_away WHERE permanence_id = p.id
        UNION ALL SELECT reason, people FROM paper_turn_away WHERE permanence_id = p.id
        UNION ALL SELECT 'not-noted', r.turned_away WHERE r.turned_away > 0
      ) AS noted GROUP BY reason) AS each
  ) AS away
  WHERE ${which}`;
