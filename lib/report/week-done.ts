import { shareableCount, SMALLEST_CELL } from "#lib/calendar/people-helped.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { HalfDayCounts } from "./half-day-figures.ts";

/** A part of a sum: a topic or a reason by its key, and how many people. The empty key: nothing was noted. */
export type SumPart = { readonly key: string; readonly people: number };

/**
 * What was done in some days. `received`: everybody who had a number; `turnedAway`: who left without
 * one; `contacts`: whose help had begun, over whose waits, in seconds, `medianWait` and `ninthWait` (that of nine of
 * ten) are.
 */
export type SumsOfDays = HalfDayCounts & {
  readonly received: number;
  readonly turnedAway: number;
  readonly contacts: number;
  readonly medianWait?: number;
  readonly ninthWait?: number;
  readonly topics: readonly SumPart[];
  readonly reasons: readonly SumPart[];
};

/** A count of people as it may leave the team: a small one is said as `few`. */
export type SharedCount = number | "few";

/** The parts of a sum that may be named, the largest first, and all others together. */
export type SharedParts = { readonly shown: readonly SumPart[]; readonly rest: SharedCount };

/** What of it may be pasted into a mail. Waits are whole minutes that were not reached: « moins de 12 minutes ». */
export type WeekToShare = Omit<HalfDayCounts, "withNobody"> & {
  readonly received: SharedCount;
  readonly turnedAway: SharedCount;
  readonly halfWaited?: number;
  readonly nineOfTenWaited?: number;
  readonly topics: SharedParts;
  readonly reasons: SharedParts;
};

/** Of as many waits that of nine in ten is nobody’s own. */
const SMALLEST_TENTHS = 10;

/** The count as it may leave the team. */
export const sharedCount = (people: number): SharedCount => (people === 0 ? 0 : (shareableCount(people) ?? "few"));

/**
 * The parts that may be named: none of fewer than five people, and never so that a small rest could be worked out from
 * the sum. The rest is then nobody, or five people and more, to which the smallest parts are added; `few` when all
 * together are fewer.
 */
export function sharedParts(parts: readonly SumPart[]): SharedParts {
  const shown = parts
    .filter(({ people }) => people >= SMALLEST_CELL)
    .toSorted((a, b) => b.people - a.people || (a.key < b.key ? -1 : 1));
  let rest = parts.reduce((sum, { people }) => sum + (people < SMALLEST_CELL ? people : 0), 0);
  while (rest > 0 && rest < SMALLEST_CELL) {
    const smallest = shown.pop();
    if (!smallest) return { shown: [], rest: "few" };
    rest += smallest.people;
  }
  return { shown, rest };
}

/** What of a week may be pasted into a mail. */
export function weekToShare({
  halfDays,
  notHeld,
  notRecorded,
  cancelled,
  received,
  turnedAway,
  contacts,
  medianWait,
  ninthWait,
  topics,
  reasons,
}: SumsOfDays): WeekToShare {
  return {
    halfDays,
    notHeld,
    notRecorded,
    cancelled,
    received: sharedCount(received),
    turnedAway: sharedCount(turnedAway),
    ...(medianWait !== undefined && contacts >= SMALLEST_CELL && { halfWaited: minutesAbove(medianWait) }),
    ...(ninthWait !== undefined && contacts >= SMALLEST_TENTHS && { nineOfTenWaited: minutesAbove(ninthWait) }),
    topics: sharedParts(topics),
    reasons: sharedParts(reasons),
  };
}

const minutesAbove = (seconds: number): number => Math.floor(seconds / 60) + 1;

/**
 * A half-day that is over and not recorded. `never-opened`; `still-open` after its planned end; `ended-automatically`:
 * nobody closed it; `reports-missing`: of how many people whose help had begun there is no activity report.
 */
export type NotRecorded = {
  readonly id: string;
  readonly place: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly localDate: string;
} & (
  | { readonly why: "never-opened" | "still-open" | "ended-automatically" }
  | { readonly why: "reports-missing"; readonly missing: number }
);
