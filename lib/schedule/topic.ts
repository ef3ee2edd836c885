/**
 * Why a resident comes. `minutes`: how long it usually takes. `key` and `bring` name messages (topics.<key>, bring.<key>).
 * `themes`: the national values it counts under. `bookable`: whether an appointment can be booked for it.
 */
export type Topic = {
  readonly key: string;
  readonly minutes: number;
  readonly bring: readonly string[];
  readonly themes: readonly string[];
  readonly bookable: boolean;
};

/** The facts of a topic that decide whether it can be booked and how long the appointment is. */
export type TopicTime = Pick<Topic, "key" | "minutes" | "bookable">;

/** Minutes: the longest appointment, however many topics it names (docs/booking.md#booking). */
const LONGEST_APPOINTMENT = 90;

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
