import { WITHOUT_TOPIC, type MinutesOf } from "../../queue/wait/pace.ts";
import { db } from "../db.ts";
import { keptByKey } from "../kept-by-key.ts";

/** The usual minutes of an organisation's topics by key, and those that a visit is reckoned with. */
type TopicMinutes = { readonly minutes: ReadonlyMap<string, number>; readonly minutesOf: MinutesOf };

/**
 * The usual minutes of the topics of each of these organisations, for estimates of waits; a topic that is switched off keeps its
 * minutes. Each is read once a minute by a process; those to read are read in one statement.
 */
export const topicMinutes = keptByKey("topic-minutes", loadTopicMinutes);

/** An organisation without topics of its own has the standard ones (docs/decisions/organisations.md): read beside, so that no organisation is looked up alone. */
async function loadTopicMinutes(organisations: readonly string[]): Promise<(organisation: string) => TopicMinutes> {
  const topics = await db.$queryRaw<
    { readonly organisation: string | null; readonly key: string; readonly minutes: number }[]
  >`
    SELECT organisation_id AS organisation, key, minutes FROM topic WHERE organisation_id = ANY (${[...organisations]}::uuid[])
    UNION ALL SELECT NULL, key, minutes FROM topic WHERE organisation_id IS NULL`;
  const theirs = Map.groupBy(topics, ({ organisation }) => organisation);
  return (organisation) => minutesIn(theirs.get(organisation) ?? theirs.get(null) ?? []);
}

function minutesIn(topics: readonly { readonly key: string; readonly minutes: number }[]): TopicMinutes {
  const minutes = new Map(topics.map((topic) => [topic.key, topic.minutes]));
  return { minutes, minutesOf: (topic) => (topic === undefined ? undefined : minutes.get(topic)) ?? WITHOUT_TOPIC };
}
