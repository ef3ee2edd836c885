import type { Interval } from "#lib/time/interval.ts";

/** What somebody of the team may answer to what they were told of a half-day. */
export type StaffAnswer = "seen" | "cannot";

/** Why somebody cannot come, if they want to say it: closed words, since a text of their own could name an illness. */
export const CANNOT_WHY = ["sick", "other"] as const;
export type CannotWhy = (typeof CANNOT_WHY)[number];

/**
 * A half-day as somebody of the team was told of it. `isTheirs`: they are planned there now; `span`: from when to when,
 * as planned, else as they were told. `answer`: absent until they have answered what they were told last.
 */
export type ToldHalfDay = {
  readonly permanence: string;
  readonly place: string;
  readonly address: string;
  readonly localDate: string;
  readonly timeZone: string;
  readonly span: Interval;
  readonly isTheirs: boolean;
  readonly answer?: StaffAnswer;
};
