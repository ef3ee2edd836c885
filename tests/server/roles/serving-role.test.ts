import { randomUUID } from "node:crypto";
import { readFileSync, globSync } from "node:fs";
import pg from "pg";
import { EXTENSIONS } from "#scripts/extensions.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { ownerOf } from "#tests/support/database.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let url: string;
/** Connected as the application is. */
let serving: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  server = await freshServer();
  url = process.env["DATABASE_URL"] ?? "";
  serving = new pg.Client({ connectionString: url });
  owner = new pg.Client({ connectionString: ownerOf() });
  await Promise.all([serving.connect(), owner.connect()]);
  const line = await neuhof(server);
  await line.opens();
  await line.walksIn();
  await server.db.journalEntry.create({
    data: {
      organisationId: line.organisation.id,
      actor: "anonymous",
      act: "tried",
      data: {},
      at: new Date("2026-11-24T09:00:00Z"),
    },
  });
});
afterAll(async () => {
  await Promise.all([serving.end(), owner.end(), server.db.$disconnect()]);
});

/** How the database answers the serving role: the SQLSTATE of its refusal, or how many rows it has changed. */
const tries = (sql: string): Promise<string | number | null> =>
  serving.query(sql).then(
    ({ rowCount }) => rowCount,
    (error: pg.DatabaseError) => error.code ?? "",
  );
const REFUSED = "42501";

describe("whoever takes over the connection of the application", () => {
  test.each(["queue_event", "journal"])("cannot change or take away what stands in %s", async (table) => {
    const before = (await owner.query(`SELECT * FROM ${table} ORDER BY id`)).rows;
    expect(before.length).toBeGreaterThan(0);
    const { rows } = await owner.query<{ name: string }>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass",
      [table],
    );
    for (const name of [table, ...rows.map((row) => row.name)])
      for (const act of [
        `ALTER TABLE ${name} DISABLE TRIGGER ALL`,
        `ALTER TABLE ${name} DISABLE TRIGGER ${table}_append_only`,
        `DELETE FROM ${name}`,
        `UPDATE ${name} SET actor = 'nobody'`,
        `TRUNCATE ${name}`,
        `DROP TABLE ${name}`,
        `DROP TRIGGER ${table}_append_only ON ${name}`,
        `CREATE RULE swallow AS ON INSERT TO ${name} DO INSTEAD NOTHING`,
        `SET session_replication_role = replica`,
      ])
        expect([act, await tries(act)]).toEqual([act, REFUSED]);
    expect((await owner.query(`SELECT * FROM ${table} ORDER BY id`)).rows).toEqual(before);
  });

  test("empties, changes or drops no table, and makes none", async () => {
    for (const act of [
      "TRUNCATE visit CASCADE",
      "DELETE FROM visit",
      "DELETE FROM user_account",
      "ALTER TABLE visit DROP CONSTRAINT visit_number_unique",
      "DROP TABLE permanence CASCADE",
      "CREATE TABLE mine ()",
      "CREATE FUNCTION present_moment(asked timestamp) RETURNS timestamp LANGUAGE sql AS 'SELECT asked'",
      "CREATE OR REPLACE FUNCTION present_moment(asked timestamptz) RETURNS timestamptz LANGUAGE sql AS 'SELECT asked'",
      "UPDATE _prisma_migrations SET checksum = ''",
      "CREATE TABLE pgboss.mine ()",
      "TRUNCATE pgboss.job",
    ])
      expect([act, await tries(act)]).toEqual([act, REFUSED]);
  });

  test("erases no name that is not due, whether row by row or a day at once", async () => {
    await prepareDatabase({ url, ownerUrl: ownerOf() }, "production");
    const visit = randomUUID();
    await owner.query(
      "INSERT INTO visit_identity (day, visit_id, erase_at, name) VALUES (current_date, $1, now() + interval '1 hour', 'Fatima')",
      [visit],
    );
    const { rows } = await owner.query<{ part: string }>(
      "SELECT tableoid::regclass::text AS part FROM visit_identity WHERE visit_id = $1",
      [visit],
    );
    const part = rows[0]?.part ?? "";
    expect(await tries("DELETE FROM visit_identity")).toBe(REFUSED);
    expect(await tries(`TRUNCATE ${part}`)).toBe(REFUSED);
    for (const act of [
      `erase_identities('${part}', '2099-01-01')`,
      `delete_due_identities('${part}', '2099-01-01', 99)`,
    ])
      expect((await serving.query<{ erased: number }>(`SELECT ${act} AS erased`)).rows).toEqual([{ erased: 0 }]);
    for (const act of [`empty_partition('${part}', '2099-01-01')`, `drop_partition('${part}', '2099-01-01')`])
      expect([act, await tries(`SELECT ${act}`)]).toEqual([act, REFUSED]);
    for (const table of ["visit", "visit_identity", "appointment_contact_default"])
      for (const act of [`erase_identities('${table}', now())`, `delete_due_identities('${table}', now(), 99)`])
        expect([act, await tries(`SELECT ${act}`)]).toEqual([act, REFUSED]);
    expect((await owner.query("SELECT 1 FROM visit_identity WHERE visit_id = $1", [visit])).rowCount).toBe(1);
    await prepareDatabase({ url, ownerUrl: ownerOf() }, "test");
  });
});

describe("the rights of the serving role", () => {
  const rightsOn = async (table: string): Promise<readonly string[]> => {
    const { rows } = await owner.query<{ right: string }>(
      "SELECT privilege_type AS right FROM pg_class, aclexplode(relacl) WHERE oid = $1::regclass AND grantee = $2::regrole ORDER BY 1",
      [table, new URL(url).username],
    );
    return rows.map(({ right }) => right);
  };

  test("a table that a later migration makes needs no further step", async () => {
    await owner.query("CREATE TABLE later (id bigserial PRIMARY KEY, text text)");
    expect(await tries("INSERT INTO later (text) VALUES ('a')")).toBe(REFUSED);
    await prepareDatabase({ url, ownerUrl: ownerOf() });
    for (const act of ["INSERT INTO later (text) VALUES ('a')", "UPDATE later SET text = 'b'", "DELETE FROM later"])
      expect([act, await tries(act)]).toEqual([act, 1]);
    expect(await tries("TRUNCATE later")).toBe(REFUSED);
    await owner.query("DROP TABLE later");
  });

  test("a table of an extension is not the product's, even where its owner is the same", async () => {
    await owner.query("CREATE TABLE of_extension (id integer); ALTER EXTENSION btree_gist ADD TABLE of_extension");
    await prepareDatabase({ url, ownerUrl: ownerOf() });
    expect(await rightsOn("of_extension")).toEqual([]);
    await owner.query("ALTER EXTENSION btree_gist DROP TABLE of_extension; DROP TABLE of_extension");
  });

  test("a right that somebody gave beside them is taken back, and a second run changes nothing", async () => {
    const name = new URL(url).username;
    await owner.query(
      `GRANT ALL ON queue_event, queue_event_default TO ${name}; GRANT CREATE ON SCHEMA public TO ${name}`,
    );
    expect(await tries("CREATE TABLE mine ()")).not.toBe(REFUSED);
    await owner.query("DROP TABLE mine");
    await prepareDatabase({ url, ownerUrl: ownerOf() });
    expect(await rightsOn("queue_event")).toEqual(["INSERT", "SELECT"]);
    expect(await rightsOn("queue_event_default")).toEqual([]);
    expect(await tries("CREATE TABLE mine ()")).toBe(REFUSED);
    const written = async () =>
      (
        await owner.query(
          "SELECT xmin::text, oid FROM pg_class UNION ALL SELECT xmin::text, oid FROM pg_proc UNION ALL SELECT xmin::text, oid FROM pg_namespace ORDER BY 2, 1",
        )
      ).rows;
    const before = await written();
    await prepareDatabase({ url, ownerUrl: ownerOf() });
    expect(await written()).toEqual(before);
  });
});

test("every function that runs with the rights of its owner fixes where it looks for names, and is not everybody's", async () => {
  const { rows } = await owner.query<{ name: string; path: string; everybody: boolean }>(
    `SELECT proname AS name, coalesce(array_to_string(proconfig, ' '), '') AS path, proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0) AS everybody
     FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { name, path, everybody } of rows)
    expect([name, path, everybody]).toEqual([name, expect.stringMatching(/^search_path=public, pg_temp( |$)/), false]);
});

test("the extensions that are looked for are those that the migrations create", () => {
  const created = globSync("prisma/migrations/*/migration.sql").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/CREATE EXTENSION (?:IF NOT EXISTS )?(\w+)/g)].map(([, name]) => name),
  );
  expect(EXTENSIONS).toEqual([...new Set(created)]);
});
