import { keysOfTopics, type TopicsTaken } from "../../schedule/topic.ts";

/**
 * The columns of a half-day, an assignment or a desk that say which topics are taken. A constraint holds the two to each
 * other, so that the list alone is read (`topicsOfKeys`), and removing its last key without saying « every » is refused.
 */
export const topicColumnsOf = (taken: TopicsTaken): { everyTopic: boolean; topicKeys: string[] } => ({
  everyTopic: taken === "every",
  topicKeys: keysOfTopics(taken),
});
