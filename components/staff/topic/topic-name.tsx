import { useTopicWords } from "#components/topic-words.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";

/** What a topic is called in the reader's language. */
export const TopicName = ({ topic }: { topic: NamedTopic }) => useTopicWords().name(topic);
