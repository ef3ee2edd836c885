import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, Prisma } from "#prisma/generated/client.ts";
import { SECOND } from "#lib/time/instant.ts";
import { admitted, turnOf, type Writer } from "./edge/admission.ts";
import { env } from "./env.ts";
import { hasMetAnother } from "./busy.ts";
import { nameConstraint } from "./refusal-of-constraint.ts";

/**
 * A connection that sends one query at a time. Prisma sends the parts of one query together, also on the one connection
 * of a transaction; pg 8 queues them with a warning, and pg 9 will not queue them. The error of a violated constraint
 * names it in its message too, since Prisma's adapter passes the message on and drops the field.
 */
export class SerialClient extends pg.Client {
  #last: Promise<unknown> = Promise.resolve();

  // pg declares seven signatures. Calls that return a promise are queued here; the others go to pg at once.
  override query = ((...query: Parameters<pg.Client["query"]>) => {
    const ask = (): unknown => super.query(...query);
    if (isSubmitted(query[0])) return ask();
    if (query.some(isCallback)) return super.query(...(query.map(withNamedConstraint) as typeof query));
    const answer = this.#last.then(ask).catch((error: unknown) => {
      throw nameConstraint(error);
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }) as pg.Client["query"];
}

type Callback = (error: unknown, ...answer: readonly unknown[]) => unknown;
const isCallback = (part: unknown): part is Callback => typeof part === "function";

/** A callback, as pg's pool passes one, gets the error with the name in it; any other part stays as it is. */
const withNamedConstraint = (part: unknown): unknown =>
  isCallback(part) ? (error: unknown, ...answer: readonly unknown[]) => part(nameConstraint(error), ...answer) : part;

/** Whether it is a cursor or a stream, which is not queued. */
const isSubmitted = (query: unknown): boolean =>
  typeof (query as { submit?: unknown } | undefined)?.submit === "function";

/** A transaction that waits longer for a lock, in milliseconds, is given up as busy (docs/api.md#overload). */
const LOCK_PATIENCE = 4 * SECOND;

const kept = globalThis as { prisma?: PrismaClient; pool?: pg.Pool };

/** The connections of this process, for Prisma and for plain transactions. */
export const pool: pg.Pool = (kept.pool ??= new pg.Pool({
  Client: SerialClient,
  connectionString: env.DATABASE_URL,
  max: 10,
  connectionTimeoutMillis: 8_000,
  options: `-c timezone=UTC -c lock_timeout=${LOCK_PATIENCE}`,
  // A broken idle connection is replaced; the next query gets the error, if there still is one.
}).on("error", () => undefined));

/** The open connections. */
const open = ((globalThis as { openConnections?: Set<pg.Client> }).openConnections ??= connectionsOf(pool));

function connectionsOf(those: pg.Pool): Set<pg.Client> {
  const connections = new Set<pg.Client>();
  const each =
    (does: (client: pg.Client) => unknown) =>
    (client: pg.PoolClient): void =>
      void (client instanceof pg.Client && does(client));
  those.on(
    "connect",
    each((client) => connections.add(client)),
  );
  those.on(
    "remove",
    each((client) => connections.delete(client)),
  );
  return connections;
}

/**
 * Breaks every connection, so that what waits for a lost database ends at once, as busy, and the next query opens a new
 * one.
 */
export function breakConnections(): void {
  for (const { connection } of open) connection.stream.destroy();
}

/** The one database client of this process, kept across reloads in development. */
export const db: PrismaClient = (kept.prisma ??= new PrismaClient({
  adapter: new PrismaPg(pool, { disposeExternalPool: true }),
  transactionOptions: { maxWait: 8_000, timeout: 10_000 },
}));

export type Tx = Prisma.TransactionClient;

/** What is to be done once a transaction has committed. */
const followUps = new WeakMap<Queryable, (() => void)[]>();

/**
 * Runs a use case of this writer in one transaction, when its turn comes; READ COMMITTED, since each use case takes its
 * lock first. Never inside another transaction, which would wait for itself.
 */
export const transaction = <Value>(act: (tx: Tx) => Promise<Value>, writer: Writer): Promise<Value> =>
  withFollowUps((begin) => db.$transaction(begin), act, writer);

/** How often a use case is begun at most, when it was rolled back because it met another one. */
const MOST_BEGUN = 3;

/**
 * Runs a transaction when its turn comes, and what follows it once it has committed. One that the database rolled back
 * because it met another is begun again (`hasMetAnother`), so that nobody has to send it once more; a use case keeps
 * nothing outside its transaction.
 */
async function withFollowUps<One extends Queryable, Value>(
  inTransaction: (begin: (tx: One) => Promise<Value>) => Promise<Value>,
  act: (tx: One) => Promise<Value>,
  writer: Writer,
): Promise<Value> {
  let committed: (() => void)[] = [];
  const begin = (tx: One): Promise<Value> => {
    committed = [];
    followUps.set(tx, committed);
    return act(tx);
  };
  const begun = async (times = 1): Promise<Value> => {
    try {
      return await inTransaction(begin);
    } catch (error) {
      if (times < MOST_BEGUN && hasMetAnother(error)) return begun(times + 1);
      throw error;
    }
  };
  const value = await admitted(begun, turnOf(writer));
  for (const followUp of committed) followUp();
  return value;
}

/**
 * Calls `followUp` once this transaction has committed, outside its locks; never when it is rolled back or its outcome
 * is unknown. It must not throw, since the use case is done. False when the transaction was not begun by `transaction`
 * or `plainTransaction`.
 */
export const afterCommit = (tx: Queryable, followUp: () => void): boolean =>
  followUps.get(tx)?.push(followUp) !== undefined;

/** Reads several tables as of one moment; for answers that are computed without a lock. */
export const snapshot = <Value>(read: (tx: Tx) => Promise<Value>): Promise<Value> =>
  db.$transaction(read, { isolationLevel: "RepeatableRead" });

/** What runs SQL: Prisma, one of its transactions, or a plain one. */
export type Queryable = {
  readonly $queryRaw: <Rows = unknown>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<Rows>;
};

/** A statement that takes longer, in milliseconds, is given up; the same limit as for transactions of Prisma. */
const PATIENCE = 10 * SECOND;

/**
 * Runs a use case of this writer in one transaction of plain statements, when its turn comes; for use cases that a
 * whole city runs at once (docs/decisions/acts-and-rows.md). Otherwise like `transaction`: READ COMMITTED, never inside
 * another transaction.
 */
export const plainTransaction = <Value>(act: (tx: Queryable) => Promise<Value>, writer: Writer): Promise<Value> =>
  withFollowUps<Queryable, Value>(inTransaction, act, writer);

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
