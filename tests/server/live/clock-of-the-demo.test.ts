/** @zones */
import { freshDatabase } from "#tests/support/database.ts";

test("outside tests nobody sets the clock: the address does not exist", async () => {
  process.env["DATABASE_URL"] = await freshDatabase();
  process.env["APP_ENV"] = "demo";
  const { POST } = await import("#app/api/test/clock/route.ts");
  const { clock } = await import("#lib/server/clock.ts");
  const { db } = await import("#lib/server/db.ts");
  const answer = await POST(
    new Request("http://localhost:3000/api/test/clock", {
      method: "POST",
      body: `{"now":"2020-01-01T00:00:00Z"}`,
      headers: { "content-type": "application/json" },
    }),
  );
  expect(answer.status).toBe(404);
  expect(clock.offset()).toBe(0);
  const { followClock } = await import("#lib/server/live/follow-clock.ts");
  await db.instanceClock.create({ data: { id: 1, offsetMs: 60_000 } });
  await followClock();
  expect(clock.offset()).toBe(0);
  await db.$disconnect();
});
