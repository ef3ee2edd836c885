import { Prisma } from "#prisma/generated/client.ts";

/**
 * SQL: the people of the half-day `p` of the statement around it, each once: who had a number, but for numbers given by
 * mistake, late help that the line does not hold (docs/decisions/how-a-line-ends.md), and the rows of a paper sheet
 * (docs/decisions/figures-and-reports.md). `is_late`: their help was noted after a person's close. `on_paper`: a row of
 * the sheet, which has no id and of whose hours any may be missing. `wait`: in seconds, of who was helped, where it is
 * known.
 */
export const peopleOfHalfDay = Prisma.sql`
  SELECT each.*,
    -- Of who had no help there is no wait: greatest() would make it none at all.
    CASE WHEN started_at IS NOT NULL AND joined_at IS NOT NULL
      THEN floor(extract(epoch FROM greatest(started_at - joined_at, interval '0')))::int END AS wait
  FROM (
    SELECT visit.id, visit.topic_key, state, visit.joined_at, coalesce(visit.started_at, help.started_at) AS started_at,
      CASE WHEN help.started_at = coalesce(visit.started_at, help.started_at) THEN help.ended_at ELSE visit.ended_at END AS ended_at,
      help.visit_id IS NOT NULL AS is_late, false AS on_paper
    FROM visit LEFT JOIN late_help AS help ON help.permanence_id = visit.permanence_id AND help.visit_id = visit.id
    WHERE visit.permanence_id = p.id AND left_why IS DISTINCT FROM 'given-by-mistake'
    UNION ALL
    SELECT visit_id, NULL, 'done', joined_at, started_at, ended_at, true, false FROM late_help
    WHERE permanence_id = p.id AND joined_at IS NOT NULL
    UNION ALL
    SELECT NULL, topic_key, state, given_at, CASE WHEN state = 'done' THEN called_at END, ended_at, false, true FROM paper_visit
    WHERE permanence_id = p.id
  ) AS each`;
