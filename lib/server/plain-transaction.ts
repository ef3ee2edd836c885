import pg from "pg";
import { Prisma } from "#prisma/generated/client.ts";
import { pool } from "./db.ts";
import { admitted, type Turn } from "./edge/admission.ts";
import { SECOND } from "../time/instant.ts";

/** What runs SQL: Prisma, one of its transactions, or a plain one. */
export type Queryable = {
  readonly $queryRaw: <Rows = unknown>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<Rows>;
};

/** A statement that takes longer, in milliseconds, is given up; the same limit as for transactions of Prisma. */
const PATIENCE = 10 * SECOND;

/**
 * Runs a use case in one transaction of plain statements, when its turn comes; for use cases that a whole city runs at once
 * (docs/decisions/0011). Otherwise like `transaction`: READ COMMITTED, never inside another transaction.
 */
export const plainTransaction = <Value>(act: (tx: Queryable) => Promise<Value>, turn?: Turn): Promise<Value> =>
  admitted(() => inTransaction(act), turn);

async function inTransaction<Value>(act: (tx: Queryable) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  // A connection cut between two statements emits an error event; the next statement then fails.
  client.on("error", ignored);
  let broken = true;
  try {
    await send(client, Prisma.sql`BEGIN`);
    const value = await act({
      $queryRaw: async <Rows>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
        (await send(client, sqlOf(text, values))).rows as Rows,
    });
    await send(client, Prisma.sql`COMMIT`);
    broken = false;
    return value;
  } catch (error) {
    // After an error of the database the connection is usable; after any other it is closed, which rolls back too.
    if (error instanceof pg.DatabaseError)
      broken = await send(client, Prisma.sql`ROLLBACK`).then(
        () => false,
        () => true,
      );
    throw error;
  } finally {
    client.off("error", ignored);
    client.release(broken);
  }
}

const ignored = (): void => undefined;

const sqlOf = (text: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]): Prisma.Sql =>
  text instanceof Prisma.Sql ? text : Prisma.sql(text, ...values);

/** Postgres plans a named statement once a connection, which halves the time of a booking. */
const send = (client: pg.PoolClient, { text, values }: Prisma.Sql): Promise<pg.QueryResult> => {
  const config = { name: nameOf(text), text, values, query_timeout: PATIENCE };
  return client.query(config);
};

/** The names by text. Statements are written in the code, so there are few. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `plain_${names.size}`;
  names.set(text, name);
  return name;
}
