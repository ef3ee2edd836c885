import { Prisma } from "#prisma/generated/client.ts";

/**
 * SQL: the people of the half-day `p` of the statement around it, each once: who had a number, but for numbers given by mistake, and late help
 * that the line does not hold (docs/decisions/0088). `is_late`: their help was noted after a person's close.
 */
export const peopleOfHalfDay = Prisma.sql`
  SELECT visit.id, visit.topic_key, state, visit.joined_at, coalesce(visit.started_at, help.started_at) AS started_at,
    CASE WHEN help.started_at = coalesce(visit.started_at, help.started_at) THEN help.ended_at ELSE visit.ended_at END AS ended_at,
    help.visit_id IS NOT NULL AS is_late
  FROM visit LEFT JOIN late_help AS help ON help.permanence_id = visit.permanence_id AND help.visit_id = visit.id
  WHERE visit.permanence_id = p.id AND left_why IS DISTINCT FROM 'given-by-mistake'
  UNION ALL
  SELECT visit_id, NULL, 'done', joined_at, started_at, ended_at, true FROM late_help
  WHERE permanence_id = p.id AND joined_at IS NOT NULL`;
