import type { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { spanOf, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { columnOf, dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { windowsOfRow, type Plan } from "./plan-of-series.ts";

/**
 * A half-day that stands for a date of a series. `byHand`: somebody decided about this date. `begun`: its hour has
 * come, or numbers were given or kept for a tablet. `shut`: a closure keeps it from being booked, and gives it back
 * when it is lifted. `appointments`: the booked ones, with their lanes; `people`: ids of those planned there.
 */
export type StandingHalfDay = {
  readonly id: string;
  readonly originalDate: string;
  readonly localDate: string;
  readonly place: string;
  readonly span: Interval;
  readonly plan: Plan & {
    readonly topicKeys: readonly string[];
    readonly languages: readonly string[];
    readonly audience: string | null;
  };
  readonly cancelled: boolean;
  readonly byHand: boolean;
  readonly begun: boolean;
  readonly shut: boolean;
  readonly appointments: readonly { readonly span: Interval; readonly lane?: number }[];
  readonly people: readonly string[];
};

/**
 * The half-days that stand for dates of a series from that day on, also those that have begun or are cancelled, so that
 * none of their dates is written a second time; earliest first. With `lock` the rows of the series’ half-days to come
 * are locked in the order of their ids.
 */
export async function standingHalfDays(
  tx: Tx,
  series: string,
  from: string,
  now: Instant,
  { lock }: { readonly lock: boolean },
): Promise<readonly StandingHalfDay[]> {
  const where = { seriesId: series, originalDate: { gte: columnOf(from) } };
  if (lock)
    await tx.$queryRaw`SELECT id FROM permanence WHERE series_id = ${series}::uuid AND ends_at > ${toDate(now)} ORDER BY id FOR NO KEY UPDATE`;
  const rows = await tx.permanence.findMany({ where, orderBy: { startsAt: "asc" }, select: columns });
  const exceptions = await tx.seriesException.findMany({ where: { seriesId: series }, select: { originalDate: true } });
  const decided = new Set(exceptions.map(({ originalDate }) => dateOfColumn(originalDate)));
  return rows.map((row) => standingOf(row, (date) => decided.has(date), now));
}

const columns = {
  id: true,
  originalDate: true,
  localDate: true,
  placeId: true,
  startsAt: true,
  endsAt: true,
  status: true,
  numbers: true,
  desks: true,
  bookableLanes: true,
  windows: true,
  topicKeys: true,
  languages: true,
  audience: true,
  closureId: true,
  line: { select: { nextNumber: true } },
  appointments: { where: { state: "booked" }, select: { startsAt: true, endsAt: true, lane: true } },
  assignments: { where: { released: false }, select: { conseillerId: true } },
} as const satisfies Prisma.PermanenceSelect;

type HalfDayRow = Prisma.PermanenceGetPayload<{ select: typeof columns }>;

function standingOf(row: HalfDayRow, isByHand: (originalDate: string) => boolean, now: Instant): StandingHalfDay {
  const originalDate = dateOfColumn(row.originalDate ?? row.localDate);
  return {
    id: row.id,
    originalDate,
    localDate: dateOfColumn(row.localDate),
    place: row.placeId,
    span: spanOf(row),
    plan: {
      desks: row.desks,
      bookableLanes: row.bookableLanes,
      windows: windowsOfRow(row.windows),
      topicKeys: row.topicKeys,
      languages: row.languages,
      audience: row.audience,
    },
    cancelled: row.status === "cancelled",
    byHand: isByHand(originalDate),
    begun:
      row.startsAt <= toDate(now) ||
      !["scheduled", "cancelled"].includes(row.status) ||
      row.numbers !== "not-yet" ||
      // A booking writes the row of the line too, which then says that its first number comes next.
      (row.line?.nextNumber ?? 1) > 1,
    shut: row.closureId !== null,
    appointments: row.appointments.map((one) => ({ span: spanOf(one), ...(one.lane !== null && { lane: one.lane }) })),
    people: row.assignments.map(({ conseillerId }) => conseillerId),
  };
}

/**
 * One half-day of an organisation with its place, and the series that has its date, if any; null for none. The caller
 * holds its lock.
 */
export async function standingHalfDay(tx: Tx, id: string, organisationId: string, now: Instant) {
  const row = await tx.permanence.findFirst({
    where: { id, organisationId },
    select: { ...columns, place: true, series: { include: { place: true } } },
  });
  if (!row) return null;
  const { place, series, ...held } = row;
  const originalDate = row.originalDate ?? row.localDate;
  const decided =
    series &&
    (await tx.seriesException.findUnique({
      where: { seriesId_originalDate: { seriesId: series.id, originalDate } },
      select: { seriesId: true },
    }));
  return {
    held: standingOf(held, () => decided !== null, now),
    place,
    series: series && {
      ...series,
      plan: {
        desks: series.desks,
        bookableLanes: series.bookableLanes,
        windows: windowsOfRow(series.windows),
      },
    },
  };
}
