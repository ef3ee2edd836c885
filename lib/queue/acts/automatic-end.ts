import { nightAfter } from "#lib/access/retention.ts";
import { RUNS_OVER } from "#lib/schedule/permanence.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Stamp } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { hasEnded, helpBefore } from "#lib/queue/line/visit.ts";
import { closedLine, isLeftOver, type VisitUnserved } from "./close.ts";
import type { VisitFinished } from "./serve.ts";

/**
 * Nobody closed the half-day, and it is over (docs/line.md#the-automatic-end). No act: it happens at a moment that the
 * rule gives, and unlike a person's `closed` it is not final.
 */
export type EndedAutomatically = { readonly type: "ended-automatically" };

/**
 * Whether somebody has begun the line, and nobody has ended it: it is open, or numbers were given and it was never
 * opened.
 */
const isUnclosed = ({ status, numbers }: Pick<LineState, "status" | "numbers">): boolean =>
  status === "open" || (status === "scheduled" && numbers !== "not-yet");

/**
 * When a line that nobody closes is over: 90 minutes after its planned end, or after a device of the team was last in
 * touch (`heardAt`) when that is later; at the latest at three in the morning on the place's clock, whatever devices
 * do. Undefined for a line that was closed or cancelled, or never begun.
 */
export function automaticEndOf(
  line: Pick<LineState, "status" | "numbers" | "span">,
  zone: string,
  heardAt: Instant | undefined,
): Instant | undefined {
  if (!isUnclosed(line)) return undefined;
  const { end } = line.span;
  const unattended = plusMinutes(instant(Math.max(end, heardAt ?? end)), RUNS_OVER);
  return instant(Math.min(unattended, nightAfter(end, zone)));
}

/**
 * What the automatic end does. Who still waited, was absent or was called is `unserved`. Who was being helped, out for
 * a moment or back from help had been helped: nobody noted when that ended.
 */
export function endAutomatically(state: LineState): readonly (VisitUnserved | VisitFinished | EndedAutomatically)[] {
  return [
    ...state.visits.flatMap((visit): readonly (VisitUnserved | VisitFinished)[] => {
      if (visit.state === "serving" || (!hasEnded(visit) && helpBefore(visit)))
        return [{ type: "visit-finished", visit: visit.id, unrecorded: true }];
      return isLeftOver(visit) || visit.state === "called"
        ? [{ type: "visit-unserved", visit: visit.id, choice: "not-recorded" }]
        : [];
    }),
    { type: "ended-automatically" },
  ];
}

/** As after a close; when it ended stays known, since acts from before that moment may still arrive. */
export const endedAutomatically = (state: LineState, _: EndedAutomatically, { at }: Stamp): LineState => ({
  ...closedLine(state, at),
  endedAutomaticallyAt: at,
});
