import type { Reach } from "#lib/access/where-may.ts";
import { reportsToDo } from "#lib/report/half-day-figures.ts";
import type { NotRecorded } from "#lib/report/week-done.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { spanOf, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { whereAtPlacesReached } from "#lib/server/place/places-reached.ts";
import { columnOf, dateOfColumn, startsOn } from "#lib/server/schedule/permanence-rows.ts";

/**
 * Minutes after its planned end in which a half-day may still go on: then it ends automatically
 * (docs/line.md#the-automatic-end).
 */
const GRACE = 90;

const columns = {
  id: true,
  startsAt: true,
  endsAt: true,
  timeZone: true,
  localDate: true,
  status: true,
  place: { select: { shortName: true } },
} as const;

type HalfDayRow = {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly localDate: Date;
  readonly status: string;
  readonly place: { readonly shortName: string };
};

/**
 * The half-days of an organisation since a day that are over and that nobody opened or closed, and those of which
 * reports are missing by the figures that stand; each the earliest first, `most` at most and one more. Two statements.
 */
export async function readHalfDaysNotRecorded(
  reach: Reach,
  from: string,
  now: Instant,
  most: number,
): Promise<{ readonly unclosed: readonly NotRecorded[]; readonly withoutReports: readonly NotRecorded[] }> {
  const { first } = startsOn(from, from);
  const days = {
    organisationId: reach.organisation,
    ...whereAtPlacesReached(reach),
    localDate: { gte: columnOf(from) },
  };
  const [rows, figures] = await Promise.all([
    db.permanence.findMany({
      where: {
        ...days,
        startsAt: { gte: first, lt: toDate(now) },
        endsAt: { lt: toDate(plusMinutes(now, -GRACE)) },
        records: { none: {} },
        OR: [{ status: { in: ["scheduled", "open"] } }, { status: "closed", outcome: "not-recorded" }],
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: most + 1,
      select: columns,
    }),
    db.halfDayFigures.findMany({
      where: { ...days, stale: false, contacts: { gt: db.halfDayFigures.fields.reports } },
      orderBy: [{ localDate: "asc" }, { permanenceId: "asc" }],
      take: most + 1,
      select: { contacts: true, paperContacts: true, reports: true, permanence: { select: columns } },
    }),
  ]);
  return {
    unclosed: rows.map((row) => ({ ...halfDayOf(row), why: WHY[row.status] ?? "ended-automatically" })),
    withoutReports: figures.flatMap(({ permanence, contacts, paperContacts, reports }) => {
      const missing = reportsToDo({ contacts, paperContacts, reports });
      return missing > 0 ? [{ ...halfDayOf(permanence), why: "reports-missing" as const, missing }] : [];
    }),
  };
}

const WHY: Readonly<Record<string, "never-opened" | "still-open">> = { scheduled: "never-opened", open: "still-open" };

const halfDayOf = (row: HalfDayRow) => ({
  id: row.id,
  place: row.place.shortName,
  span: spanOf(row),
  timeZone: row.timeZone,
  localDate: dateOfColumn(row.localDate),
});
