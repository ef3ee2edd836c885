import { Prisma } from "#prisma/generated/client.ts";
import type { Reach } from "#lib/access/where-may.ts";
import { countHalfDays, type HalfDayFigures } from "#lib/report/half-day-figures.ts";
import type { SumPart, SumsOfDays } from "#lib/report/week-done.ts";
import { columnOf, startsOn } from "#lib/server/schedule/permanence-rows.ts";
import { peopleOfHalfDay } from "#lib/server/queue/people-of-half-day.ts";
import { sumsOfHalfDays } from "#lib/server/queue/sums-of-half-days.ts";
import type { Queryable } from "#lib/server/db.ts";

type WeekCounts = {
  readonly all: readonly Pick<HalfDayFigures, "outcome" | "contacts">[];
  readonly received: number;
  readonly contacts: number;
  readonly medianWait: number | null;
  readonly ninthWait: number | null;
  readonly topics: Readonly<Record<string, number>> | null;
  readonly reasons: Readonly<Record<string, number>> | null;
};

/**
 * What was done at the half-days of an organisation from the day `from` until before the day `to`, at the places of a
 * reach: of the people whom figures count too (docs/figures.md#of-a-half-day), those of the totals of paper sheets
 * without topic and wait, and by topic, which no figures hold. One statement, which reads these half-days alone.
 */
export async function readWeekDone(tx: Queryable, reach: Reach, from: string, to: string): Promise<SumsOfDays> {
  const { first, end } = startsOn(from, to);
  const there = reach.places === "all" ? Prisma.empty : Prisma.sql`AND place_id = ANY (${[...reach.places]}::uuid[])`;
  const [counted] = await tx.$queryRaw<WeekCounts[]>`
    WITH days AS MATERIALIZED (
      SELECT id, status FROM permanence
      WHERE organisation_id = ${reach.organisation}::uuid AND starts_at >= ${first} AND starts_at < ${end}
        AND local_date >= ${columnOf(from)}::date AND local_date < ${columnOf(to)}::date ${there}),
    person AS MATERIALIZED (
      SELECT each.topic_key, each.wait FROM days AS p CROSS JOIN LATERAL (${peopleOfHalfDay}) AS each),
    paper AS MATERIALIZED (
      SELECT coalesce(sum(received), 0) AS received, coalesce(sum(turned_away), 0) AS turned_away
      FROM half_day_record WHERE permanence_id IN (SELECT id FROM days WHERE status <> 'cancelled')),
    away AS MATERIALIZED (
      SELECT reason, sum(people) AS people FROM (
        SELECT reason, 1 AS people FROM turn_away WHERE permanence_id IN (SELECT id FROM days)
        UNION ALL SELECT reason, people FROM paper_turn_away WHERE permanence_id IN (SELECT id FROM days WHERE status <> 'cancelled')
        UNION ALL SELECT 'not-noted', turned_away FROM paper WHERE turned_away > 0) AS noted GROUP BY 1)
    SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'contacts', contacts)), '[]')
        FROM (${sumsOfHalfDays(Prisma.sql`p.id IN (SELECT id FROM days)`)}) AS sums) AS "all",
      (count(*) + (SELECT received FROM paper))::int AS received, count(wait)::int AS contacts,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY wait) AS "medianWait",
      percentile_disc(0.9) WITHIN GROUP (ORDER BY wait) AS "ninthWait",
      (SELECT jsonb_object_agg(key, people) FROM (
        SELECT key, sum(people) AS people FROM (
          SELECT coalesce(topic_key, '') AS key, count(*) AS people FROM person GROUP BY 1
          UNION ALL SELECT '', received FROM paper WHERE received > 0) AS parts GROUP BY key) AS t) AS topics,
      (SELECT jsonb_object_agg(reason, people) FROM away) AS reasons
    FROM person`;
  if (!counted) throw new Error("A sum over no rows is a row.");
  const { all, medianWait, ninthWait, topics, reasons, ...sums } = counted;
  const turnedAway = partsOf(reasons);
  return {
    ...countHalfDays(all),
    ...sums,
    ...(medianWait !== null && { medianWait }),
    ...(ninthWait !== null && { ninthWait }),
    turnedAway: turnedAway.reduce((sum, { people }) => sum + people, 0),
    topics: partsOf(topics),
    reasons: turnedAway,
  };
}

const partsOf = (counts: Readonly<Record<string, number>> | null): readonly SumPart[] =>
  Object.entries(counts ?? {}).map(([key, people]) => ({ key, people }));
