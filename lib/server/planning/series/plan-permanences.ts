import type { SeriesRefusal } from "#lib/schedule/series.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { planSeries } from "./plan-series.ts";

/** Days: dates stand a year ahead (docs/calendars.md#dates-ahead). */
export const DAYS_PLANNED = 366;

/**
 * What planning did: how many half-days were written, dates not written because a half-day entered by hand overlaps
 * them, series refused because no week can keep their series, and series that failed with an unexpected error.
 */
export type Planned = {
  readonly written: number;
  readonly inTheWay: readonly { readonly series: string; readonly date: string }[];
  readonly refused: readonly { readonly series: string; readonly why: SeriesRefusal }[];
  readonly failed: readonly { readonly series: string; readonly surprise: unknown }[];
};

/**
 * Writes the missing half-days of all series, from the present day of each place to so many days ahead. Safe to repeat:
 * what exists is left as it is. When series fail, the others are still written, then an AggregateError is thrown. The
 * nightly job does the same for what is due (`planDue`).
 */
export async function planPermanences(now: Instant, days: number = DAYS_PLANNED): Promise<Planned> {
  const series = await db.series.findMany({ where: runningAt(now), orderBy: { id: "asc" }, select: { id: true } });
  const planned = await planEach(series, now, days);
  const surprises = planned.failed.map(({ surprise }) => surprise);
  if (surprises.length > 0)
    throw new AggregateError(
      surprises,
      `${surprises.length} of ${series.length} series could not be planned; the others were.`,
    );
  return planned;
}

/**
 * The series that may still have a date to write. Compared with yesterday in UTC, since it may still be that day in a
 * zone further west.
 */
export const runningAt = (now: Instant) => {
  const yesterday = toDate(instantOf(plusDays(localDateOf(now, "UTC"), -1)));
  return { OR: [{ untilDate: null }, { untilDate: { gte: yesterday } }] };
};

/**
 * Plans these series, each in a transaction of its own, so that other requests wait little. Never throws: failures are
 * in the answer.
 */
export async function planEach(
  series: readonly { readonly id: string }[],
  now: Instant,
  days: number = DAYS_PLANNED,
): Promise<Planned> {
  let planned: Planned = { written: 0, inTheWay: [], refused: [], failed: [] };
  for (const { id } of series) planned = await planOne(planned, id, now, days);
  return planned;
}

async function planOne(planned: Planned, series: string, now: Instant, days: number): Promise<Planned> {
  try {
    const done = await transaction((tx) => planSeries(tx, series, now, days), "service");
    if (!done.ok) return { ...planned, refused: [...planned.refused, { series, why: done.refusal }] };
    const inTheWay = done.value.inTheWay.map(({ localDate: date }) => ({ series, date }));
    return {
      ...planned,
      written: planned.written + done.value.toWrite.length,
      inTheWay: [...planned.inTheWay, ...inTheWay],
    };
  } catch (surprise) {
    return { ...planned, failed: [...planned.failed, { series, surprise }] };
  }
}
