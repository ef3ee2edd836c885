import pg from "pg";
import type { Command, DatabaseCheck, Verdict } from "#scripts/checks/check.ts";
import { databaseClock } from "#scripts/checks/database-clock.ts";
import { migrations } from "#scripts/checks/migrations.ts";
import { serverVersion } from "#scripts/checks/server-version.ts";
import { olderServer } from "#scripts/database.ts";
import { environment } from "#lib/server/env.ts";
import { emptyDatabase, freshDatabase, ownerOf } from "#tests/support/database.ts";

const open: pg.Client[] = [];
afterEach(async () => {
  for (const client of open.splice(0)) await client.end();
});

const connected = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  open.push(client);
  await client.connect();
  return client;
};
const found = ({ run }: DatabaseCheck, client: pg.Client, command: Command = "doctor"): Promise<Verdict> =>
  run(client, { command, purpose: "production", environment, folder: "/nowhere" });

test("a database of this version passes every check", async () => {
  const client = await connected(ownerOf(await freshDatabase()));
  for (const check of [serverVersion, migrations, databaseClock])
    expect(await found(check, client)).toMatchObject({ state: "ok" });
});

test("Postgres 14 is refused with what to do, 15 is not", () => {
  expect(olderServer(140_012)).toMatch(
    /^DATABASE_URL leads to Postgres 14, and Permanences needs 15 or later\. Update/,
  );
  expect(olderServer(150_000)).toBeUndefined();
});

test("what is pending is counted for the doctor and passes before a start, and nothing is applied", async () => {
  const client = await connected(await emptyDatabase());
  expect(await found(migrations, client)).toMatchObject({
    state: "warning",
    says: expect.stringMatching(/^\d+ migrations are not applied yet: .* npm run migrate\.$/),
  });
  expect(await found(migrations, client, "start")).toMatchObject({ state: "ok" });
  expect((await client.query("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace")).rows).toEqual([]);
});

test.each([
  ["UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = $1", /has changed since it was applied/],
  [
    "UPDATE _prisma_migrations SET migration_name = '2099_later' WHERE migration_name = $1",
    /a newer version of Permanences made it/,
  ],
  ["UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1", /begun and not finished.*--applied/],
])("a history that is not that of the folder is a failure: %s", async (change, sentence) => {
  const client = await connected(ownerOf(await freshDatabase()));
  const { rows } = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at LIMIT 1",
  );
  await client.query(change, [rows[0]?.name]);
  expect(await found(migrations, client, "start")).toMatchObject({
    state: "failure",
    says: expect.stringMatching(sentence),
  });
});

test("a database that a newer version has changed is a warning when that one says that this one runs on it", async () => {
  const client = await connected(ownerOf(await freshDatabase()));
  await client.query(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, logs) VALUES ('later', 'later', '2099_later', now(), 'earlier-versions: run')",
  );
  for (const command of ["doctor", "start"] as const)
    expect(await found(migrations, client, command)).toMatchObject({
      state: "warning",
      says: expect.stringMatching(/^A newer version of Permanences has changed the database \(2099_later\)/),
    });
});

test("a clock of the database that is an hour behind is a warning", async () => {
  const client = await connected(ownerOf(await freshDatabase()));
  await client.query(
    "CREATE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT now() - interval ''1 hour'''",
  );
  await client.query("SET search_path = public, pg_catalog");
  expect(await found(databaseClock, client)).toMatchObject({
    state: "warning",
    says: expect.stringMatching(/^The clock of the database is 3[56]\d\d seconds behind that of this machine/),
  });
});
