import type { Tx } from "../db.ts";

/** Minutes of a visit whose topic nobody asked: the mean of the mix of topics, 10, 25 and 45 at 30, 45 and 25 % (queue.md 3.4). */
const WITHOUT_TOPIC = 25;

/** How long a visit takes by its topic, as the estimate asks it. Learned durations will come here. */
export async function loadTopicMinutes(tx: Tx): Promise<(topic?: string) => number> {
  const topics = await tx.topic.findMany({ select: { key: true, minutes: true } });
  const minutes = new Map(topics.map((topic) => [topic.key, topic.minutes]));
  return (topic) => (topic === undefined ? undefined : minutes.get(topic)) ?? WITHOUT_TOPIC;
}
