/**
 * Why a resident comes. `minutes`: how long it usually takes. `key` and `bring` name messages (topics.<key>,
 * bring.<key>). `themes`: the national values it counts under. `bookable`: whether an appointment can be booked for it.
 */
export type Topic = {
  readonly key: string;
  readonly minutes: number;
  readonly bring: readonly string[];
  readonly themes: readonly string[];
  readonly bookable: boolean;
  /** The own sentences of its organisation, by language. */
  readonly texts?: TopicTexts | null;
};

/** What an organisation calls a topic, and what to bring in sentences of its own, by language; French at least. */
export type TopicTexts = Readonly<Record<string, { readonly name: string; readonly bring?: readonly string[] }>>;

/** A topic as far as it is named. */
export type NamedTopic = Pick<Topic, "key" | "texts">;

/** The own sentences of a topic in that language, else in French; undefined for one that has none. */
export const ownTexts = ({ texts }: NamedTopic, locale: string): TopicTexts[string] | undefined =>
  texts?.[locale] ?? texts?.["fr"];

/** The facts of a topic that decide whether it can be booked and how long the appointment is. */
export type TopicTime = Pick<Topic, "key" | "minutes" | "bookable">;

/**
 * The topics that a half-day takes, or that a desk serves: every topic of the organisation, or those of these keys, one
 * at least. An empty list is not one of its values: a list whose last key is removed does not become every topic.
 */
export type TopicsTaken = "every" | readonly [string, ...string[]];

/** Whether the topic of that key is among them. */
export const takesTopic = (taken: TopicsTaken, key: string): boolean => taken === "every" || taken.includes(key);

/** Kept as a list of keys, in rows and on the wire: an empty one stands for every topic. */
export const keysOfTopicsTaken = (taken: TopicsTaken): string[] => (taken === "every" ? [] : [...taken]);

/** The topics that a list of keys from `keysOfTopics` stands for. */
export function topicsTakenOfKeys([first, ...others]: readonly string[]): TopicsTaken {
  return first === undefined ? "every" : [first, ...others];
}

/** Minutes: the longest appointment, however many topics it names (docs/booking.md#booking). */
const LONGEST_APPOINTMENT = 90;

/** What to bring for these topics together: everything that at least one of them asks for, each thing once. */
export const thingsToBring = (topics: readonly Pick<Topic, "bring">[]): readonly string[] => [
  ...new Set(topics.flatMap(({ bring }) => bring)),
];

/**
 * What these topics have in common: the things that every topic asks for. A topic that asks for a single thing or none
 * is left out of the comparison, else it would leave almost nothing in common. Empty when fewer than two topics remain.
 */
export function thingsInCommon(topics: readonly Pick<Topic, "bring">[]): readonly string[] {
  const [first, ...others] = topics.filter(({ bring }) => bring.length > 1);
  if (first === undefined || others.length === 0) return [];
  return first.bring.filter((thing) => others.every(({ bring }) => bring.includes(thing)));
}

/** The minutes several topics take together, at most those of the longest appointment. */
export const minutesOf = (topics: readonly Pick<Topic, "minutes">[]): number =>
  Math.min(
    LONGEST_APPOINTMENT,
    topics.reduce((sum, topic) => sum + topic.minutes, 0),
  );
