import { withClient } from "#scripts/database.ts";
import { diffFromMigrations } from "#scripts/schema-diff.ts";
import { freshDatabase, ownerOf, serverUrl } from "#tests/support/database.ts";

test("the migrations lead to exactly what prisma/schema.prisma says; looking leaves no database behind and touches none", async () => {
  const rows = (url: string, sql: string): Promise<object[]> =>
    withClient(url, async (client) => (await client.query<object>(sql)).rows);
  const names = (): Promise<object[]> =>
    rows(`${serverUrl()}postgres`, "SELECT datname FROM pg_database WHERE datname LIKE 'shadow%' ORDER BY 1");
  const url = ownerOf(await freshDatabase());
  const before = await names();
  await rows(url, "DROP TABLE instance_clock");
  expect((await diffFromMigrations(url)).trim()).toBe("-- This is an empty migration.");
  expect(await names()).toEqual(before);
  expect(await rows(url, "SELECT to_regclass('instance_clock') IS NOT NULL AS found")).toEqual([{ found: false }]);
});
