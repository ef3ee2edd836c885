import { SMALLEST_CELL } from "#lib/calendar/people-helped.ts";
import { countHalfDays, type HalfDayCounts, type HalfDayFigures, type TurnedAwayWhy } from "./half-day-figures.ts";
import type { SharedCount } from "./week-done.ts";
import { sharedCount } from "./week-done.ts";

/**
 * The sums of several half-days. `onPaper`: of how many a paper sheet was entered. `medianWait`: in seconds, over the
 * waits themselves, since a median of medians is none.
 */
export type SumOfHalfDays = Omit<HalfDayFigures, "outcome" | "paper"> & HalfDayCounts & { readonly onPaper: number };

const COUNTS = [
  "received",
  "helped",
  "contacts",
  "gone",
  "redirected",
  "unserved",
  "waitsOver20",
  "helpMinutes",
  "reports",
  "fromPaper",
  "untimed",
  "paperContacts",
] as const satisfies readonly (keyof HalfDayFigures & keyof SumOfHalfDays)[];

/** The sum of these figures. `medianWait`: of the waits of all their people, where any is known. */
export function sumOf(figures: readonly HalfDayFigures[], medianWait?: number): SumOfHalfDays {
  const of = (count: (typeof COUNTS)[number]): number => figures.reduce((sum, one) => sum + one[count], 0);
  const turnedAway: Partial<Record<TurnedAwayWhy, number>> = {};
  for (const one of figures)
    for (const [why, count] of Object.entries(one.turnedAway))
      turnedAway[why as TurnedAwayWhy] = (turnedAway[why as TurnedAwayWhy] ?? 0) + count;
  return {
    ...(Object.fromEntries(COUNTS.map((count) => [count, of(count)])) as Record<(typeof COUNTS)[number], number>),
    ...countHalfDays(figures),
    onPaper: figures.filter(({ paper }) => paper !== undefined).length,
    turnedAway,
    ...(medianWait !== undefined && { medianWait }),
  };
}

/** How many people left without a number. */
export const turnedAwayIn = ({ turnedAway }: Pick<SumOfHalfDays, "turnedAway">): number =>
  Object.values(turnedAway).reduce((sum, count) => sum + count, 0);

/** Of as many waits a median, and how many of them were short, is nobody’s own. */
const knownWaits = ({ contacts, untimed }: SumOfHalfDays): number => contacts - untimed;

/**
 * What of it may be pasted into a mail: no figure of fewer than five people. `wait`: the median in whole minutes, and
 * how many of a hundred waited at most 20 minutes, where at least five waits are known.
 */
export type MonthToShare = {
  readonly received: SharedCount;
  readonly helped: SharedCount;
  readonly turnedAway: SharedCount;
  readonly halfDays: number;
  readonly wait?: { readonly median: number; readonly within20: number };
  readonly fromPaper: SharedCount;
};

/** What of the sums of a month may be pasted into a mail. */
export function monthToShare(sum: SumOfHalfDays): MonthToShare {
  const known = knownWaits(sum);
  return {
    received: sharedCount(sum.received),
    helped: sharedCount(sum.helped),
    turnedAway: sharedCount(turnedAwayIn(sum)),
    fromPaper: sharedCount(sum.fromPaper),
    halfDays: sum.halfDays,
    ...(sum.medianWait !== undefined &&
      known >= SMALLEST_CELL && {
        wait: {
          median: Math.round(sum.medianWait / 60),
          within20: Math.floor(((known - sum.waitsOver20) * 100) / known),
        },
      }),
  };
}
