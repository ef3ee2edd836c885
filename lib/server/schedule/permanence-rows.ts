import {
  type Mode,
  type NumbersState,
  type Permanence,
  type PermanenceStatus,
  type Window,
  LONGEST,
} from "#lib/schedule/permanence.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { instant, MINUTE, type Instant, instantOf, plusMinutes } from "#lib/time/instant.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { toDate } from "#lib/server/clock.ts";

/** The columns of a permanence that the public may read. */
export const permanenceColumns = {
  id: true,
  placeId: true,
  startsAt: true,
  endsAt: true,
  localDate: true,
  timeZone: true,
  status: true,
  numbers: true,
  desks: true,
  bookableLanes: true,
  windows: true,
  topicKeys: true,
  openedAt: true,
  closure: { select: { reason: true } },
} as const;

type PermanenceRow = {
  readonly id: string;
  readonly placeId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly localDate: Date;
  readonly timeZone: string;
  readonly status: string;
  readonly numbers: string;
  readonly desks: number;
  readonly bookableLanes: number;
  readonly windows: unknown;
  readonly topicKeys: string[];
  readonly openedAt: Date | null;
  readonly closure: { readonly reason: string } | null;
};

/** A half-day from its row. CHECKs of the database keep states and windows to their values. */
export function permanenceOfRow(row: PermanenceRow): Permanence {
  const start = instant(row.startsAt.getTime());
  return {
    id: row.id,
    place: row.placeId,
    span: { start, end: instant(row.endsAt.getTime()) },
    localDate: row.localDate.toISOString().slice(0, 10),
    timeZone: row.timeZone,
    status: row.status as PermanenceStatus,
    numbers: row.numbers as NumbersState,
    desks: row.desks,
    bookableLanes: row.bookableLanes,
    windows: windowsOf(row.windows, start),
    topics: topicsTakenOfKeys(row.topicKeys),
    ...(row.closure && isToCome(row.status) && { shut: row.closure.reason }),
    ...(row.openedAt && { openedAt: instant(row.openedAt.getTime()) }),
  };
}

/** The closure of a cancelled half-day says why it was cancelled; it is not shut besides. */
export const isToCome = (status: string): boolean => status === "scheduled" || status === "open";

/** The windows of a half-day's row ([{ from, to, mode }], minutes from its start) as spans. */
export const windowsOf = (json: unknown, start: Instant): readonly Window[] =>
  (json as readonly { from: number; to: number; mode: Mode }[]).map(({ from, to, mode }) => ({
    span: { start: instant(start + from * MINUTE), end: instant(start + to * MINUTE) },
    mode,
  }));

/** What to select so that `permanenceEndOf` can read it. */
export const permanenceEndColumns = { endsAt: true, closedAt: true } as const;

/** When a half-day ends: when it was closed, which may be before its planned end, else its planned end. */
export const permanenceEndOf = ({
  endsAt,
  closedAt,
}: {
  readonly endsAt: Date;
  readonly closedAt: Date | null;
}): Instant => instant((closedAt ?? endsAt).getTime());

/*
 * Conditions on the moment of a half-day, each with bounds of `starts_at`. The indexes hold `starts_at`: a condition on
 * `ends_at` or `local_date` alone reads every half-day that ever was. A half-day lasts at most `LONGEST` minutes
 * (constraint `permanence_span`), and a local date begins at most 14 hours before or 12 hours after midnight in UTC.
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

/**
 * The starts that half-days from the date `from` until before the date `to` can have: from `first` until before `end`.
 */
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
