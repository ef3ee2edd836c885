import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { NewsLoss } from "./board-stream.ts";
import { fill, sayTimeOfNews } from "./browser-text.ts";
import type { FollowLabels } from "./follow-content.ts";

/** Whose failure it is that nothing is known, since when, and what to do meanwhile. `asOf`: of the last board. */
export const noNewsSentence = (loss: NewsLoss, asOf: string, { turn, locale }: FollowLabels): string =>
  fill(loss.why === "blind" ? turn.siteDown : turn.silent, { hour: sayTimeOfNews(asOf, locale) });

/** Said on the page of a number while nothing true is known. */
export const NoNews = ({
  loss,
  asOf,
  labels,
  retry,
}: {
  loss: NewsLoss;
  asOf: string;
  labels: FollowLabels;
  retry: () => void;
}) => (
  <Notice tone="warn">
    <p>{noNewsSentence(loss, asOf, labels)}</p>
    <Button look="quiet" className="mt-2" onClick={retry}>
      {labels.turn.retry}
    </Button>
  </Notice>
);
