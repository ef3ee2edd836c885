import { withClient } from "#scripts/database.ts";
import { migrateDatabase } from "#scripts/migrate-database.ts";
import { diffFromMigrations } from "#scripts/schema-engine.ts";
import { asServer, freshDatabase, serverUrl } from "#tests/support/database.ts";

test("the migrations lead to exactly what prisma/schema.prisma says", async () => {
  expect((await diffFromMigrations(`${serverUrl()}postgres`)).trim()).toBe("-- This is an empty migration.");
});

test("looking for a difference leaves no database behind and touches none", async () => {
  const names = (): Promise<unknown> =>
    asServer(
      async (client) =>
        (await client.query("SELECT datname FROM pg_database WHERE datname LIKE 'shadow%' ORDER BY 1")).rows,
    );
  const [url, before] = [await freshDatabase(), await names()];
  await withClient(url, (client) => client.query("DROP TABLE instance_clock"));
  await diffFromMigrations(url);
  expect(await names()).toEqual(before);
  const { rows } = await withClient(url, (client) => client.query("SELECT to_regclass('instance_clock') AS found"));
  expect(rows).toEqual([{ found: null }]);
});

test("a database that is up to date is left as it is", async () => {
  expect(await migrateDatabase(await freshDatabase())).toEqual([]);
});

test("two commands started together migrate once", async () => {
  const name = `empty_${process.pid}_${process.hrtime.bigint()}`;
  await asServer((client) => client.query(`CREATE DATABASE ${name}`));
  const applied = await Promise.all([migrateDatabase(serverUrl() + name), migrateDatabase(serverUrl() + name)]);
  expect(applied.map(({ length }) => length > 0).sort()).toEqual([false, true]);
});
