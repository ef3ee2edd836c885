import { nightAfter } from "./retention.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

/**
 * For how many days ahead the half-days of a person are kept on their tablet, and how long a copy is used after it was
 * read.
 */
const KEPT_DAYS = 7;

const KEPT_FOR = KEPT_DAYS * 24 * 60 * MINUTE;

/** A half-day as a device keeps it. `of`: the account for which it was read; `readAt`: when the server last gave it. */
export type KeptHalfDay = {
  readonly permanence: string;
  readonly of: string;
  readonly readAt: Instant;
  readonly span: Interval;
  readonly zone: string;
};

/** Until when half-days begin that a device reads ahead. */
export const keptAhead = (now: Instant): Instant => instant(now + KEPT_FOR);

/**
 * Whether a device still shows its copy of a half-day without network: to the person for whom it was read, within a
 * week of that, and until three in the morning after the half-day, when its line is over everywhere
 * (docs/without-network.md#opens-without-network).
 */
export const isShownWithoutNetwork = (
  { of, readAt, span, zone }: KeptHalfDay,
  holder: string | undefined,
  now: Instant,
): boolean => of === holder && now - readAt <= KEPT_FOR && now < nightAfter(span.end, zone);

/**
 * The copies that a device forgets once the server has said which half-days this person may run: of everybody else, of
 * those that were not given again, and those that are shown no more.
 */
export const forgottenAfter = (
  kept: readonly KeptHalfDay[],
  given: readonly string[],
  holder: string,
  now: Instant,
): readonly string[] =>
  kept
    .filter((copy) => !given.includes(copy.permanence) || !isShownWithoutNetwork(copy, holder, now))
    .map(({ permanence }) => permanence);
