import type { MinutesOf } from "../../queue/wait/estimate-wait.ts";
import { MINUTE, type Instant } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";

/** The usual minutes of an operator's topics by key, and those that a visit is reckoned with. */
type TopicMinutes = { readonly minutes: ReadonlyMap<string, number>; readonly minutesOf: MinutesOf };

/** Minutes of a visit without a topic: the mean of 10, 25 and 45 minutes at 30, 45 and 25 % (docs/line.md#waiting-time). */
const WITHOUT_TOPIC = 25;

type Kept = { readonly readAt: Instant; readonly of: Promise<TopicMinutes> };

/** By operator; on the process, since a bundler may load this file more than once. */
const kept = ((globalThis as { topicMinutes?: Map<string, Kept> }).topicMinutes ??= new Map());

/**
 * The usual minutes of the topics of each of these operators, for estimates of waits; a topic that is switched off keeps its
 * minutes. Each is read once a minute by a process; those to read are read in one statement.
 */
export async function topicMinutes(operators: readonly string[]): Promise<(operator: string) => TopicMinutes> {
  const now = clock.now();
  const asked = [...new Set(operators)];
  const stale = asked.filter((operator) => !(Math.abs(now - (kept.get(operator)?.readAt ?? 0)) < MINUTE));
  if (stale.length > 0) keep(stale, now, loadTopicMinutes(stale));
  const read = new Map(
    await Promise.all(asked.map(async (operator) => [operator, await kept.get(operator)?.of] as const)),
  );
  return (operator) => read.get(operator) ?? minutesIn([]);
}

function keep(operators: readonly string[], readAt: Instant, read: Promise<(operator: string) => TopicMinutes>): void {
  for (const operator of operators) {
    const one: Kept = { readAt, of: read.then((minutesAt) => minutesAt(operator)) };
    kept.set(operator, one);
    one.of.catch(() => kept.get(operator) === one && kept.delete(operator));
  }
}

/** An operator without topics of its own has the standard ones (docs/decisions/0054): read beside, so that no operator is looked up alone. */
async function loadTopicMinutes(operators: readonly string[]): Promise<(operator: string) => TopicMinutes> {
  const topics = await db.$queryRaw<
    { readonly operator: string | null; readonly key: string; readonly minutes: number }[]
  >`
    SELECT organisation_id AS operator, key, minutes FROM topic WHERE organisation_id = ANY (${[...operators]}::uuid[])
    UNION ALL SELECT NULL, key, minutes FROM topic WHERE organisation_id IS NULL`;
  const theirs = Map.groupBy(topics, ({ operator }) => operator);
  return (operator) => minutesIn(theirs.get(operator) ?? theirs.get(null) ?? []);
}

function minutesIn(topics: readonly { readonly key: string; readonly minutes: number }[]): TopicMinutes {
  const minutes = new Map(topics.map((topic) => [topic.key, topic.minutes]));
  return { minutes, minutesOf: (topic) => (topic === undefined ? undefined : minutes.get(topic)) ?? WITHOUT_TOPIC };
}
