import pg from "pg";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { eventually } from "#tests/support/eventually.ts";
import { ownerOf } from "#tests/support/database.ts";

const { db } = await serverOnFreshDatabase();
const { afterCommit, plainTransaction, transaction } = await import("#lib/server/db.ts");
const { Prisma } = await import("#prisma/generated/client.ts");

const owner = new pg.Client({ connectionString: ownerOf() });

beforeAll(async () => {
  await owner.connect();
  await owner.query(`
    CREATE TABLE seat (id int PRIMARY KEY, taken int NOT NULL DEFAULT 0);
    CREATE TABLE note (day date NOT NULL) PARTITION BY RANGE (day);
    CREATE TABLE note_default PARTITION OF note DEFAULT;
    GRANT ALL ON seat, note TO PUBLIC`);
});
beforeEach(() =>
  owner.query(
    "DELETE FROM seat; INSERT INTO seat (id) VALUES (1), (2); DELETE FROM note; DROP TABLE IF EXISTS note_november",
  ),
);
afterAll(async () => {
  await owner.end();
  await db.$disconnect();
});

const isWaitedFor = async (table: string): Promise<boolean> =>
  (await owner.query("SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted", [table])).rowCount === 1;
const take = (id: number) => Prisma.sql`UPDATE seat SET taken = taken + 1 WHERE id = ${id}`;
const ways = { "a transaction of Prisma": transaction, "a plain transaction": plainTransaction };

describe.each(Object.entries(ways))("%s", (_, inTransaction) => {
  test("that met another one in a deadlock is begun again, and both are done once", async () => {
    const committed: number[] = [];
    let begun = 0;
    let bothHold = (): void => undefined;
    const holding = new Promise<void>((resolve) => (bothHold = resolve));
    const takesBoth = (first: number, second: number) =>
      inTransaction(async (tx) => {
        await tx.$queryRaw(take(first));
        afterCommit(tx, () => committed.push(first));
        if (++begun === 2) bothHold();
        await holding;
        await tx.$queryRaw(take(second));
      }, "service");
    await Promise.all([takesBoth(1, 2), takesBoth(2, 1)]);
    // More than once where it takes the row again before the other one, which waited for it, has woken.
    expect(begun).toBeGreaterThanOrEqual(3);
    expect((await owner.query("SELECT taken FROM seat ORDER BY id")).rows).toEqual([{ taken: 2 }, { taken: 2 }]);
    expect(committed.toSorted()).toEqual([1, 2]);
  });

  test("whose row was on its way to the default partition, while its own was made, is begun again", async () => {
    await owner.query(
      "CREATE TABLE note_november (LIKE note); GRANT ALL ON note_november TO PUBLIC; BEGIN; ALTER TABLE note ATTACH PARTITION note_november FOR VALUES FROM ('2026-11-01') TO ('2026-12-01')",
    );
    const noted = inTransaction((tx) => tx.$queryRaw`INSERT INTO note (day) VALUES ('2026-11-20')`, "service");
    await eventually(() => isWaitedFor("note_default"), true);
    await owner.query("COMMIT");
    await noted;
    expect((await owner.query("SELECT day::text FROM note_november")).rows).toEqual([{ day: "2026-11-20" }]);
  });

  test("that is refused by a constraint is begun once", async () => {
    let begun = 0;
    const refused = inTransaction((tx) => {
      begun += 1;
      return tx.$queryRaw`INSERT INTO seat (id) VALUES (1)`;
    }, "service");
    await expect(refused).rejects.toThrow();
    expect(begun).toBe(1);
  });
});
