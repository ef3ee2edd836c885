import { monthBefore, shareableCount, type Month } from "#lib/calendar/people-helped.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { db } from "#lib/server/db.ts";
import { columnOf, startsOn } from "#lib/server/schedule/permanence-rows.ts";
import { FEED_ZONE } from "./feed-zone.ts";
import type { Share } from "./find-share.ts";
import { halfDaysOf } from "./half-days-of-share.ts";

/** How many people were helped in a month; `month` is its first day, YYYY-MM-DD. */
export type PeopleHelped = { readonly month: string; readonly people: number };

/**
 * The people helped in the last whole month at the places of the share. Undefined when there were fewer than five, or
 * for a level without the load.
 */
export async function readPeopleHelped(share: Share, now: Instant): Promise<PeopleHelped | undefined> {
  if (share.level === "open-hours") return undefined;
  const month = monthBefore(localDateOf(now, FEED_ZONE));
  const people = shareableCount(await countHelped(share, month));
  return people === undefined ? undefined : { month: month.from, people };
}

/**
 * From the figures of half-days; of those that have none yet or stale ones, from their visits. One statement. IS TRUE:
 * the figures of the month are read once, one after the other, and not looked up for each half-day, of which Postgres
 * expects a fiftieth.
 */
async function countHelped(share: Share, { from, to }: Month): Promise<number> {
  const { first, end } = startsOn(from, to);
  const [counted] = await db.$queryRaw<{ readonly people: number }[]>`
    WITH shown AS MATERIALIZED (
      SELECT id, starts_at FROM permanence
      WHERE starts_at >= ${first} AND starts_at < ${end}
        AND local_date >= ${columnOf(from)}::date AND local_date < ${columnOf(to)}::date AND ${halfDaysOf(share)}),
    figures AS MATERIALIZED (
      SELECT permanence_id, helped, stale FROM half_day_figures
      WHERE organisation_id = ${share.giver.id}::uuid AND local_date >= ${columnOf(from)}::date AND local_date < ${columnOf(to)}::date
        AND (permanence_id IN (SELECT id FROM shown)) IS TRUE),
    uncounted AS MATERIALIZED (
      SELECT permanence_id FROM figures WHERE stale
      UNION ALL SELECT id FROM shown
      WHERE starts_at > coalesce((SELECT through FROM half_day_figures_progress), '-infinity')
        AND NOT EXISTS (SELECT FROM half_day_figures AS counted WHERE counted.permanence_id = shown.id))
    SELECT (coalesce((SELECT sum(helped) FROM figures WHERE NOT stale), 0)
      + (SELECT count(*) FROM uncounted JOIN visit USING (permanence_id) WHERE state = 'done')
      + (SELECT count(*) FROM uncounted JOIN late_help AS help USING (permanence_id) LEFT JOIN visit ON visit.id = help.visit_id
        WHERE visit.state IS DISTINCT FROM 'done')
      + (SELECT coalesce(sum(record.helped), 0) FROM uncounted JOIN half_day_record AS record USING (permanence_id))
      + (SELECT count(*) FROM uncounted JOIN paper_visit USING (permanence_id) WHERE state = 'done'))::int AS people`;
  return counted?.people ?? 0;
}
