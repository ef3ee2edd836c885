import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { logTrouble, traceOf } from "#lib/server/log.ts";
import { DAYS_PLANNED, planEach, runningAt } from "./plan-permanences.ts";
import { seriesToPlan } from "./series-to-plan.ts";

/** Minutes until a series that failed is tried again: soon enough for a list, seldom enough for the log. */
const AGAIN = 60;

/** Series that are looked at together. */
const TOGETHER = 200;

/** Whether the dates of a series are due to be written, or a series is new. One query. */
export const isPlanDue = async (now: Instant): Promise<boolean> =>
  (await db.series.findFirst({ where: dueAt(now), select: { id: true } })) !== null;

/**
 * Writes the dates ahead of each series that is due, and of each new one (docs/calendars.md#dates-ahead). Safe to run
 * twice, also at the same time. A series that fails is logged with its id and tried again an hour later; a series that
 * no week can keep is logged each night. Answers counts only.
 */
export async function planDue(now: Instant) {
  const due = await db.series.findMany({
    where: dueAt(now),
    orderBy: { id: "asc" },
    select: { id: true, planDueAt: true },
  });
  const series: { id: string }[] = [];
  for (let first = 0; first < due.length; first += TOGETHER)
    series.push(...(await seriesToPlan(due.slice(first, first + TOGETHER), now, DAYS_PLANNED)).map((id) => ({ id })));
  const { written, inTheWay, refused, failed } = await planEach(series, now);
  for (const { series: id, surprise } of failed) {
    await db.series.updateMany({ where: { id }, data: { planDueAt: toDate(plusMinutes(now, AGAIN)) } });
    logTrouble("The dates of one series could not be written; the others were. It is tried again in an hour.", {
      series: id,
      ...traceOf(surprise),
    });
  }
  for (const { series: id, why } of refused)
    logTrouble("No week can keep this series: none of its dates is written.", { series: id, why });
  return { series: due.length, written, inTheWay: inTheWay.length, refused: refused.length, failed: failed.length };
}

const dueAt = (now: Instant) => ({
  AND: [runningAt(now), { OR: [{ planDueAt: null }, { planDueAt: { lte: toDate(now) } }] }],
});
