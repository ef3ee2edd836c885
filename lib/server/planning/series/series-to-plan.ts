import { nightAfter } from "#lib/access/retention.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { readClosedOfAll, yearsFrom } from "#lib/server/schedule/read-closed.ts";
import { readExceptionsOfAll } from "#lib/server/schedule/read-exceptions.ts";
import { datesWanted } from "./plan-series.ts";

/** A series that is due: when it was due, or null for one that is to be looked at as soon as possible. */
export type DueSeries = { readonly id: string; readonly planDueAt: Date | null };

/**
 * Of these series those for which `planSeries` has something to do or to say: a date ahead that is not written, no week
 * that can keep the series, or one that is new or changed. The others have all their dates; they are due again the next
 * night of their place. Looks at all of them in a constant number of statements: each of thousands of series in a
 * transaction of its own takes minutes a night.
 */
export async function seriesToPlan(due: readonly DueSeries[], now: Instant, days: number): Promise<readonly string[]> {
  const ids = due.filter(({ planDueAt }) => planDueAt !== null).map(({ id }) => id);
  const complete = await completeSeries(ids, now, days);
  for (const [timeZone, there] of Map.groupBy(complete, (one) => one.timeZone))
    await db.series.updateMany({
      // One that somebody has made due meanwhile (null) stays so.
      where: { id: { in: there.map(({ id }) => id) }, planDueAt: { lte: toDate(now) } },
      data: { planDueAt: toDate(nightAfter(now, timeZone)) },
    });
  const done = new Set(complete.map(({ id }) => id));
  return due.map(({ id }) => id).filter((id) => !done.has(id));
}

/** Those of which each date ahead stands. */
async function completeSeries(
  ids: readonly string[],
  now: Instant,
  days: number,
): Promise<readonly { readonly id: string; readonly timeZone: string }[]> {
  if (ids.length === 0) return [];
  // Whatever the zone of a place, its today lies between these.
  const [yesterday, tomorrow] = [-1, 1].map((step) => plusDays(localDateOf(now, "UTC"), step)) as [string, string];
  const [rows, exceptions] = await Promise.all([
    db.series.findMany({ where: { id: { in: [...ids] } }, include: { place: true } }),
    readExceptionsOfAll(db, ids, yesterday),
  ]);
  const elsewhere = exceptions.map(({ place }) => place).filter((place) => place !== null);
  const closed = await readClosedOfAll(
    db,
    {
      organisations: [...new Set(rows.map(({ organisationId }) => organisationId))],
      places: [...rows.map(({ place }) => place), ...elsewhere],
      school: rows.some(({ inSchoolHolidays }) => !inSchoolHolidays),
    },
    now,
    yearsFrom(yesterday, plusDays(tomorrow, days)),
  );
  const ofSeries = Map.groupBy(exceptions, ({ seriesId }) => seriesId);
  const worked = rows.flatMap((row) => {
    const { id, organisationId: organisation, inSchoolHolidays } = row;
    const closedAt = (place: string) => closed({ organisation, place, school: !inSchoolHolidays });
    try {
      const wanted = datesWanted(row, ofSeries.get(id) ?? [], closedAt, now, days);
      if (!wanted.ok) return [];
      return { id, timeZone: row.place.timeZone, ahead: wanted.value.filter(({ span }) => now < span.end) };
    } catch {
      // One that cannot be worked out keeps no other from its dates: it is planned by itself, and that failure is
      // logged with its id.
      return [];
    }
  });
  const dates = worked.flatMap(({ ahead }) => ahead.map(({ originalDate }) => originalDate)).sort();
  const standing = await db.$queryRaw<readonly { readonly id: string; readonly date: Date }[]>`
    SELECT series_id::text AS id, original_date AS date FROM permanence
    WHERE series_id = ANY (${[...ids]}::uuid[]) AND original_date BETWEEN ${dates[0] ?? null}::date AND ${dates.at(-1) ?? null}::date`;
  const stands = new Set(standing.map(({ id, date }) => `${id} ${dateOfColumn(date)}`));
  return worked.filter(({ id, ahead }) => ahead.every(({ originalDate }) => stands.has(`${id} ${originalDate}`)));
}
