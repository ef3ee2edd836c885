import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { whereMay, type Reach } from "#lib/access/where-may.ts";
import { isToday } from "#lib/schedule/today.ts";
import { REOPENABLE_FOR } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readOwnAbsences } from "./own-absences.ts";
import { toTellAt } from "./who-is-to-be-told.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";

/**
 * A half-day as the team reads it. `desk`: the number of the desk planned for the reader; absent when none is.
 * `toTell`: how many booked people the team has to tell that they are not received, or that another hour is offered.
 * `away`: the reader is planned there, and an absence of theirs is noted then. `reopenable`: closed so lately that it
 * can be reopened.
 */
export type StaffPermanence = HalfDayAtPlace & {
  readonly desk?: number;
  readonly toTell?: number;
  readonly away?: true;
  readonly reopenable?: true;
};

/** A half-day that nobody closed and that ended automatically. `unserved`: how many people were still waiting. */
type Unclosed = StaffPermanence & { readonly unserved: number };

export type StaffDays = {
  readonly today: readonly StaffPermanence[];
  readonly later: readonly StaffPermanence[];
  readonly unclosed: readonly Unclosed[];
  readonly toRecord: readonly StaffPermanence[];
};

/** Minutes: a half-day of today began less than a day ago. */
const BACK = 24 * 60;
const AHEAD = 14 * 24 * 60;
const MOST = 200;
/**
 * Minutes: for a week acts of a tablet are still taken, and a half-day began at most a day before its automatic end.
 */
const UNCLOSED_BACK = 8 * 24 * 60;
/** Of those that nobody closed, the newest are shown. */
const MOST_UNCLOSED = 20;

/**
 * The half-days that the reader may read of: today's (also those that are over or cancelled, or began before midnight),
 * with the reader's own first, and those of the next 14 days, of the cancelled ones those of which people are still to
 * be told; apart from them, those of the last week that nobody closed and that ended automatically
 * (docs/line.md#the-automatic-end), the newest first; and those of that week that nobody opened and of which nobody
 * said afterwards what they were. Six queries. Empty for an actor who may read of none.
 */
export async function readStaffPermanences(actor: Actor & { readonly kind: "staff" }): Promise<StaffDays> {
  const now = clock.now();
  const theirs = within(whereMay(actor, "read-half-days"));
  const yesterday = toDate(plusMinutes(now, -BACK));
  const lastWeek = toDate(plusMinutes(now, -UNCLOSED_BACK));
  const endedAutomatically = { status: "closed", outcome: "not-recorded" };
  const until = plusMinutes(now, AHEAD);
  const reader = {
    user: actor.user,
    absences: await readOwnAbsences(db, actor.user, { start: plusMinutes(now, -BACK), end: until }),
  };
  const [all, unclosed, toRecord] = await Promise.all([
    rowsOf(reader, { ...theirs, startsAt: { gt: yesterday, lt: toDate(until) } }, "asc", MOST),
    rowsOf(
      reader,
      { ...theirs, startsAt: { gt: lastWeek, lte: toDate(now) }, ...endedAutomatically },
      "desc",
      MOST_UNCLOSED,
    ),
    rowsOf(reader, { ...theirs, ...neverOpened(lastWeek, now) }, "desc", MOST_UNCLOSED),
  ]);
  const [unserved, toTell] = await Promise.all([
    unservedAt(unclosed.map(({ id }) => id)),
    toTellAt(all.map(({ id }) => id)),
  ]);
  const near = all.filter(({ id }) => !unclosed.some((held) => held.id === id));
  const isOfToday = (held: StaffPermanence): boolean => held.status === "open" || isToday(held, held.timeZone, now);
  const isLater = (held: StaffPermanence): boolean =>
    held.localDate > localDateOf(now, held.timeZone) &&
    (held.status === "scheduled" || (held.status === "cancelled" && toTell.has(held.id)));
  const withToTell = (held: StaffPermanence): StaffPermanence => ({
    ...held,
    ...(toTell.has(held.id) && { toTell: toTell.get(held.id) ?? 0 }),
  });
  return {
    today: near.filter(isOfToday).map(withToTell).sort(mineFirst),
    later: near.filter(isLater).map(withToTell),
    unclosed: unclosed.map((held) => ({ ...held, unserved: unserved.get(held.id) ?? 0 })),
    toRecord,
  };
}

/**
 * Half-days since that moment that are over, that nobody opened and of which nothing was recorded
 * (docs/decisions/figures-and-reports.md).
 */
const neverOpened = (since: Date, now: Instant) =>
  ({
    startsAt: { gt: since, lte: toDate(now) },
    endsAt: { lte: toDate(now) },
    status: "scheduled",
    records: { none: {} },
  }) satisfies Prisma.PermanenceWhereInput;

/** How many people ended unserved in each of these half-days; those without any are missing. */
async function unservedAt(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const groups = await db.visit.groupBy({
    by: ["permanenceId"],
    where: { permanenceId: { in: [...ids] }, state: "unserved" },
    _count: true,
  });
  return new Map(groups.map(({ permanenceId, _count }) => [permanenceId, _count]));
}

/** The condition of the half-days there. */
export const within = (reach: readonly Reach[]) =>
  ({
    OR: [
      { organisationId: { in: reach.flatMap(({ organisation, places }) => (places === "all" ? [organisation] : [])) } },
      ...reach.flatMap(({ organisation, places }) =>
        places === "all" ? [] : [{ organisationId: organisation, placeId: { in: [...places] } }],
      ),
    ],
  }) satisfies Prisma.PermanenceWhereInput;

async function rowsOf(
  { user, absences }: { readonly user: string; readonly absences: readonly Interval[] },
  where: Prisma.PermanenceWhereInput,
  order: "asc" | "desc",
  most: number,
): Promise<StaffPermanence[]> {
  const rows = await db.permanence.findMany({
    where,
    select: {
      ...halfDayAtPlaceColumns,
      closedAt: true,
      outcome: true,
      assignments: { where: { conseillerId: user }, select: { desk: true, startsAt: true, endsAt: true }, take: 1 },
    },
    orderBy: [{ startsAt: order }, { id: "asc" }],
    take: most,
  });
  const now = clock.now();
  return rows.map((row) => ({
    ...halfDayAtPlaceOfRow(row),
    ...(isReopenable(row, now) && { reopenable: true as const }),
    ...(row.assignments[0] && { desk: row.assignments[0].desk }),
    ...(row.assignments.some((own) => isAway(own, absences)) && { away: true as const }),
  }));
}

const isAway = (own: { readonly startsAt: Date; readonly endsAt: Date }, absences: readonly Interval[]): boolean =>
  absences.some(({ start, end }) => own.startsAt < toDate(end) && toDate(start) < own.endsAt);

type ClosedRow = { readonly status: string; readonly outcome: string | null; readonly closedAt: Date | null };

/** Whether a person has closed it within the hour: what ended automatically, nobody has closed. */
const isReopenable = ({ status, outcome, closedAt }: ClosedRow, now: Instant): boolean =>
  status === "closed" &&
  outcome !== "not-recorded" &&
  closedAt !== null &&
  toDate(plusMinutes(now, -REOPENABLE_FOR)) <= closedAt;

const mineFirst = (a: StaffPermanence, b: StaffPermanence): number =>
  Number(a.desk === undefined) - Number(b.desk === undefined);
