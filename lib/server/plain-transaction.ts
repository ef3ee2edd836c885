import pg from "pg";
import { Prisma } from "#prisma/generated/client.ts";
import { pool } from "./db.ts";
import { admitted, type Turn } from "./edge/admission.ts";
import { SECOND } from "../time/instant.ts";

/** Who can be asked in SQL: Prisma, one of its transactions, or a plain one. */
export type Queryable = {
  readonly $queryRaw: <Rows = unknown>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<Rows>;
};

/** A statement that takes longer than a transaction of Prisma's may is given up. */
const PATIENCE = 10 * SECOND;

/**
 * Runs the deed in one transaction of plain statements, when its turn comes; for deeds that a whole city does at once
 * (docs/decisions/0011). Otherwise as `transaction`: READ COMMITTED, not inside another one.
 */
export const plainTransaction = <Value>(deed: (tx: Queryable) => Promise<Value>, turn?: Turn): Promise<Value> =>
  admitted(() => inTransaction(deed), turn);

async function inTransaction<Value>(deed: (tx: Queryable) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  // Between two statements nobody waits for it: cut then, it says so by an event, and the next statement fails.
  client.on("error", ignored);
  let broken = true;
  try {
    await send(client, Prisma.sql`BEGIN`);
    const value = await deed({
      $queryRaw: async <Rows>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
        (await send(client, sqlOf(text, values))).rows as Rows,
    });
    await send(client, Prisma.sql`COMMIT`);
    broken = false;
    return value;
  } catch (error) {
    // After what the database itself refused the connection is good; after anything else it is closed, which rolls back too.
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

/** Under a name Postgres plans a statement once a connection: a booking takes half the time. */
const send = (client: pg.PoolClient, { text, values }: Prisma.Sql): Promise<pg.QueryResult> => {
  const config = { name: nameOf(text), text, values, query_timeout: PATIENCE };
  return client.query(config);
};

/** Statements are written in the code, so they are few. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `plain_${names.size}`;
  names.set(text, name);
  return name;
}
