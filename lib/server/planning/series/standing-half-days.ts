import type { Prisma } from "#prisma/generated/client.ts";
import { instant, type Instant } from "../../../time/instant.ts";
import type { Interval } from "../../../time/interval.ts";
import { toDate } from "../../clock.ts";
import type { Tx } from "../../db.ts";
import { columnOf } from "../../schedule/dated.ts";
import { windowsOfRow, type Plan } from "../plan-of-rule.ts";

/**
 * A half-day to come that stands for a date of a rule. `byHand`: somebody decided about this date. `begun`: numbers were given, or its
 * line has a row. `appointments`: the booked ones, with their lanes; `people`: ids of those planned there.
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
  readonly appointments: readonly { readonly span: Interval; readonly lane?: number }[];
  readonly people: readonly string[];
};

/**
 * The half-days that stand for dates of a rule from that day on and have not begun, also cancelled ones, earliest first; with `lock`, their rows are
 * locked in the order of their ids. Two statements.
 */
export async function standingHalfDays(
  tx: Tx,
  series: string,
  from: string,
  now: Instant,
  { lock }: { readonly lock: boolean },
): Promise<readonly StandingHalfDay[]> {
  const where = {
    seriesId: series,
    OR: [{ originalDate: { gte: columnOf(from) } }, { originalDate: null, localDate: { gte: columnOf(from) } }],
    status: { in: ["scheduled", "cancelled"] },
    startsAt: { gt: toDate(now) },
  };
  if (lock)
    await tx.$queryRaw`SELECT id FROM permanence WHERE series_id = ${series}::uuid AND starts_at > ${toDate(now)} ORDER BY id FOR NO KEY UPDATE`;
  const rows = await tx.permanence.findMany({ where, orderBy: { startsAt: "asc" }, select: columns });
  const exceptions = await tx.seriesException.findMany({ where: { seriesId: series }, select: { originalDate: true } });
  const decided = new Set(exceptions.map(({ originalDate }) => dateOf(originalDate)));
  return rows.map((row) => standingOf(row, (date) => decided.has(date)));
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
  line: { select: { permanenceId: true } },
  appointments: { where: { state: "booked" }, select: { startsAt: true, endsAt: true, lane: true } },
  assignments: { where: { released: false }, select: { conseillerId: true } },
} as const satisfies Prisma.PermanenceSelect;

type Row = Prisma.PermanenceGetPayload<{ select: typeof columns }>;

function standingOf(row: Row, isByHand: (originalDate: string) => boolean): StandingHalfDay {
  const originalDate = dateOf(row.originalDate ?? row.localDate);
  return {
    id: row.id,
    originalDate,
    localDate: dateOf(row.localDate),
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
    begun: !["scheduled", "cancelled"].includes(row.status) || row.numbers !== "not-yet" || row.line !== null,
    appointments: row.appointments.map((one) => ({ span: spanOf(one), ...(one.lane !== null && { lane: one.lane }) })),
    people: row.assignments.map(({ conseillerId }) => conseillerId),
  };
}

/** One half-day of an organisation with its place, and the rule that has its date, if any; null for none. The caller holds its lock. */
export async function standingHalfDay(tx: Tx, id: string, organisationId: string) {
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
    held: standingOf(held, () => decided !== null),
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

const spanOf = ({ startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date }): Interval => ({
  start: instant(startsAt.getTime()),
  end: instant(endsAt.getTime()),
});

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);
