/**
 * Why one comes. `minutes` it usually takes; `bring` and `key` name sentences of messages (bring.<key>, topics.<key>);
 * `themes` are the national values it counts under; only `bookable` ones can have an appointment.
 */
export type Topic = {
  readonly key: string;
  readonly minutes: number;
  readonly bring: readonly string[];
  readonly themes: readonly string[];
  readonly bookable: boolean;
};

/** What of a topic decides how long an appointment is, and whether there is one. */
export type TopicTime = Pick<Topic, "key" | "minutes" | "bookable">;

/** One appointment lasts no longer, however many topics it names (CONTRACT, Appointment). */
export const LONGEST_APPOINTMENT = 90;

/** What to bring for all of these topics, each thing once. */
export const thingsToBring = (topics: readonly Pick<Topic, "bring">[]): readonly string[] => [
  ...new Set(topics.flatMap(({ bring }) => bring)),
];

/** The minutes several topics take together, at most those of the longest appointment. */
export const minutesOf = (topics: readonly Pick<Topic, "minutes">[]): number =>
  Math.min(
    LONGEST_APPOINTMENT,
    topics.reduce((sum, topic) => sum + topic.minutes, 0),
  );
