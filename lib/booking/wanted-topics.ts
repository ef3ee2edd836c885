import { accept, refuse, type Result } from "../result.ts";
import { minutesOf, takesTopic, type TopicTime } from "../schedule/topic.ts";
import { onGrid, type Bookable } from "./bookable-times.ts";

/** The minutes an appointment takes, and those of the shortest one may book in this half-day; both on the grid. */
export type Lengths = { readonly length: number; readonly shortest: number };

/**
 * How long an appointment about these topics is: their minutes add up, to 90 at most. `known` are the topics of the organisation. Refused:
 * `unknown-topic` (no topic named, or one that does not exist or is not taken in this half-day), `not-bookable` (a topic
 * for walk-ins only).
 */
export function lengthsOf(
  halfDay: Pick<Bookable, "topics">,
  known: readonly TopicTime[],
  wanted: readonly string[],
): Result<Lengths, "unknown-topic" | "not-bookable"> {
  const taken = known.filter(({ key }) => takesTopic(halfDay.topics, key));
  const named = [...new Set(wanted)].map((key) => taken.find((topic) => topic.key === key));
  if (named.length === 0 || named.includes(undefined)) return refuse("unknown-topic");
  const topics = named.filter((topic) => topic !== undefined);
  if (!topics.every(({ bookable }) => bookable)) return refuse("not-bookable");
  const shortest = Math.min(...taken.filter(({ bookable }) => bookable).map(({ minutes }) => onGrid(minutes)));
  return accept({ length: onGrid(minutesOf(topics)), shortest });
}

/** The key of the shortest topic bookable there, as a list of one; empty when there is none. */
export function shortestOf({
  halfDay,
  topics,
}: {
  readonly halfDay: Pick<Bookable, "topics">;
  readonly topics: readonly TopicTime[];
}): readonly string[] {
  const taken = topics.filter(({ key, bookable }) => bookable && takesTopic(halfDay.topics, key));
  const shortest = taken.reduce<TopicTime | undefined>(
    (best, topic) => (best && best.minutes <= topic.minutes ? best : topic),
    undefined,
  );
  return shortest ? [shortest.key] : [];
}
