import { withClient } from "#scripts/database.ts";
import { isBusy } from "#lib/server/busy.ts";
import { ownerOf } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { url, db } = await serverOnFreshDatabase();
const { plainTransaction, transaction } = await import("#lib/server/db.ts");
const { Prisma } = await import("#prisma/generated/client.ts");

beforeAll(() =>
  withClient(ownerOf(url), (client) =>
    client.query(`CREATE FUNCTION fails(code text, said text) RETURNS int LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION USING ERRCODE = code, MESSAGE = said; END $$`),
  ),
);
afterAll(() => db.$disconnect());

const fails = (code: string, said: string) => Prisma.sql`SELECT fails(${code}, ${said})`;
const ways = {
  "a query of Prisma": (sql: typeof Prisma.empty) => db.$queryRaw(sql),
  "a transaction of Prisma": (sql: typeof Prisma.empty) => transaction((tx) => tx.$queryRaw(sql), "service"),
  "a plain transaction": (sql: typeof Prisma.empty) => plainTransaction((tx) => tx.$queryRaw(sql), "service"),
};
const errorOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

/** What PostgreSQL says when it has no room, memory or connection, or is going away. */
const PASSING = ["53000", "53100", "53200", "53300", "53400", "58030", "57P01", "57P02", "57P03"];

describe.each(Object.entries(ways))("%s", (_, ask) => {
  test.each(PASSING)("that fails with %s may be sent again later", async (code) => {
    expect(isBusy(await errorOf(ask(fails(code, "aucun espace"))))).toBe(true);
  });

  test("that fails for a full disk with another code may be sent again later", async () => {
    const error = await errorOf(
      ask(fails("XX000", 'could not write to file "pg_wal/xlogtemp.1": No space left on device')),
    );
    expect(isBusy(error)).toBe(true);
  });

  test.each(["XX000", "42P01", "22P02", "23505"])("that fails with %s is wrong, and stays so", async (code) => {
    expect(isBusy(await errorOf(ask(fails(code, "wrong"))))).toBe(false);
  });
});

test.each(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034", "P2037"])(
  "Prisma's %s may be sent again later",
  (code) => {
    expect(isBusy(Object.assign(new Error("x"), { code }))).toBe(true);
  },
);
