import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import type { Pace } from "#lib/queue/wait/pace.ts";
import { useTablet } from "./tablet-context.ts";

/** How fast the line goes at this place: the usual minutes of the topics, and what the place has taught. */
export function usePace(): Pace {
  const { topicMinutes, usualMinutes, learned } = useTablet().site;
  return paceOf((topic) => (topic === undefined ? undefined : topicMinutes[topic]) ?? usualMinutes, learned);
}
