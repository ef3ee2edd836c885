import pg from "pg";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, snapshot, transaction } = await serverOnFreshDatabase();
const { SerialClient } = await import("#lib/server/db.ts");

const warned: string[] = [];
const note = ({ message }: Error): void => void warned.push(message);
beforeAll(() => void process.on("warning", note));
afterAll(async () => {
  process.off("warning", note);
  await db.$disconnect();
});

/** A warning is emitted on a later turn of the event loop. */
const later = () => new Promise((resolve) => setImmediate(resolve));

test("questions asked together on the connection of a transaction are answered, in their order, without a warning", async () => {
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
  const { afterCommit } = await import("#lib/server/db.ts");
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
