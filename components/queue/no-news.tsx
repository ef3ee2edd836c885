import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { NewsLoss } from "./board-stream.ts";
import { fill, sayTimeOfNews } from "./browser-text.ts";
import type { FollowLabels } from "./follow-content.ts";
import type { FollowState } from "./follow-state.ts";
import type { WireFollow } from "#lib/wire/queue/board.ts";

/**
 * Whether the person waits in the room for a call: they are not out, nobody helps them, and their visit has not ended.
 */
const isInTheRoom = ({ state, awayUntil }: WireFollow): boolean =>
  awayUntil === undefined && (state === "waiting" || state === "absent" || state === "called");

/**
 * Whether they are told to listen for their number in the room; whoever is to be fetched is not
 * (docs/line.md#fetching).
 */
export const isToListen = (follow: WireFollow): boolean => isInTheRoom(follow) && !follow.toFetch;

/**
 * Says that the page has lost its connection or that the site is down, since when (the last board), and what to do
 * meanwhile.
 */
export function noNewsSentence(loss: NewsLoss, { follow, asOf }: FollowState, { turn, locale }: FollowLabels): string {
  const since = fill(loss.why === "blind" ? turn.siteDown : turn.silent, { hour: sayTimeOfNews(asOf, locale) });
  if (!isInTheRoom(follow)) return since;
  return `${since} ${isToListen(follow) ? turn.listen : turn.fetch.stay}`;
}

/** Shown on the page of a number while it may be out of date. `retry`: asks again at once. */
export const NoNews = ({
  loss,
  followed,
  labels,
  retry,
}: {
  loss: NewsLoss;
  followed: FollowState;
  labels: FollowLabels;
  retry: () => void;
}) => (
  <Notice tone="warn">
    <p>{noNewsSentence(loss, followed, labels)}</p>
    <Button look="quiet" className="mt-2" onClick={retry}>
      {labels.turn.retry}
    </Button>
  </Notice>
);
