import { Prisma } from "#prisma/generated/client.ts";
import { db } from "#lib/server/db.ts";

/**
 * Half-days that take a topic: that name it or take every topic, and whose organisation offers it. An organisation
 * without topics of its own has the standard ones (docs/decisions/organisations.md). One query: of the few places where
 * it is switched off.
 */
export async function takingTopic(key: string): Promise<Prisma.PermanenceWhereInput> {
  const off = await db.topicOff.findMany({
    where: { topic: { key } },
    select: { placeId: true, topic: { select: { organisationId: true } } },
  });
  const notThere = off.flatMap(({ placeId, topic: { organisationId } }) =>
    organisationId === null ? [] : [{ placeId, organisationId }],
  );
  return {
    ...(notThere.length > 0 && { NOT: notThere }),
    OR: [{ topicKeys: { isEmpty: true } }, { topicKeys: { has: key } }],
    organisation: { OR: [{ topics: { some: { key, active: true } } }, { topics: { none: {} } }] },
  };
}

/**
 * SQL: the same of half-days `p`. Who offers the topic, and where it is switched off, is read once for all of them:
 * asked of each half-day, the topics of its organisation would be read as often.
 */
export const takesTopicInSql = (key: string): Prisma.Sql => Prisma.sql`
  (p.topic_keys = '{}' OR ${key} = ANY (p.topic_keys))
  AND (p.organisation_id IN (SELECT organisation_id FROM topic WHERE key = ${key} AND active AND organisation_id IS NOT NULL)
    OR NOT EXISTS (SELECT FROM topic WHERE topic.organisation_id = p.organisation_id))
  AND (p.organisation_id, p.place_id) NOT IN (
    SELECT topic.organisation_id, off.place_id FROM topic_off AS off JOIN topic ON topic.id = off.topic_id
    WHERE topic.key = ${key} AND topic.organisation_id IS NOT NULL)`;
