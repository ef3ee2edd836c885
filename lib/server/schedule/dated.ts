import { Prisma } from "#prisma/generated/client.ts";
import { LONGEST } from "../../schedule/permanence.ts";
import { instantOf, plusMinutes, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";

/*
 * Conditions on the moment of a half-day, each with bounds of `starts_at`. The indexes hold `starts_at`: a condition on
 * `ends_at` or `local_date` alone reads every half-day that ever was. A half-day lasts at most `LONGEST` minutes (constraint
 * `permanence_span`), and a local date begins at most 14 hours before or 12 hours after midnight in UTC.
 */

/** Half-days that are not over; with `days`, those that begin within that many days. */
export const notOver = (now: Instant, days?: number) =>
  ({
    endsAt: { gt: toDate(now) },
    startsAt: {
      gt: toDate(plusMinutes(now, -LONGEST)),
      ...(days !== undefined && { lt: toDate(plusMinutes(now, days * DAY)) }),
    },
  }) satisfies Prisma.PermanenceWhereInput;

/** Half-days whose local date (YYYY-MM-DD) is this one or a later one. */
export const fromDate = (date: string) =>
  ({
    localDate: { gte: columnOf(date) },
    startsAt: { gte: toDate(plusMinutes(instantOf(date), -EAST)) },
  }) satisfies Prisma.PermanenceWhereInput;

/** Half-days whose local date is an earlier one. */
export const beforeDate = (date: string) =>
  ({
    localDate: { lt: columnOf(date) },
    startsAt: { lt: toDate(plusMinutes(instantOf(date), WEST)) },
  }) satisfies Prisma.PermanenceWhereInput;

/** The starts that half-days from the date `from` until before the date `to` can have: from `first` until before `end`. */
export const startsOn = (from: string, to: string): { readonly first: Date; readonly end: Date } => ({
  first: toDate(plusMinutes(instantOf(from), -EAST)),
  end: toDate(plusMinutes(instantOf(to), WEST)),
});

/** Half-days whose local date is from the date `from` on and before the date `to`. */
export const onDays = (from: string, to: string) => {
  const { first, end } = startsOn(from, to);
  return {
    startsAt: { gte: first, lt: end },
    localDate: { gte: columnOf(from), lt: columnOf(to) },
  } satisfies Prisma.PermanenceWhereInput;
};

/** Minutes: a day; how long before midnight in UTC a date begins in the east, and after it in the west. */
const DAY = 24 * 60;
const EAST = 14 * 60;
const WEST = 12 * 60;

/** A column of type date holds a day as midnight in UTC. */
export const columnOf = (localDate: string): Date => toDate(instantOf(localDate));

/** The day, YYYY-MM-DD, that a column of type date holds. */
export const dateOfColumn = (column: Date): string => column.toISOString().slice(0, 10);
