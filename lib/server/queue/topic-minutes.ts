import type { Tx } from "../db.ts";

/** Minutes of a visit without a topic: the mean of 10, 25 and 45 minutes at 30, 45 and 25 % (docs/line.md#waiting-time). */
const WITHOUT_TOPIC = 25;

/** The usual minutes of a visit by its topic, for the estimate of the wait. */
export async function loadTopicMinutes(tx: Tx): Promise<(topic?: string) => number> {
  const topics = await tx.topic.findMany({ select: { key: true, minutes: true } });
  const minutes = new Map(topics.map((topic) => [topic.key, topic.minutes]));
  return (topic) => (topic === undefined ? undefined : minutes.get(topic)) ?? WITHOUT_TOPIC;
}
