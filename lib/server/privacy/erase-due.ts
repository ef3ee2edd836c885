import { Prisma } from "#prisma/generated/client.ts";
import { nightAfter } from "../../access/retention.ts";
import { type Instant, instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import { db, transaction } from "../db.ts";
import { erasuresAt, type Erased, type Erasure } from "./erasures.ts";

/** Rows in one transaction: a few milliseconds, after which whoever waits has her turn. */
const BATCH = 500;

/** How many rows were erased, of each kind. */
export type ErasedCounts = Readonly<Record<Erased, number>>;

/**
 * Erases all that is due at `now`, in batches of their own transaction. Safe to do twice and twice at once: what is
 * erased is due no more, and a row that somebody holds is left to the next time.
 */
export async function eraseDue(now: Instant, batch = BATCH): Promise<ErasedCounts> {
  const counts: [string, number][] = [];
  for (const [what, erasure] of Object.entries(erasuresAt(now, await halfDaysToErase(now))))
    counts.push([what, await erase(erasure, batch)]);
  return Object.fromEntries(counts) as ErasedCounts;
}

/** Whether anything is due at `now`; one look at each table, through its index. */
export async function isErasureDue(now: Instant): Promise<boolean> {
  const looks = Object.values(erasuresAt(now, await halfDaysToErase(now))).map(
    ({ table, due }) => Prisma.sql`EXISTS (SELECT 1 FROM ${Prisma.raw(table)} WHERE ${due})`,
  );
  const [found] = await db.$queryRaw<{ readonly due: boolean }[]>`SELECT ${Prisma.join(looks, " OR ")} AS due`;
  return found?.due ?? false;
}

/** The rows are chosen once and first: as a plain subquery they could be chosen again for each row. */
async function erase({ table, key, due, becomes }: Erasure, batch: number): Promise<number> {
  const [rows, id] = [Prisma.raw(table), Prisma.raw(key)];
  const lock = becomes ? Prisma.sql`FOR NO KEY UPDATE` : Prisma.sql`FOR UPDATE`;
  const change = becomes ? Prisma.sql`UPDATE ${rows} SET ${becomes}` : Prisma.sql`DELETE FROM ${rows}`;
  const statement = Prisma.sql`
    WITH due AS MATERIALIZED (SELECT ${id} FROM ${rows} WHERE ${due} LIMIT ${batch} ${lock} SKIP LOCKED)
    ${change} WHERE (${id}) IN (SELECT ${id} FROM due)`;
  for (let erased = 0; ;) {
    const count = await transaction((tx) => tx.$executeRaw(statement));
    erased += count;
    if (count < batch) return erased;
  }
}

/** The half-days that still know somebody, or still announce something, and whose night has come. */
export async function halfDaysToErase(now: Instant): Promise<readonly string[]> {
  const ended = await db.$queryRaw<{ readonly id: string; readonly ends: Date; readonly zone: string }[]>`
    SELECT id, ends_at AS ends, time_zone AS zone FROM permanence
    WHERE ends_at <= ${toDate(now)} AND id IN (
      SELECT permanence_id FROM visit WHERE name IS NOT NULL OR phone IS NOT NULL
      UNION SELECT id FROM permanence WHERE message IS NOT NULL)`;
  return ended.filter(({ ends, zone }) => nightAfter(instant(ends.getTime()), zone) <= now).map(({ id }) => id);
}
