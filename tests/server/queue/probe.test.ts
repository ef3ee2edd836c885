import { freshDatabase } from "#tests/support/database.ts";

test("the client reaches a fresh database", async () => {
  process.env["DATABASE_URL"] = await freshDatabase();
  const { db } = await import("#lib/server/db.ts");
  expect(await db.place.count()).toBe(0);
  await db.$disconnect();
});
