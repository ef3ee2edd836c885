import type { Place, Series as SeriesRow } from "#prisma/generated/client.ts";
import { nightAfter } from "#lib/access/retention.ts";
import type { ClosedTimes } from "#lib/schedule/closed-times.ts";
import {
  missingOccurrences,
  occurrencesOf,
  type Missing,
  type Occurrence,
  type PlannedAlready,
} from "#lib/schedule/occurrences.ts";
import { seriesOf, type SeriesRefusal } from "#lib/schedule/series.ts";
import { windowsLasting } from "#lib/schedule/series-exception.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { accept, type Result } from "#lib/result.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { composeVevent } from "#lib/server/calendar/compose-vevent.ts";
import { topicNames } from "#lib/server/calendar/topic-names.ts";
import { uidHost } from "#lib/server/calendar/uid-host.ts";
import { spanOf, toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { columnOf, dateOfColumn, notOver } from "#lib/server/schedule/permanence-rows.ts";
import { exceptionOfRow, readExceptions, type Exception } from "#lib/server/schedule/read-exceptions.ts";
import { readClosed, yearsFrom } from "#lib/server/schedule/read-closed.ts";
import { seriesOfRow } from "#lib/server/schedule/series-of-row.ts";
import { windowsOfRow } from "./plan-of-series.ts";

type SeriesToPlanRow = SeriesRow & { readonly place: Place; readonly organisation: { readonly phone: string | null } };

/**
 * Writes the missing half-days of one series from today to so many days ahead, each with its calendar text, without
 * public holidays and closures, and as the exceptions of its dates say. Locks the series, so that two at once write
 * each date once, and makes it due again the next night of its place. Refused when no week can keep the series. Does
 * nothing for a series that no longer exists.
 */
export async function planSeries(
  tx: Tx,
  seriesId: string,
  now: Instant,
  days: number,
): Promise<Result<Missing, SeriesRefusal>> {
  await tx.$queryRaw`SELECT id FROM series WHERE id = ${seriesId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.series.findUnique({
    where: { id: seriesId },
    include: { place: true, organisation: { select: { phone: true } } },
  });
  if (!row) return accept({ toWrite: [], inTheWay: [] });
  // Also for a refused series, so that it is logged once a night.
  await tx.series.update({
    where: { id: seriesId },
    data: { planDueAt: toDate(nightAfter(now, row.place.timeZone)) },
    select: { id: true },
  });
  const from = localDateOf(now, row.place.timeZone);
  const exceptions = await readExceptions(tx, seriesId, from);
  const elsewhere = exceptions.map(({ place }) => place).filter((place) => place !== null);
  const at = { organisation: row.organisationId, places: [row.place, ...elsewhere], school: !row.inSchoolHolidays };
  const closedAt = await readClosed(tx, at, now, yearsFrom(from, plusDays(from, days)));
  const wanted = datesWanted(row, exceptions, closedAt, now, days);
  if (!wanted.ok) return wanted;
  const missing = missingOccurrences(wanted.value, await standingOf(tx, row, wanted.value, now), now);
  await write(tx, row, elsewhere, missing.toWrite, now);
  return accept(missing);
}

/**
 * The dates that a series has from today to so many days ahead. `exceptions`: its own; `closedAt`: what is closed at a
 * place, by its id. Refused when no week can keep the series.
 */
export function datesWanted(
  row: SeriesRow & { readonly place: Place },
  exceptions: readonly Exception[],
  closedAt: (place: string) => ClosedTimes,
  now: Instant,
  days: number,
): Result<readonly Occurrence[], SeriesRefusal> {
  const series = seriesOf(seriesOfRow(row, row.place.timeZone));
  if (!series.ok) return series;
  const from = localDateOf(now, row.place.timeZone);
  return accept(
    occurrencesOf(
      series.value,
      from,
      plusDays(from, days),
      closedAt(row.placeId),
      exceptions.map((one) => exceptionOfRow(one, closedAt)),
    ),
  );
}

/** What stands of these dates. */
async function standingOf(
  tx: Tx,
  { id, placeId, organisationId }: SeriesToPlanRow,
  wanted: readonly Occurrence[],
  now: Instant,
): Promise<PlannedAlready> {
  const dates = wanted.map(({ originalDate }) => originalDate).sort();
  const own = await tx.$queryRaw<{ readonly date: Date }[]>`
    SELECT original_date AS date FROM permanence
    WHERE series_id = ${id}::uuid AND original_date BETWEEN ${dates[0] ?? null}::date AND ${dates.at(-1) ?? null}::date`;
  const byHand = { seriesId: null, placeId, organisationId, status: { not: "cancelled" }, ...notOver(now) };
  const others = await tx.permanence.findMany({ where: byHand, select: { startsAt: true, endsAt: true } });
  return { dates: new Set(own.map(({ date }) => dateOfColumn(date))), byHand: others.map(spanOf) };
}

/** Writes the half-days of these dates, each with the text of its event, in one statement. */
async function write(
  tx: Tx,
  row: SeriesToPlanRow,
  elsewhere: readonly Place[],
  dates: Missing["toWrite"],
  now: Instant,
): Promise<void> {
  const { id: seriesId, organisationId, desks, bookableLanes, topicKeys, languages, audience } = row;
  const all = {
    seriesId,
    organisationId,
    desks,
    bookableLanes,
    topicKeys,
    languages,
    audience,
    status: "scheduled",
    sequence: 0,
    createdAt: toDate(now),
    updatedAt: toDate(now),
  };
  if (dates.length === 0) return;
  const host = await uidHost(tx);
  const namesOf = await topicNames(tx, organisationId, [row.placeId, ...elsewhere.map(({ id }) => id)]);
  const data = dates.map(({ originalDate, localDate, span, place: at }) => {
    const place = elsewhere.find(({ id }) => id === at) ?? row.place;
    const halfDay = {
      ...all,
      id: freshId(),
      timeZone: place.timeZone,
      startsAt: toDate(span.start),
      endsAt: toDate(span.end),
      windows: windowsLasting(windowsOfRow(row.windows), row, (span.end - span.start) / MINUTE),
    };
    return {
      ...halfDay,
      placeId: place.id,
      originalDate: columnOf(originalDate),
      localDate: columnOf(localDate),
      vevent: composeVevent(
        {
          ...halfDay,
          place,
          topics: namesOf(place.id, topicsTakenOfKeys(topicKeys)),
          cancelReason: null,
          closure: null,
          organisation: row.organisation,
        },
        host,
      ),
    };
  });
  await tx.permanence.createMany({ data });
}
