import { Prisma } from "#prisma/generated/client.ts";
import { db, transaction } from "../db.ts";

/** Rows in one transaction. */
const BATCH = 500;

/** No id comes before it. */
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** A table whose rows have the organisation of their parent; `key` refers to it. */
type Children = { readonly table: Prisma.Sql; readonly parent: Prisma.Sql; readonly key: Prisma.Sql };

const ALL: readonly Children[] = [
  { table: Prisma.sql`appointment`, parent: Prisma.sql`permanence`, key: Prisma.sql`permanence_id` },
  { table: Prisma.sql`assignment`, parent: Prisma.sql`permanence`, key: Prisma.sql`permanence_id` },
  { table: Prisma.sql`device`, parent: Prisma.sql`place`, key: Prisma.sql`place_id` },
  { table: Prisma.sql`workshop_place`, parent: Prisma.sql`workshop`, key: Prisma.sql`workshop_id` },
];

/** Whether this process has seen that nothing is left: what is written now is filled by the database. */
let nothingLeft = false;

/** Whether a row has no organisation yet. Once there was none, this process does not look again, since it reads whole tables. */
export async function areOrganisationsToFill(): Promise<boolean> {
  if (nothingLeft) return false;
  for (const { table } of ALL) {
    const found = await db.$queryRaw<unknown[]>`SELECT 1 FROM ${table} WHERE organisation_id IS NULL LIMIT 1`;
    if (found.length > 0) return true;
  }
  nothingLeft = true;
  return false;
}

/**
 * Writes the organisation of the rows that were there before they had one (docs/decisions/0055), in batches in the order of
 * the ids. A row that somebody is changing is left out: its change fills it. May run twice, also at once. Returns how many
 * rows were filled.
 */
export async function fillOrganisations(batch = BATCH): Promise<number> {
  let filled = 0;
  for (const children of ALL) {
    for (let after: string | null = BEFORE_ALL; after !== null;) {
      const done = await fillAfter(children, after, batch);
      filled += done.filled;
      after = done.last;
    }
  }
  return filled;
}

/** Fills one batch. `last`: the id of its last row; null when no row was left after `after`. */
async function fillAfter(
  { table, parent, key }: Children,
  after: string,
  batch: number,
): Promise<{ readonly filled: number; readonly last: string | null }> {
  const [done] = await transaction(
    (tx) => tx.$queryRaw<{ filled: number; last: string | null }[]>`
      WITH due AS MATERIALIZED (
        SELECT id, ${key} AS parent_id FROM ${table} WHERE id > ${after}::uuid AND organisation_id IS NULL
        ORDER BY id LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED),
      filled AS (
        UPDATE ${table} AS child SET organisation_id = parent.organisation_id
        FROM due JOIN ${parent} AS parent ON parent.id = due.parent_id WHERE child.id = due.id RETURNING 1)
      SELECT (SELECT count(*) FROM filled)::int AS filled, (SELECT id FROM due ORDER BY id DESC LIMIT 1) AS last`,
    "service",
  );
  return done ?? { filled: 0, last: null };
}
