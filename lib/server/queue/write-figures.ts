import { Prisma } from "#prisma/generated/client.ts";
import { LONGEST } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { sumsOfHalfDays } from "./sums-of-half-days.ts";

/** Half-days in one transaction; more when several start at the same moment. */
const BATCH = 500;

/**
 * Batches of half-days in one run. The job is due again a minute later, so that the half-days of years are counted by
 * and by.
 */
const MOST_BATCHES = 20;

/** Minutes after its planned end by which nearly every half-day is over. What happens later makes its figures stale. */
const GOES_ON = 3 * 60;

/** The latest start of a half-day that is over whatever its length. */
const overBefore = (now: Instant): Date => toDate(plusMinutes(now, -(LONGEST + GOES_ON)));

/**
 * Whether a half-day that is over has no figures, or stale ones. Each process asks every minute: two entries of
 * indexes.
 */
export async function areFiguresDue(now: Instant): Promise<boolean> {
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`
    SELECT (SELECT permanence_id FROM half_day_figures WHERE stale ORDER BY permanence_id LIMIT 1) IS NOT NULL
      OR coalesce((
        SELECT starts_at FROM permanence WHERE starts_at > coalesce((SELECT through FROM half_day_figures_progress), '-infinity')
        ORDER BY starts_at LIMIT 1) <= ${overBefore(now)}, false) AS due`;
  return found?.due ?? false;
}

/**
 * Counts what happened in each half-day that is over (docs/figures.md#of-a-half-day): stale figures again, then the
 * half-days after those counted last, in the order of their start. May run twice, also at once. Returns how many
 * half-days were counted.
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
 * Counts these half-days from their rows. Their locks are held, so that no act is between the rows that are counted
 * here and the mark that it sets on figures that stand. What their places have taught is then to be learned again.
 */
async function count(tx: Tx, ids: readonly string[]): Promise<void> {
  await writeSums(tx, ids);
  await tx.$executeRaw`
    INSERT INTO place_pace (place_id) SELECT DISTINCT place_id FROM permanence WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY place_id
    ON CONFLICT (place_id) DO UPDATE SET stale = true WHERE NOT place_pace.stale`;
}

const writeSums = (tx: Tx, ids: readonly string[]): Promise<unknown> => tx.$executeRaw`
  INSERT INTO half_day_figures (permanence_id, organisation_id, place_id, local_date, outcome, received, helped, contacts, gone,
    redirected, unserved, turned_away, median_wait, waits_over_20, help_minutes, reports, paper, from_paper, untimed, paper_contacts, stale)
  SELECT sums.*, false FROM (${sumsOfHalfDays(Prisma.sql`p.id = ANY (${[...ids]}::uuid[])`)}) AS sums
  ON CONFLICT (permanence_id) DO UPDATE SET organisation_id = excluded.organisation_id, place_id = excluded.place_id,
    local_date = excluded.local_date, outcome = excluded.outcome, received = excluded.received, helped = excluded.helped,
    contacts = excluded.contacts, gone = excluded.gone, redirected = excluded.redirected, unserved = excluded.unserved,
    turned_away = excluded.turned_away, median_wait = excluded.median_wait, waits_over_20 = excluded.waits_over_20,
    help_minutes = excluded.help_minutes, reports = excluded.reports, paper = excluded.paper, from_paper = excluded.from_paper,
    untimed = excluded.untimed, paper_contacts = excluded.paper_contacts, stale = false`;
