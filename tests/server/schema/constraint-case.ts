import type pg from "pg";
import type { Row } from "./rows.ts";
import { insert, insertWorldOf, valid } from "./rows.ts";

/**
 * One refusal of the database. `accepted` and `refused` are told as what differs from the valid row of the table, so that the
 * refusal can only be for the reason given; `beside` are rows that stand already.
 */
export type ConstraintCase = {
  readonly constraint: string;
  readonly says: string;
  readonly table: string;
  readonly accepted?: Row;
  readonly refused: Row;
  readonly beside?: readonly Row[];
  /** Rows of another table that the accepted row leans on. */
  readonly leansOn?: { readonly table: string; readonly row: Row };
};

/** The name of the constraint that refuses the deed, or undefined when it is accepted. The deed leaves nothing. */
export async function refusedBy(client: pg.Client, deed: () => Promise<unknown>): Promise<string | undefined> {
  await client.query("SAVEPOINT deed");
  try {
    await deed();
    return undefined;
  } catch (problem) {
    return (problem as pg.DatabaseError).constraint ?? `no constraint: ${(problem as Error).message}`;
  } finally {
    await client.query("ROLLBACK TO SAVEPOINT deed");
  }
}

/** What refuses the row that should be accepted (undefined, when all is well) and the one that should not. */
export const answersTo = (
  { table, accepted = {}, refused, beside = [], leansOn }: ConstraintCase,
  client: pg.Client,
): Promise<readonly (string | undefined)[]> =>
  inTransaction(client, async () => {
    await insertWorldOf(client, table);
    if (leansOn) await insert(client, leansOn.table, { ...valid[leansOn.table], ...leansOn.row });
    for (const row of beside) await insert(client, table, { ...valid[table], ...row });
    const write = (row: Row) => refusedBy(client, () => insert(client, table, { ...valid[table], ...row }));
    return [await write(accepted), await write({ ...accepted, ...refused })];
  });

/** Runs the deed and takes all of it back. */
export async function inTransaction<Value>(client: pg.Client, deed: () => Promise<Value>): Promise<Value> {
  await client.query("BEGIN");
  try {
    return await deed();
  } finally {
    await client.query("ROLLBACK");
  }
}
