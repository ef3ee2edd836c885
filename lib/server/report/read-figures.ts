import { Prisma } from "#prisma/generated/client.ts";
import type { HalfDayFigures, HalfDayOutcome } from "#lib/report/half-day-figures.ts";
import { db } from "#lib/server/db.ts";
import { sumsOfHalfDays } from "#lib/server/queue/sums-of-half-days.ts";

/** A row of figures, written or counted now. */
type FiguresRow = {
  readonly permanence: string;
  readonly outcome: string;
  readonly received: number;
  readonly helped: number;
  readonly contacts: number;
  readonly gone: number;
  readonly redirected: number;
  readonly unserved: number;
  readonly turnedAway: HalfDayFigures["turnedAway"];
  readonly medianWait: number | null;
  readonly waitsOver20: number;
  readonly helpMinutes: number;
  readonly reports: number;
  readonly paper: string | null;
  readonly fromPaper: number;
  readonly untimed: number;
  readonly paperContacts: number;
};

/** The figures of these half-days by their ids. One statement. */
export const readFigures = async (ids: readonly string[]): Promise<ReadonlyMap<string, HalfDayFigures>> =>
  ids.length === 0 ? new Map() : readFiguresWhere(Prisma.sql`p.id = ANY (${[...ids]}::uuid[])`);

/**
 * The figures of the half-days `p` that `which` holds for, by their ids: as the job wrote them, and of those without
 * figures or with stale ones counted now by the very sums of the job. One statement.
 */
export async function readFiguresWhere(which: Prisma.Sql): Promise<ReadonlyMap<string, HalfDayFigures>> {
  const rows = await db.$queryRaw<FiguresRow[]>`
    WITH chosen AS MATERIALIZED (SELECT p.id FROM permanence p WHERE ${which}),
    standing AS MATERIALIZED (SELECT ${COLUMNS} FROM half_day_figures WHERE permanence_id IN (SELECT id FROM chosen) AND NOT stale)
    SELECT permanence_id::text AS permanence, outcome, received, helped, contacts, gone, redirected, unserved, turned_away AS "turnedAway",
      median_wait AS "medianWait", waits_over_20 AS "waitsOver20", help_minutes AS "helpMinutes", reports, paper, from_paper AS "fromPaper", untimed,
      paper_contacts AS "paperContacts"
    FROM (
      SELECT * FROM standing
      UNION ALL
      SELECT ${COLUMNS} FROM (${sumsOfHalfDays(Prisma.sql`p.id IN (SELECT id FROM chosen EXCEPT SELECT permanence_id FROM standing)`)}) AS counted
    ) AS figures`;
  return new Map(rows.map(({ permanence, ...row }) => [permanence, figuresOfRow(row)]));
}

const COLUMNS = Prisma.sql`permanence_id, outcome, received, helped, contacts, gone, redirected, unserved, turned_away, median_wait,
  waits_over_20, help_minutes, reports, paper, from_paper, untimed, paper_contacts`;

const figuresOfRow = ({ outcome, medianWait, paper, ...sums }: Omit<FiguresRow, "permanence">): HalfDayFigures => ({
  ...sums,
  outcome: outcome as HalfDayOutcome,
  ...(medianWait !== null && { medianWait }),
  ...(paper !== null && { paper: paper as "totals" | "rows" }),
});
