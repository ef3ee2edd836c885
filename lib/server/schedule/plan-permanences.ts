import type { SeriesRefusal } from "../../schedule/series.ts";
import { instantOf, type Instant } from "../../time/instant.ts";
import { localDateOf, plusDays } from "../../time/zone.ts";
import { toDate } from "../clock.ts";
import { db, transaction } from "../db.ts";
import { planSeries } from "./plan-series.ts";

/** Lists and feeds reach 92 days (CONTRACT, Time); one more, so that the last is there until the next night. */
export const DAYS_PLANNED = 93;

/** How many half-days were written, those that one put there by hand stands for, and rules that no week can keep. */
export type Planned = {
  readonly written: number;
  readonly inTheWay: readonly { readonly series: string; readonly date: string }[];
  readonly refused: readonly { readonly series: string; readonly why: SeriesRefusal }[];
};

/**
 * Writes the dated permanences of all series, from today of each place to so many days ahead, that are not written yet.
 * Every night, and as often as one likes: what stands is left as it is. A transaction for each series, so that whoever
 * books or calls meanwhile waits for none of it. A series that fails does not keep the others from their dates; it is
 * thrown at the end, so that the night's work is done again.
 */
export async function planPermanences(now: Instant, days: number = DAYS_PLANNED): Promise<Planned> {
  // The day before, as it may still be on the other side of the world.
  const yesterday = toDate(instantOf(plusDays(localDateOf(now, "UTC"), -1)));
  const running = await db.series.findMany({ where: { OR: [{ untilDate: null }, { untilDate: { gte: yesterday } }] }, orderBy: { id: "asc" }, select: { id: true } });
  let planned: Planned = { written: 0, inTheWay: [], refused: [] };
  const surprises: unknown[] = [];
  for (const { id: series } of running) {
    const done = await transaction((tx) => planSeries(tx, series, now, days)).catch((surprise: unknown) => void surprises.push(surprise));
    if (done?.ok) planned = { ...planned, written: planned.written + done.value.toWrite.length, inTheWay: [...planned.inTheWay, ...done.value.inTheWay.map(({ localDate: date }) => ({ series, date }))] };
    else if (done) planned = { ...planned, refused: [...planned.refused, { series, why: done.refusal }] };
  }
  if (surprises.length > 0) throw new AggregateError(surprises, `${surprises.length} of ${running.length} series could not be planned; the others were.`);
  return planned;
}
