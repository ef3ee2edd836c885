/** @long */
import pg from "pg";
import { databaseRoles } from "#scripts/checks/database-roles.ts";
import { extensions } from "#scripts/checks/extensions.ts";
import { withClient } from "#scripts/database.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { instant, instantOf } from "#lib/time/instant.ts";
import { asServer, serverUrl } from "#tests/support/database.ts";
import { identityOf, nameVisit } from "#tests/support/identities.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

/**
 * What an administrator makes by hand (docs/architecture.md#database-roles): two roles without further rights, and a
 * database of the first.
 */
const NAME = `ordinary_${process.pid}`;
const addressOf = (role: string, database = NAME): string =>
  Object.assign(new URL(serverUrl()), { pathname: `/${database}`, username: role, password: "ordinary" }).href;
const OWNER = `${NAME}_owner`;
const SERVING = NAME;
const both = { url: addressOf(SERVING), ownerUrl: addressOf(OWNER) };

let server: Server;

process.env["LOG_LEVEL"] = "silent";
beforeAll(async () => {
  await asServer(async (client) => {
    for (const role of [OWNER, SERVING]) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'ordinary'`);
    await client.query(`CREATE DATABASE ${NAME} OWNER ${OWNER}`);
  });
  const applied = await prepareDatabase(both, "test");
  expect(applied.length).toBeGreaterThan(0);
  server = await freshServer(both.url);
});
afterAll(async () => {
  await server.db.$disconnect();
  await asServer(async (client) => {
    for (const database of [NAME, `${NAME}_foreign`])
      await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    for (const role of [OWNER, SERVING]) await client.query(`DROP ROLE ${role}`);
  });
});

const refusal = (addresses: typeof both): Promise<string> =>
  prepareDatabase(addresses).then(
    () => "prepared",
    (error: Error) => error.message,
  );
const verdictOf = (check: typeof databaseRoles, { url, ownerUrl }: typeof both) =>
  withClient(ownerUrl, (client) =>
    check.run(client, {
      command: "doctor",
      purpose: "production",
      folder: "/nowhere",
      environment: { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl },
    }),
  );

test("a line is run, a number taken and a night erased, and every job is done", async () => {
  setTime(server, "9:05");
  const { opens, walksIn, does, permanence, visit: now, staff } = await neuhof(server);
  await opens();
  const visit = await walksIn();
  await nameVisit(server.db, visit, { name: "Fatima" });
  await does({ type: "call-next", desk: 1 });
  expect(await now(visit)).toMatchObject({ state: "called", number: 1 });
  const { takeNumber } = await import("#lib/server/queue/take-number.ts");
  expect(await takeNumber(staff, { permanence }, crypto.randomUUID())).toMatchObject({ ok: true });

  const { jobs } = await import("#lib/server/jobs/jobs.ts");
  // Rows of the months up to the one after the migrations ran are in one partition, which is kept until the last of
  // them is over.
  const [last] = await server.db.$queryRaw<{ over: Date }[]>`SELECT now() + interval '30 months' AS over`;
  const nights = [instantOf("2026-11-25T03:00:00+01:00"), instantOf("2027-03-01T03:00:00+01:00")];
  for (const at of [...nights, instant(last!.over.getTime())]) for (const { does: doJob } of jobs) await doJob(at);
  expect(await identityOf(server.db, visit)).toBeNull();
  expect(await server.db.queueEvent.count({ where: { permanenceId: permanence } })).toBe(0);
});

test("its queue is opened without a right to create anything", async () => {
  const { openJobQueue } = await import("#lib/server/jobs/job-queue.ts");
  let done = (): void => undefined;
  const wasDone = new Promise<void>((resolve) => (done = resolve));
  const queue = await openJobQueue([
    { name: "tried", isDue: () => Promise.resolve(true), does: () => Promise.resolve(done()) },
  ]);
  await queue.put({ name: "tried", isDue: () => Promise.resolve(true), does: () => Promise.resolve() });
  await wasDone;
  await queue.close();
});

test("its queue is left to the owner to create: where there is none it is not opened", async () => {
  const { openJobQueue } = await import("#lib/server/jobs/job-queue.ts");
  const rename = (from: string, to: string) =>
    withClient(both.ownerUrl, (client) => client.query(`ALTER SCHEMA ${from} RENAME TO ${to}`));
  await rename("pgboss", "aside");
  await expect(openJobQueue([])).rejects.toThrow(/not installed/);
  await rename("aside", "pgboss");
});

test("the doctor finds the two roles and the extensions in order", async () => {
  expect(await verdictOf(databaseRoles, both)).toEqual({
    state: "ok",
    says: `The role ${OWNER} owns the tables, and ${SERVING} serves.`,
  });
  expect(await verdictOf(extensions, both)).toMatchObject({ state: "ok" });
});

test("what an administrator keeps in the same database is left alone, and the doctor says nothing about it", async () => {
  const asAdmin = <Value>(work: (client: pg.Client) => Promise<Value>): Promise<Value> =>
    withClient(`${serverUrl()}${NAME}`, work);
  const found = (client: pg.Client) =>
    client.query(
      "SELECT oid, relname, relacl::text AS acl FROM pg_class WHERE relname LIKE 'of_admin%' UNION SELECT oid, proname, proacl::text FROM pg_proc WHERE proname LIKE 'of_admin%' ORDER BY 2",
    );
  const before = await asAdmin(async (client) => {
    // As PostGIS makes spatial_ref_sys: a table of the administrator that belongs to an extension.
    await client.query(`CREATE TABLE of_admin_extension (srid integer);
      ALTER EXTENSION btree_gist ADD TABLE of_admin_extension;
      CREATE TABLE of_admin (id serial PRIMARY KEY);
      CREATE TABLE of_admin_given (id integer);
      CREATE VIEW of_admin_view AS SELECT 1 AS one;
      CREATE FUNCTION of_admin_function() RETURNS integer SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';
      REVOKE EXECUTE ON FUNCTION of_admin_function() FROM PUBLIC;
      GRANT SELECT ON of_admin_given, of_admin_view TO ${SERVING}`);
    return (await found(client)).rows;
  });
  try {
    expect(await refusal(both)).toBe("prepared");
    expect(await verdictOf(databaseRoles, both)).toEqual({
      state: "ok",
      says: `The role ${OWNER} owns the tables, and ${SERVING} serves.`,
    });
    const alone = { url: both.url, ownerUrl: both.url };
    expect(await verdictOf(databaseRoles, alone)).toMatchObject({ state: "ok" });
    expect(await asAdmin(async (client) => (await found(client)).rows)).toEqual(before);
  } finally {
    await asAdmin((client) =>
      client.query(
        "ALTER EXTENSION btree_gist DROP TABLE of_admin_extension; DROP VIEW of_admin_view; DROP FUNCTION of_admin_function; DROP TABLE of_admin_extension, of_admin, of_admin_given",
      ),
    );
  }
});

test("the doctor names each table of the product that another role owns, with the command that gives it back, and then all is in order", async () => {
  const asAdmin = (sql: string) => withClient(`${serverUrl()}${NAME}`, (client) => client.query(sql));
  const partition = "queue_command_default";
  const { rows } = await asAdmin("SELECT current_user AS role");
  const admin = (rows[0] as { role: string }).role;
  await asAdmin(
    `ALTER TABLE queue_event OWNER TO ${SERVING}; REVOKE ALL ON queue_event FROM ${SERVING}; ALTER TABLE place OWNER TO ${admin}; ALTER TABLE ${partition} OWNER TO ${admin}`,
  );
  const sql = ["place", partition, "queue_event"].map((table) => `ALTER TABLE ${table} OWNER TO ${OWNER}`).join("; ");
  for (const addresses of [both, { url: both.url, ownerUrl: both.url }])
    expect(await verdictOf(databaseRoles, addresses)).toEqual({
      state: "warning",
      says: `The role ${OWNER} does not own place (of ${admin}), ${partition} (of ${admin}), queue_event (of ${SERVING}), and can neither migrate them nor give rights on them: let an administrator of the server run psql -d ${NAME} -c '${sql}', then start again.`,
    });
  await asAdmin(sql);
  expect(await refusal(both)).toBe("prepared");
  expect(await verdictOf(databaseRoles, both)).toMatchObject({ state: "ok" });
});

test("without the owner's address nothing is changed, and a migration that is not applied is refused with what to do", async () => {
  const alone = { url: both.url, ownerUrl: both.url };
  expect(await refusal(alone)).toBe("prepared");
  expect(await verdictOf(databaseRoles, alone)).toMatchObject({
    state: "ok",
    says: expect.stringContaining("owns no table"),
  });
  await withClient(both.ownerUrl, async (client) => {
    const { rows } = await client.query<{ migration_name: string }>(
      "SELECT migration_name FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1",
    );
    const last = [rows[0]?.migration_name];
    await client.query(
      "UPDATE _prisma_migrations SET migration_name = migration_name || '-' WHERE migration_name = $1",
      last,
    );
    await client.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1 || '-'", last);
    await client.query("CREATE TABLE kept AS SELECT * FROM _prisma_migrations WHERE migration_name = $1 || '-'", last);
    await client.query("DELETE FROM _prisma_migrations WHERE migration_name = $1 || '-'", last);
    expect(await refusal(alone)).toMatch(
      /^1 migration is not applied, .* set DATABASE_OWNER_URL .* npm run migrate\.$/,
    );
    await client.query("INSERT INTO _prisma_migrations SELECT * FROM kept");
    await client.query(
      "UPDATE _prisma_migrations SET migration_name = $1, rolled_back_at = NULL WHERE migration_name = $1 || '-'",
      last,
    );
    await client.query("DROP TABLE kept");
  });
  expect(await refusal(alone)).toBe("prepared");
});

test("a database in which the owner may not create an extension is refused with the command of the administrator, and then works", async () => {
  const foreign = `${NAME}_foreign`;
  const addresses = { url: addressOf(SERVING, foreign), ownerUrl: addressOf(OWNER, foreign) };
  await asServer((client) => client.query(`CREATE DATABASE ${foreign}`));
  const admin = new pg.Client({ connectionString: `${serverUrl()}${foreign}` });
  await admin.connect();
  await admin.query(`GRANT CREATE ON SCHEMA public TO ${OWNER}`);
  const sentence = `The database lacks the extension btree_gist, and the role ${OWNER} may not create it: let an administrator of the server run psql -d ${foreign} -c 'CREATE EXTENSION btree_gist', then start again.`;
  expect(await refusal(addresses)).toBe(sentence);
  expect(await verdictOf(extensions, addresses)).toEqual({ state: "failure", says: sentence });
  // With the relations of an extension in it, such as those of PostGIS, a database is still an empty one.
  await admin.query("CREATE EXTENSION btree_gist");
  await admin.query("CREATE EXTENSION pg_stat_statements");
  await admin.query("CREATE TABLE spatial_ref_sys (srid integer)");
  await admin.query("ALTER EXTENSION pg_stat_statements ADD TABLE spatial_ref_sys");
  await admin.query(`GRANT CREATE ON DATABASE ${foreign} TO ${OWNER}`);
  await admin.end();
  expect(await refusal(addresses)).toBe("prepared");
  // The schema is the administrator's, so nobody but them can give a right on it; everybody has what serving needs.
  expect(await verdictOf(databaseRoles, addresses)).toMatchObject({ state: "ok" });
});
