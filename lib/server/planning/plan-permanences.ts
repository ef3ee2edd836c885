import type { SeriesRefusal } from "../../schedule/series.ts";
import { instantOf, type Instant } from "../../time/instant.ts";
import { localDateOf, plusDays } from "../../time/zone.ts";
import { toDate } from "../clock.ts";
import { db, transaction } from "../db.ts";
import { planSeries } from "./plan-series.ts";

/** Lists and feeds reach 92 days (CONTRACT, Time); one more, so that the last is there until the next night. */
export const DAYS_PLANNED = 93;

/**
 * How many half-days were written, those that one put there by hand stands for, rules that no week can keep, and rules
 * that failed as nobody foresaw.
 */
export type Planned = {
  readonly written: number;
  readonly inTheWay: readonly { readonly series: string; readonly date: string }[];
  readonly refused: readonly { readonly series: string; readonly why: SeriesRefusal }[];
  readonly failed: readonly { readonly series: string; readonly surprise: unknown }[];
};

/**
 * Writes the dated permanences of all series, from today of each place to so many days ahead, that are not written yet;
 * as often as one likes: what stands is left as it is. A series that fails does not keep the others from their dates; it
 * is thrown at the end. The night does the same for what is due (`planDue`).
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

/** Which series may still hold a date: until the day before, as it may still be on the other side of the world. */
export const runningAt = (now: Instant) => {
  const yesterday = toDate(instantOf(plusDays(localDateOf(now, "UTC"), -1)));
  return { OR: [{ untilDate: null }, { untilDate: { gte: yesterday } }] };
};

/** The same for these series, each in a transaction of its own, so that whoever books or calls meanwhile waits for none of it. Never throws for one that fails. */
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
    const done = await transaction((tx) => planSeries(tx, series, now, days));
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
