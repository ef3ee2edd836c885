import { Prisma } from "#prisma/generated/client.ts";
import { db, type Queryable } from "../db.ts";

/**
 * SQL: the one organisation that is an operator or has half-days, while it has no topics of its own; no row when there are
 * several. Beside several the version before would read each topic several times (docs/decisions/0054).
 */
const onlyOperator = Prisma.sql`
  SELECT running.ids[1] AS id FROM (
    SELECT array_agg(found.id) AS ids FROM (
      SELECT organisation.id FROM organisation
      WHERE organisation.operator OR EXISTS (SELECT FROM permanence WHERE permanence.organisation_id = organisation.id) LIMIT 2) AS found) AS running
  WHERE cardinality(running.ids) = 1 AND NOT EXISTS (SELECT FROM topic WHERE topic.organisation_id = running.ids[1])`;

/** Whether there are topics of every operator, and one operator alone to give them to. */
export const areTopicsToGive = async (): Promise<boolean> =>
  (
    await db.$queryRaw<unknown[]>`
      SELECT 1 WHERE EXISTS (SELECT FROM topic WHERE organisation_id IS NULL) AND EXISTS (${onlyOperator})`
  ).length > 0;

/**
 * Gives the topics that are of every operator, rows of the version before, to the operator of this installation, if it is
 * the only one and has none of its own. One statement: there are some tens. May run twice, also at once. Returns how many were given.
 */
export async function giveTopics(tx: Queryable = db): Promise<number> {
  const given = await tx.$queryRaw<unknown[]>`
    UPDATE topic SET organisation_id = operator.id FROM (${onlyOperator}) AS operator WHERE topic.organisation_id IS NULL RETURNING topic.id`;
  return given.length;
}

/**
 * Gives an operator copies of its own of the topics that are of every operator, so that it can change them for itself alone.
 * Does nothing when it has topics of its own. May run twice, also at once. Returns how many were copied.
 */
export async function copyTopics(tx: Queryable, operator: string): Promise<number> {
  const copied = await tx.$queryRaw<unknown[]>`
    INSERT INTO topic (id, organisation_id, key, rank, minutes, bring, themes, bookable, active, texts)
    SELECT gen_random_uuid(), ${operator}::uuid, key, rank, minutes, bring, themes, bookable, active, texts FROM topics_of(${operator}::uuid)
    WHERE organisation_id IS NULL
    ON CONFLICT DO NOTHING RETURNING id`;
  return copied.length;
}
