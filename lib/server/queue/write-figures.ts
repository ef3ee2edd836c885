import { LONGEST } from "../../schedule/permanence.ts";
import { plusMinutes, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import { db, transaction, type Tx } from "../db.ts";
import { peopleOfHalfDay } from "./people-of-half-day.ts";

/** Half-days in one transaction; more when several start at the same moment. */
const BATCH = 500;

/** Batches of half-days in one run. The job is due again a minute later, so that the half-days of years are counted by and by. */
const MOST_BATCHES = 20;

/** Minutes after its planned end by which nearly every half-day is over. What happens later makes its figures stale. */
const GOES_ON = 3 * 60;

/** The latest start of a half-day that is over whatever its length. */
const overBefore = (now: Instant): Date => toDate(plusMinutes(now, -(LONGEST + GOES_ON)));

/** Whether a half-day that is over has no figures, or stale ones. Each process asks every minute: two entries of indexes. */
export async function areFiguresDue(now: Instant): Promise<boolean> {
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`
    SELECT (SELECT permanence_id FROM half_day_figures WHERE stale ORDER BY permanence_id LIMIT 1) IS NOT NULL
      OR coalesce((
        SELECT starts_at FROM permanence WHERE starts_at > coalesce((SELECT through FROM half_day_figures_progress), '-infinity')
        ORDER BY starts_at LIMIT 1) <= ${overBefore(now)}, false) AS due`;
  return found?.due ?? false;
}

/**
 * Counts what happened in each half-day that is over (docs/line.md#figures): stale figures again, then the half-days after
 * those counted last, in the order of their start. May run twice, also at once. Returns how many half-days were counted.
 */
export async function writeFigures(now: Instant, batch = BATCH): Promise<number> {
  let counted = 0;
  for (const next of [(tx: Tx) => writeStale(tx, batch), (tx: Tx) => writeNext(tx, now, batch)]) {
    for (let times = 0; times < MOST_BATCHES; times += 1) {
      const some = await transaction(next, "service");
      counted += some;
      if (some < batch) break;
    }
  }
  return counted;
}

async function writeStale(tx: Tx, batch: number): Promise<number> {
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    SELECT id FROM permanence WHERE id IN (
      SELECT permanence_id FROM half_day_figures WHERE stale ORDER BY permanence_id LIMIT ${batch})
    ORDER BY id FOR NO KEY UPDATE`;
  await count(tx, idsOf(rows));
  return rows.length;
}

async function writeNext(tx: Tx, now: Instant, batch: number): Promise<number> {
  const over = overBefore(now);
  const [progress] = await tx.$queryRaw<{ readonly through: Date }[]>`SELECT through FROM half_day_figures_progress`;
  const through = progress?.through ?? null;
  const rows = await tx.$queryRaw<{ readonly id: string; readonly start: Date }[]>`
    WITH due AS (
      SELECT id, starts_at FROM permanence
      WHERE starts_at > coalesce(${through}::timestamptz, '-infinity') AND starts_at <= ${over}
      ORDER BY starts_at FETCH FIRST ${batch} ROWS WITH TIES)
    SELECT permanence.id, permanence.starts_at AS start FROM permanence JOIN due USING (id) ORDER BY id FOR NO KEY UPDATE OF permanence`;
  if (rows.length === 0) return 0;
  await count(tx, idsOf(rows));
  const last = new Date(Math.max(...rows.map(({ start }) => start.getTime())));
  await tx.$executeRaw`
    INSERT INTO half_day_figures_progress AS progress (through) VALUES (${last})
    ON CONFLICT (id) DO UPDATE SET through = greatest(progress.through, excluded.through)`;
  return rows.length;
}

const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);

/**
 * Counts these half-days from their rows. Their locks are held, so that no act is between the rows that are counted here and
 * the mark that it sets on figures that stand. What their places have taught is then to be learned again.
 */
async function count(tx: Tx, ids: readonly string[]): Promise<void> {
  await writeSums(tx, ids);
  await tx.$executeRaw`
    INSERT INTO place_pace (place_id) SELECT DISTINCT place_id FROM permanence WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY place_id
    ON CONFLICT (place_id) DO UPDATE SET stale = true WHERE NOT place_pace.stale`;
}

/** Of each person help counts once: that of the line, or the late help that the line does not hold (docs/decisions/0088). */
const writeSums = (tx: Tx, ids: readonly string[]): Promise<unknown> => tx.$executeRaw`
  INSERT INTO half_day_figures (permanence_id, organisation_id, place_id, local_date, outcome, received, helped, contacts, gone,
    redirected, unserved, turned_away, median_wait, waits_over_20, help_minutes, reports, stale)
  SELECT p.id, p.organisation_id, p.place_id, p.local_date,
    CASE WHEN p.status = 'cancelled' THEN 'cancelled'
      WHEN p.outcome IN ('held-with-nobody', 'not-held') AND people.late > 0 THEN 'held'
      ELSE coalesce(p.outcome, 'not-recorded') END,
    people.received, people.helped, people.contacts, people.gone, people.redirected, people.unserved,
    coalesce(away.reasons, '{}'), people.median_wait, people.waits_over_20, people.help_minutes, people.reports, false
  FROM permanence p
  CROSS JOIN LATERAL (
    SELECT count(*) AS received,
      count(*) FILTER (WHERE state = 'done' OR is_late) AS helped,
      count(*) FILTER (WHERE is_late) AS late,
      count(started_at) AS contacts,
      count(*) FILTER (WHERE state = 'left' AND started_at IS NULL) AS gone,
      count(*) FILTER (WHERE state = 'redirected' AND started_at IS NULL) AS redirected,
      count(*) FILTER (WHERE state = 'unserved' AND started_at IS NULL) AS unserved,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY floor(extract(epoch FROM greatest(started_at - joined_at, interval '0')))::int)
        FILTER (WHERE started_at IS NOT NULL) AS median_wait,
      count(*) FILTER (WHERE started_at - joined_at > interval '20 minutes') AS waits_over_20,
      coalesce(floor(extract(epoch FROM sum(greatest(ended_at - started_at, interval '0'))
        FILTER (WHERE NOT (state = 'done' AND p.outcome IS NOT DISTINCT FROM 'not-recorded' AND ended_at = p.closed_at))) / 60), 0)::int AS help_minutes,
      count(report.visit_id) AS reports
    FROM (
      ${peopleOfHalfDay}
    ) AS person LEFT JOIN activity_report AS report ON report.visit_id = person.id
  ) AS people
  CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(reason, times) AS reasons
    FROM (SELECT reason, count(*) AS times FROM turn_away WHERE permanence_id = p.id GROUP BY reason) AS each
  ) AS away
  WHERE p.id = ANY (${[...ids]}::uuid[])
  ON CONFLICT (permanence_id) DO UPDATE SET organisation_id = excluded.organisation_id, place_id = excluded.place_id,
    local_date = excluded.local_date, outcome = excluded.outcome, received = excluded.received, helped = excluded.helped,
    contacts = excluded.contacts, gone = excluded.gone, redirected = excluded.redirected, unserved = excluded.unserved,
    turned_away = excluded.turned_away, median_wait = excluded.median_wait, waits_over_20 = excluded.waits_over_20,
    help_minutes = excluded.help_minutes, reports = excluded.reports, stale = false`;
