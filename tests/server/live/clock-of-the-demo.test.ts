/** @zones */
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

test("outside tests the address that sets the clock does not exist", async () => {
  const { db, clock } = await serverOnFreshDatabase({ APP_ENV: "demo" });
  const { POST } = await import("#app/api/test/clock/route.ts");
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
