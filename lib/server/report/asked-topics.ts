import { peopleOfHalfDay } from "#lib/server/queue/people-of-half-day.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { db } from "#lib/server/db.ts";

/** Half-days that are looked at: of a town with two a day, those of a month. */
const LAST = 50;
/** Organisations that a process keeps; the one that was asked for first goes first. */
const MOST = 500;

/** Kept on the process, since a bundler may load this file more than once. */
const kept = ((globalThis as { keptAskedTopics?: Map<string, () => Promise<readonly string[]>> }).keptAskedTopics ??=
  new Map());

/**
 * The topics of the people who came to the last counted half-days of an organisation, those most asked for first; of
 * each the key. Kept a minute. None before its first half-day was counted.
 */
export function readAskedTopics(organisation: string): Promise<readonly string[]> {
  const read =
    kept.get(organisation) ??
    cachedAMinute(async () => {
      const rows = await db.$queryRaw<readonly { readonly key: string }[]>`
        SELECT each.topic_key AS key FROM (
          SELECT permanence_id AS id FROM half_day_figures WHERE organisation_id = ${organisation}::uuid
          ORDER BY local_date DESC, permanence_id LIMIT ${LAST}) AS p
        CROSS JOIN LATERAL (${peopleOfHalfDay}) AS each
        WHERE each.topic_key IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1`;
      return rows.map(({ key }) => key);
    });
  kept.set(organisation, read);
  const [first = ""] = kept.keys();
  if (kept.size > MOST) kept.delete(first);
  return read();
}
