import type { Place, Series as SeriesRow, SeriesException as ExceptionRow } from "#prisma/generated/client.ts";
import { nightAfter } from "../../access/retention.ts";
import {
  closuresFor,
  missingOccurrences,
  occurrencesOf,
  type Missing,
  type Occurrence,
  type Standing,
} from "../../schedule/occurrences.ts";
import type { Closed } from "../../schedule/closed.ts";
import type { Window } from "../../schedule/permanence.ts";
import { seriesOf, type SeriesRefusal } from "../../schedule/series.ts";
import { windowsLasting, type SeriesException } from "../../schedule/series-exception.ts";
import { topicsOfKeys } from "../../schedule/topic.ts";
import { accept, type Result } from "../../result.ts";
import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import { localDateOf, plusDays } from "../../time/zone.ts";
import { composeVevent } from "../calendar/compose-vevent.ts";
import { topicNames } from "../calendar/topic-names.ts";
import { uidHost } from "../calendar/uid-host.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { freshId } from "../fresh-id.ts";
import { columnOf, notOver } from "../schedule/dated.ts";
import { holidaysOf } from "../schedule/holidays.ts";
import { ruleOfRow } from "../schedule/rule-of-row.ts";
import { readSchoolCalendars } from "../schedule/school-calendars.ts";

type Row = SeriesRow & { readonly place: Place; readonly organisation: { readonly phone: string | null } };
type Exception = ExceptionRow & { readonly place: Place | null };
type Span = { readonly startsAt: Date; readonly endsAt: Date };

/**
 * Writes the missing half-days of one series from today to so many days ahead, each with its calendar text, without public
 * holidays and closures, and as the exceptions of its dates say. Locks the series, so that two at once write each date once, and makes it due again the next
 * night of its place. Refused when no week can keep the rule. Does nothing for a series that no longer exists.
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
  // Also for a refused rule, so that it is logged once a night.
  await tx.series.update({
    where: { id: seriesId },
    data: { planDueAt: toDate(nightAfter(now, row.place.timeZone)) },
    select: { id: true },
  });
  const series = seriesOf(ruleOfRow(row, row.place.timeZone));
  if (!series.ok) return series;
  const from = localDateOf(now, row.place.timeZone);
  const until = plusDays(from, days);
  const exceptions = await exceptionsOf(tx, seriesId, from);
  const elsewhere = exceptions.map(({ place }) => place).filter((place) => place !== null);
  const closedAt = await closedIn(tx, row, elsewhere, now, yearsOf(from, until));
  const wanted = occurrencesOf(
    series.value,
    from,
    until,
    closedAt(row.place),
    exceptions.map((one) => exceptionOf(one, closedAt)),
  );
  const missing = missingOccurrences(wanted, await standingOf(tx, row, wanted, now), now);
  await write(tx, row, elsewhere, missing.toWrite, now);
  return accept(missing);
}

/** The exceptions of the dates from that day on, and of those that were moved to it or later. */
const exceptionsOf = (tx: Tx, seriesId: string, from: string): Promise<readonly Exception[]> =>
  tx.seriesException.findMany({
    where: { seriesId, OR: [{ originalDate: { gte: columnOf(from) } }, { localDate: { gte: columnOf(from) } }] },
    include: { place: true },
  });

function exceptionOf(
  { kind, originalDate, localDate, startMinute, endMinute, place, despiteHoliday }: Exception,
  closedAt: (place: Place) => Closed,
): SeriesException {
  const date = { originalDate: dateOf(originalDate) };
  if (kind === "cancelled") return { kind, ...date };
  return {
    kind: "changed",
    ...date,
    ...(localDate && { localDate: dateOf(localDate) }),
    ...(startMinute !== null && endMinute !== null && { hours: { startMinute, endMinute } }),
    ...(place && { at: { place: place.id, timeZone: place.timeZone, closed: closedAt(place) } }),
    ...(despiteHoliday && { despiteHoliday }),
  };
}

/**
 * Reads what is closed at the place of the series and at those of its exceptions, in one statement; school holidays in a second, for
 * a rule that leaves them out.
 */
async function closedIn(
  tx: Tx,
  { placeId, organisationId, inSchoolHolidays }: Row,
  elsewhere: readonly Place[],
  now: Instant,
  years: readonly number[],
): Promise<(place: Place) => Closed> {
  const places = [placeId, ...elsewhere.map(({ id }) => id)];
  const rows = await tx.closure.findMany({
    where: { endsAt: { gt: toDate(now) }, OR: [{ placeId: { in: places } }, { placeId: null, organisationId }] },
  });
  const closures = rows.map((row) => ({
    organisation: row.organisationId,
    ...(row.placeId !== null && { place: row.placeId }),
    span: spanOf(row),
  }));
  const schoolIn = inSchoolHolidays ? undefined : await readSchoolCalendars(tx);
  return (place) => ({
    closures: closuresFor({ organisation: organisationId, place: place.id }, closures),
    holidays: holidaysOf(place, years),
    ...(schoolIn && { school: schoolIn(place.holidayRegion) }),
  });
}

/**
 * What stands of these dates. A half-day that the version before wrote says no original date: nobody moved it since, so it
 * stands for its own day; so the index `permanence_one_a_date` has it.
 */
async function standingOf(
  tx: Tx,
  { id, placeId, organisationId }: Row,
  wanted: readonly Occurrence[],
  now: Instant,
): Promise<Standing> {
  const dates = wanted.map(({ originalDate }) => originalDate).sort();
  const own = await tx.$queryRaw<{ readonly date: Date }[]>`
    SELECT coalesce(original_date, local_date) AS date FROM permanence
    WHERE series_id = ${id}::uuid AND coalesce(original_date, local_date) BETWEEN ${dates[0] ?? null}::date AND ${dates.at(-1) ?? null}::date`;
  const byHand = { seriesId: null, placeId, organisationId, status: { not: "cancelled" }, ...notOver(now) };
  const others = await tx.permanence.findMany({ where: byHand, select: { startsAt: true, endsAt: true } });
  return { dates: new Set(own.map(({ date }) => dateOf(date))), byHand: others.map(spanOf) };
}

/** Writes the half-days of these dates, each with the text of its event, in one statement. */
async function write(
  tx: Tx,
  row: Row,
  elsewhere: readonly Place[],
  dates: Missing["toWrite"],
  now: Instant,
): Promise<void> {
  const { id: seriesId, organisationId, desks, bookableLanes, topicKeys, everyTopic, languages, audience } = row;
  const all = {
    seriesId,
    organisationId,
    desks,
    bookableLanes,
    topicKeys,
    everyTopic,
    languages,
    audience,
    status: "scheduled",
    sequence: 0,
    createdAt: toDate(now),
    updatedAt: toDate(now),
  };
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
      windows: windowsLasting((row.windows ?? []) as RowWindow[], row, (span.end - span.start) / MINUTE),
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
          topics: namesOf(place.id, topicsOfKeys(topicKeys)),
          cancelReason: null,
          organisation: row.organisation,
        },
        host,
      ),
    };
  });
  if (data.length > 0) await tx.permanence.createMany({ data });
}

/** A window as rows hold it: minutes from the start of the half-day. */
type RowWindow = { readonly from: number; readonly to: number; readonly mode: Window["mode"] };

const yearsOf = (from: string, until: string): readonly number[] => {
  const [first = 0, last = 0] = [from, until].map((date) => Number(date.slice(0, 4)));
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
};

const spanOf = ({ startsAt, endsAt }: Span) => ({ start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) });

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);
