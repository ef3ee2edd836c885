import { Prisma } from "#prisma/generated/client.ts";
import { db } from "../db.ts";
import { inBatches } from "../in-batches.ts";

/** Rows in one transaction. */
const BATCH = 500;

/** Whether this process has seen that nothing is left: what is written now, by whatever version, goes apart at once. */
let nothingLeft = false;

/**
 * The tables that held names before, and the rows that still do: the condition of an index that holds them alone. A trigger
 * moves what a row holds whenever the row is written.
 */
const HOLDING = [
  { table: Prisma.sql`visit`, rows: Prisma.sql`name IS NOT NULL OR phone IS NOT NULL` },
  {
    table: Prisma.sql`appointment`,
    rows: Prisma.sql`name IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL OR overbook_reason NOT IN ('', 'fewer-lanes')`,
  },
] as const;

/** Whether a visit or an appointment still holds a name or a contact; once there was none, this process does not look again. */
export async function areIdentitiesToMove(): Promise<boolean> {
  if (nothingLeft) return false;
  const looks = HOLDING.map(({ table, rows }) => Prisma.sql`EXISTS (SELECT 1 FROM ${table} WHERE ${rows})`);
  const [found] = await db.$queryRaw<{ readonly left: boolean }[]>`SELECT ${Prisma.join(looks, " OR ")} AS "left"`;
  nothingLeft = found?.left === false;
  return !nothingLeft;
}

/** Moves them apart in batches. May run twice, also at once. Returns how many visits and appointments were written. */
export async function moveIdentities(batch = BATCH): Promise<number> {
  let moved = 0;
  for (const { table, rows } of HOLDING)
    moved += await inBatches(
      batch,
      Prisma.sql`
          WITH held AS MATERIALIZED (SELECT id FROM ${table} WHERE ${rows} LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED)
          UPDATE ${table} SET phone = phone WHERE id IN (SELECT id FROM held)`,
    );
  return moved;
}
