import type { Place, Series as SeriesRow } from "#prisma/generated/client.ts";
import { nightAfter } from "../../access/retention.ts";
import {
  closuresFor,
  missingOccurrences,
  occurrencesOf,
  type Missing,
  type Standing,
} from "../../schedule/occurrences.ts";
import { seriesOf, type Series, type SeriesRefusal } from "../../schedule/series.ts";
import { accept, type Result } from "../../result.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { localDateOf, plusDays } from "../../time/zone.ts";
import { composeVevent } from "../calendar/compose-vevent.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { freshId } from "../fresh-id.ts";
import { columnOf, notOver } from "../schedule/dated.ts";
import { holidaysOf } from "../schedule/holidays.ts";

type Row = SeriesRow & { readonly place: Place };
type Span = { readonly startsAt: Date; readonly endsAt: Date };

/**
 * Writes the missing half-days of one series from today to so many days ahead, each with its calendar text, without public
 * holidays and closures. Locks the series, so that two at once write each date once, and makes it due again the next
 * night of its place. Refused when no week can keep the rule. Does nothing for a series that no longer exists.
 */
export async function planSeries(
  tx: Tx,
  seriesId: string,
  now: Instant,
  days: number,
): Promise<Result<Missing, SeriesRefusal>> {
  await tx.$queryRaw`SELECT id FROM series WHERE id = ${seriesId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.series.findUnique({ where: { id: seriesId }, include: { place: true } });
  if (!row) return accept({ toWrite: [], inTheWay: [] });
  // Also for a refused rule, so that it is logged once a night.
  await tx.series.update({
    where: { id: seriesId },
    data: { planDueAt: toDate(nightAfter(now, row.place.timeZone)) },
    select: { id: true },
  });
  const series = seriesOf(ruleOf(row));
  if (!series.ok) return series;
  const from = localDateOf(now, row.place.timeZone);
  const until = plusDays(from, days);
  const wanted = occurrencesOf(series.value, from, until, {
    closures: await closuresOf(tx, row, now),
    holidays: holidaysOf(row.place, yearsOf(from, until)),
  });
  const missing = missingOccurrences(wanted, await standingOf(tx, row, from, now), now);
  await write(tx, row, missing.toWrite, now);
  return accept(missing);
}

const ruleOf = ({ weekday, startMinute, endMinute, everyWeeks, fromDate, untilDate, place }: Row): Series => ({
  weekday,
  startMinute,
  endMinute,
  everyWeeks,
  timeZone: place.timeZone,
  fromDate: dateOf(fromDate),
  ...(untilDate && { untilDate: dateOf(untilDate) }),
});

async function closuresOf(tx: Tx, { placeId, organisationId }: Row, now: Instant) {
  const rows = await tx.closure.findMany({
    where: { endsAt: { gt: toDate(now) }, OR: [{ placeId }, { placeId: null, organisationId }] },
  });
  const closures = rows.map((row) => ({
    organisation: row.organisationId,
    ...(row.placeId !== null && { place: row.placeId }),
    span: spanOf(row),
  }));
  return closuresFor({ organisation: organisationId, place: placeId }, closures);
}

async function standingOf(tx: Tx, { id, placeId, organisationId }: Row, from: string, now: Instant): Promise<Standing> {
  const own = await tx.permanence.findMany({
    where: { seriesId: id, localDate: { gte: columnOf(from) } },
    select: { localDate: true },
  });
  const byHand = { seriesId: null, placeId, organisationId, status: { not: "cancelled" }, ...notOver(now) };
  const others = await tx.permanence.findMany({ where: byHand, select: { startsAt: true, endsAt: true } });
  return { dates: new Set(own.map(({ localDate }) => dateOf(localDate))), byHand: others.map(spanOf) };
}

/** Writes the half-days of these dates, each with the text of its event, in one statement. */
async function write(tx: Tx, row: Row, dates: Missing["toWrite"], now: Instant): Promise<void> {
  const {
    id: seriesId,
    placeId,
    organisationId,
    desks,
    bookableLanes,
    place: { timeZone },
  } = row;
  const all = {
    seriesId,
    placeId,
    organisationId,
    desks,
    bookableLanes,
    timeZone,
    windows: row.windows ?? [],
    status: "scheduled",
    sequence: 0,
    createdAt: toDate(now),
    updatedAt: toDate(now),
  };
  const data = dates.map(({ localDate, span }) => {
    const halfDay = { ...all, id: freshId(), startsAt: toDate(span.start), endsAt: toDate(span.end) };
    return { ...halfDay, localDate: columnOf(localDate), vevent: composeVevent({ ...halfDay, place: row.place }) };
  });
  if (data.length > 0) await tx.permanence.createMany({ data });
}

const yearsOf = (from: string, until: string): readonly number[] => {
  const [first = 0, last = 0] = [from, until].map((date) => Number(date.slice(0, 4)));
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
};

const spanOf = ({ startsAt, endsAt }: Span) => ({ start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) });

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);
