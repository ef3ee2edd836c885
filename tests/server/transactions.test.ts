import pg from "pg";
import { isBusy } from "#lib/server/busy.ts";
import { refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { ownerOf } from "#tests/support/database.ts";

const { db, pool, snapshot, transaction } = await serverOnFreshDatabase();
const { afterCommit, plainTransaction, SerialClient } = await import("#lib/server/db.ts");
const { Prisma } = await import("#prisma/generated/client.ts");

const other = new pg.Client({ connectionString: ownerOf() });

const warned: string[] = [];
const note = ({ message }: Error): void => void warned.push(message);

beforeAll(async () => {
  process.on("warning", note);
  await other.connect();
  await other.query(
    "CREATE TABLE note (text text CONSTRAINT note_once UNIQUE, at timestamptz); GRANT ALL ON note TO PUBLIC",
  );
});
afterEach(() => other.query("DELETE FROM note"));
afterAll(async () => {
  process.off("warning", note);
  await other.end();
  await db.$disconnect();
});

type Note = { readonly text: string };
const notes = async (): Promise<readonly string[]> =>
  (await other.query<Note>("SELECT text FROM note ORDER BY text")).rows.map(({ text }) => text);
const add = (text: string) => Prisma.sql`INSERT INTO note (text) VALUES (${text})`;

test("what the use case wrote is committed when it has answered, and seen by nobody before", async () => {
  const answer = await plainTransaction(async (tx) => {
    await tx.$queryRaw(add("a"));
    expect(await notes()).toEqual([]);
    return tx.$queryRaw<Note[]>`SELECT text FROM note WHERE text = ${"a"}`;
  }, "service");
  expect(answer).toEqual([{ text: "a" }]);
  expect(await notes()).toEqual(["a"]);
});

test("a use case that throws has written nothing, and its error is thrown on", async () => {
  const thrown = new Error("unexpected");
  await expect(
    plainTransaction(async (tx) => {
      await tx.$queryRaw(add("a"));
      throw thrown;
    }, "service"),
  ).rejects.toBe(thrown);
  expect(await notes()).toEqual([]);
});

test("values are sent beside the statement, never inside it", async () => {
  const text = "'); DROP TABLE note; --";
  await plainTransaction((tx) => tx.$queryRaw(add(text)), "service");
  expect(await notes()).toEqual([text]);
});

test("a moment comes back as the moment it was, whatever the machine's zone", async () => {
  const at = new Date("2026-03-29T01:30:00.123Z");
  const [row] = await plainTransaction(
    (tx) => tx.$queryRaw<{ at: Date }[]>`INSERT INTO note (text, at) VALUES ('a', ${at}) RETURNING at`,
    "service",
  );
  expect(row?.at).toEqual(at);
});

test("a constraint that says no becomes its refusal, and the connection is as good as before", async () => {
  const backend = () =>
    plainTransaction((tx) => tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`, "service");
  const before = await backend();
  const error: unknown = await plainTransaction(async (tx) => {
    await tx.$queryRaw(add("a"));
    await tx.$queryRaw(add("a"));
  }, "service").catch((thrown: unknown) => thrown);
  expect(refusalOfConstraint(error, { note_once: "slot-taken" })).toBe("slot-taken");
  expect(isBusy(error)).toBe(false);
  expect(await notes()).toEqual([]);
  expect(await backend()).toEqual(before);
});

test("a connection cut in the middle means busy: nothing is written, and the next use case has another connection", async () => {
  const cut = plainTransaction(async (tx) => {
    await tx.$queryRaw(add("a"));
    const [me] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await other.query("SELECT pg_terminate_backend($1)", [me?.pid]);
    await tx.$queryRaw(add("b"));
  }, "service");
  expect(isBusy(await cut.catch((error: unknown) => error))).toBe(true);
  await plainTransaction((tx) => tx.$queryRaw(add("c")), "service");
  expect(await notes()).toEqual(["c"]);
});

test("more use cases at once than there are connections all end, and give their connections back", async () => {
  const texts = Array.from({ length: 40 }, (_, index) => `${index}`);
  await Promise.all(texts.map((text) => plainTransaction((tx) => tx.$queryRaw(add(text)), "service")));
  expect(await notes()).toHaveLength(40);
  expect([pool.waitingCount, pool.totalCount - pool.idleCount]).toEqual([0, 0]);
});

test("a statement is planned once a connection, however often it is sent", async () => {
  const planned = () =>
    plainTransaction(
      (tx) =>
        tx.$queryRaw<
          { statement: string }[]
        >`SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO note%'`,
      "service",
    );
  for (const text of ["a", "b", "c"]) await plainTransaction((tx) => tx.$queryRaw(add(text)), "service");
  const statements = (await planned()).map(({ statement }) => statement);
  expect(statements).toHaveLength(new Set(statements).size);
  expect(statements).toContain("INSERT INTO note (text) VALUES ($1)");
});

test("Prisma and plain transactions share the connections", async () => {
  await Promise.all([
    ...Array.from({ length: 15 }, () => db.$queryRaw`SELECT pg_sleep(0.01)::text`),
    ...Array.from({ length: 15 }, (_, index) => plainTransaction((tx) => tx.$queryRaw(add(`${index}`)), "service")),
  ]);
  const { rows } = await other.query<{ count: string }>(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
  );
  expect(Number(rows[0]?.count)).toBeLessThanOrEqual(10);
});

/** A warning is emitted on a later turn of the event loop. */
const later = () => new Promise((resolve) => setImmediate(resolve));

test("questions asked together on the connection of a transaction are answered, in their order, without a warning", async () => {
  warned.length = 0;
  const answers = await transaction(
    (tx) => Promise.all([1, 2, 3].map((number) => tx.$queryRaw`SELECT ${number}::int AS number`)),
    "service",
  );
  expect(answers).toEqual([[{ number: 1 }], [{ number: 2 }], [{ number: 3 }]]);
  await snapshot((tx) => tx.visit.findMany({ include: { appointment: true, permanence: true, conseiller: true } }));
  await snapshot((tx) => tx.permanence.findMany({ include: { place: true, organisation: true, series: true } }));
  await later();
  expect(warned).toEqual([]);
});

test("one question that fails holds up none after it", async () => {
  const client = new SerialClient({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  const [one, wrong, three] = await Promise.allSettled(
    ["SELECT 1 AS n", "SELECT nonsense", "SELECT 3 AS n"].map((text) => client.query<{ n: number }>(text)),
  );
  expect([one, three].map((asked) => asked?.status === "fulfilled" && asked.value.rows[0]?.n)).toEqual([1, 3]);
  expect(wrong).toMatchObject({ status: "rejected", reason: { code: "42703" } });
  await client.end();
});

test("pg's other ways to ask work as before: by a callback, and by the pool", async () => {
  const pool = new pg.Pool({ Client: SerialClient, connectionString: process.env["DATABASE_URL"], max: 1 });
  const sums = await Promise.all(
    [1, 2, 3].map((number) => pool.query<{ sum: number }>("SELECT $1::int + 1 AS sum", [number])),
  );
  expect(sums.map(({ rows }) => rows[0]?.sum)).toEqual([2, 3, 4]);
  const client = await pool.connect();
  const called = await new Promise((resolve) => client.query("SELECT 7 AS n", (_, { rows }) => resolve(rows)));
  expect(called).toEqual([{ n: 7 }]);
  client.release();
  await pool.end();
});

test("what follows a transaction is done once it has committed, and not at all when it is rolled back", async () => {
  const done: string[] = [];
  await transaction(async (tx) => {
    expect(afterCommit(tx, () => done.push("first"))).toBe(true);
    afterCommit(tx, () => done.push("second"));
    await tx.place.count();
    done.push("act");
  }, "service");
  expect(done).toEqual(["act", "first", "second"]);
  const rolledBack = transaction(async (tx) => {
    afterCommit(tx, () => done.push("rolled back"));
    await tx.place.count();
    throw new Error("rolled back");
  }, "service");
  await expect(rolledBack).rejects.toThrow("rolled back");
  expect(await snapshot(async (tx) => afterCommit(tx, () => done.push("of no transaction")))).toBe(false);
  expect(done).toHaveLength(3);
});
