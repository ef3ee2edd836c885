import type pg from "pg";
import { nameInTable } from "#lib/server/refusal-of-constraint.ts";
import type { TableRow } from "./rows.ts";
import { insert, insertRelatedRows, valid } from "./rows.ts";

/**
 * A case that one constraint of the database refuses. `accepted` and `refused` give the columns that differ from the
 * valid row of the table; `refused` is applied on top of `accepted`, so that only the constraint in question can refuse
 * it. `beside`: rows of the table that exist already.
 */
export type ConstraintCase = {
  readonly constraint: string;
  readonly says: string;
  readonly table: string;
  readonly accepted?: TableRow;
  readonly refused: TableRow;
  readonly beside?: readonly TableRow[];
  /** A row of another table that the accepted row refers to. */
  readonly otherRow?: { readonly table: string; readonly row: TableRow };
};

/**
 * Runs a write and rolls it back. Returns the name of the constraint that refuses it; undefined when it is accepted.
 */
export async function refusedBy(client: pg.Client, write: () => Promise<unknown>): Promise<string | undefined> {
  await client.query("SAVEPOINT case_begins");
  try {
    await write();
    return undefined;
  } catch (problem) {
    const { constraint, message } = problem as pg.DatabaseError;
    return constraint === undefined ? `no constraint: ${message}` : nameInTable(constraint);
  } finally {
    await client.query("ROLLBACK TO SAVEPOINT case_begins");
  }
}

/** The constraints that refuse the accepted row (undefined when the case is right) and the refused row. */
export const answersTo = (
  { table, accepted = {}, refused, beside = [], otherRow }: ConstraintCase,
  client: pg.Client,
): Promise<readonly (string | undefined)[]> =>
  inTransaction(client, async () => {
    await insertRelatedRows(client, table);
    if (otherRow) await insert(client, otherRow.table, { ...valid[otherRow.table], ...otherRow.row });
    for (const row of beside) await insert(client, table, { ...valid[table], ...row });
    const write = (row: TableRow) => refusedBy(client, () => insert(client, table, { ...valid[table], ...row }));
    return [await write(accepted), await write({ ...accepted, ...refused })];
  });

/** Runs the statements in a transaction and rolls it back. */
export async function inTransaction<Value>(client: pg.Client, statements: () => Promise<Value>): Promise<Value> {
  await client.query("BEGIN");
  try {
    return await statements();
  } finally {
    await client.query("ROLLBACK");
  }
}
