import pg from "pg";
import { withClient } from "#scripts/database.ts";
import { isBusy } from "#lib/server/busy.ts";
import { refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { asServer, ownerOf } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { url, db } = await serverOnFreshDatabase();
const { plainTransaction, pool, transaction } = await import("#lib/server/db.ts");
const { Prisma } = await import("#prisma/generated/client.ts");

/**
 * What a French server says when a row is refused, by SQLSTATE: its message names the constraint between other marks.
 */
const FRENCH = {
  "23505": "la valeur d’une clé dupliquée rompt la contrainte unique « note_said »",
  "23503": "une instruction insert ou update viole la contrainte de clé étrangère « note_said »",
  "23001": "un update ou delete viole la contrainte de restriction « note_said »",
  "23514": "la nouvelle ligne viole la contrainte de vérification « note_said »",
  "23P01": "la valeur d’une clé en conflit rompt la contrainte d’exclusion « note_said »",
  "23000": "la table n’accepte que des ajouts",
};
/** What PostgreSQL says when it has no room, memory or connection, or is going away. */
const PASSING = ["53000", "53100", "53200", "53300", "53400", "58030", "57P01", "57P02", "57P03"];
const WRONG = ["XX000", "42P01", "22P02", "23505"];
const DISK_FULL = 'could not write to file "pg_wal/xlogtemp.1": No space left on device';
const MOVED = "la nouvelle ligne viole la contrainte de partitionnement";

beforeAll(async () => {
  await withClient(ownerOf(url), (client) =>
    client.query(`CREATE FUNCTION refuse(code text, said text, named text) RETURNS int LANGUAGE plpgsql AS $$
      BEGIN
        IF named = '' THEN RAISE EXCEPTION USING ERRCODE = code, MESSAGE = said; END IF;
        RAISE EXCEPTION USING ERRCODE = code, MESSAGE = said, CONSTRAINT = named;
      END $$`),
  );
});
afterAll(() => db.$disconnect());

const refuse = (code: string, said: string, named: string) => Prisma.sql`SELECT refuse(${code}, ${said}, ${named})`;
const errorOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => "nothing was refused",
    (error: unknown) => error,
  );
/** Each way in which a use case asks the database. */
const ways = {
  "a query of Prisma": (sql: typeof Prisma.empty) => db.$queryRaw(sql),
  "a statement of Prisma": (sql: typeof Prisma.empty) => db.$executeRaw(sql),
  "a transaction of Prisma": (sql: typeof Prisma.empty) => transaction((tx) => tx.$queryRaw(sql), "service"),
  "a plain transaction": (sql: typeof Prisma.empty) => plainTransaction((tx) => tx.$queryRaw(sql), "service"),
};

describe.each(Object.entries(ways))("%s on a server whose messages are French", (_, ask) => {
  test.each(Object.entries(FRENCH))("says which constraint refuses a row (%s)", async (code, said) => {
    const error = await errorOf(ask(refuse(code, said, "note_said")));
    expect(refusalOfConstraint(error, { note_said: "slot-taken" })).toBe("slot-taken");
    expect(refusalOfConstraint(error, { note_other: "slot-taken" })).toBeUndefined();
    expect(isBusy(error)).toBe(false);
  });

  test("is asked to come again when a partition for its row was made meanwhile", async () => {
    const error = await errorOf(ask(refuse("23514", MOVED, "")));
    expect(isBusy(error)).toBe(true);
    expect(refusalOfConstraint(error, { "": "slot-taken" })).toBeUndefined();
  });

  test("may be sent again later when the server has no room or goes away, and at no other error", async () => {
    const isBusyFor = async (code: string, said: string) => [code, isBusy(await errorOf(ask(refuse(code, said, ""))))];
    for (const code of PASSING) expect(await isBusyFor(code, "aucun espace")).toEqual([code, true]);
    for (const code of WRONG) expect(await isBusyFor(code, "wrong")).toEqual([code, false]);
    expect(await isBusyFor("XX000", DISK_FULL)).toEqual(["XX000", true]);
  });
});

test.each(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034", "P2037"])(
  "Prisma's %s may be sent again later",
  (code) => {
    expect(isBusy(Object.assign(new Error("x"), { code }))).toBe(true);
  },
);

test("a role without further rights may connect as the application does", async () => {
  const name = new URL(url).pathname.slice(1);
  await asServer((client) => client.query(`CREATE ROLE ${name} LOGIN PASSWORD 'ordinary'`));
  const ordinary = Object.assign(new URL(url), { username: name, password: "ordinary" });
  const client = new pg.Client({ ...pool.options, connectionString: ordinary.href });
  await client.connect();
  expect((await client.query<{ one: number }>("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await client.end();
  await asServer((admin) => admin.query(`DROP ROLE ${name}`));
});
