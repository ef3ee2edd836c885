import { ownTexts, takesTopic, type NamedTopic, type TopicsTaken } from "#lib/schedule/topic.ts";
import type { Tx } from "#lib/server/db.ts";
import { translatorIn } from "#lib/server/translate.ts";

/**
 * Reads what is offered at these places (ids) by an organisation, and answers a function that names, for a place and
 * the topics that a half-day takes, those taken there: in French, in their display order, without those that are
 * switched off. One query.
 */
export async function topicNames(
  tx: Pick<Tx, "$queryRaw">,
  organisation: string,
  places: readonly string[],
): Promise<(place: string, taken: TopicsTaken) => readonly string[]> {
  const offered = await tx.$queryRaw<(NamedTopic & { readonly place: string })[]>`
    SELECT place.id::text AS place, topic.key, topic.texts
    FROM unnest(${[...new Set(places)]}::uuid[]) AS place (id) CROSS JOIN LATERAL topics_offered(${organisation}::uuid, place.id) AS topic
    ORDER BY place.id, topic.rank`;
  const standard = translatorIn("fr", "topics");
  return (at, taken) =>
    offered
      .filter(({ place, key }) => place === at && takesTopic(taken, key))
      .map((topic) => ownTexts(topic, "fr")?.name ?? standard(topic.key));
}
