/** @zones */
import { eventually } from "#tests/support/eventually.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { follower } from "./follower.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let clockRoute: typeof import("#app/api/test/clock/route.ts");

beforeAll(async () => {
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
  clockRoute = await import("#app/api/test/clock/route.ts");
});
afterEach(() => hub.closeAll());
afterAll(() => server.db.$disconnect());

const sets = (now: string, headers: Record<string, string> = {}): Promise<Response> =>
  clockRoute.POST(
    new Request("http://localhost:3000/api/test/clock", {
      method: "POST",
      body: JSON.stringify({ now }),
      headers: { "content-type": "application/json", ...headers },
    }),
  );

test("the clock of a test instance is set in this process and stored for the others", async () => {
  expect((await sets("2026-11-24T11:00:00+01:00")).status).toBe(200);
  expect(server.clock.now() - at("11:00")).toBeLessThan(60_000);
  const row = await server.db.instanceClock.findUniqueOrThrow({ where: { id: 1 } });
  expect(Number(row.offsetMs)).toBe(server.clock.offset());
});

test("a process follows the clock that was set elsewhere, and sends its followers a new board", async () => {
  const { permanence } = await neuhof(server);
  const phone = await follower(hub, permanence);
  const offset = at("12:00") - (server.clock.now() - server.clock.offset());
  await server.db.instanceClock.upsert({
    where: { id: 1 },
    create: { id: 1, offsetMs: offset },
    update: { offsetMs: offset },
  });
  await server.db.$queryRaw`SELECT pg_notify('clock', '')::text`;
  const board = await phone.board(({ asOf }) => asOf >= at("12:00"));
  expect(board.asOf - at("12:00")).toBeLessThan(60_000);
});

test("a process whose connection was lost while the clock was set elsewhere follows it once it listens again", async () => {
  const { permanence } = await neuhof(server);
  await follower(hub, permanence);
  const offset = at("14:00") - (server.clock.now() - server.clock.offset());
  await server.db.instanceClock.update({ where: { id: 1 }, data: { offsetMs: offset } });
  await server.db
    .$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'postgres.js'`;
  await eventually(() => server.clock.offset(), offset);
});

test("an invalid time does not set the clock", async () => {
  const before = server.clock.offset();
  expect((await sets("tomorrow")).status).toBe(400);
  expect((await sets("2026-11-24T11:00:00")).status).toBe(400);
  expect(server.clock.offset()).toBe(before);
});

test("the process is healthy when its database answers", async () => {
  const { GET } = await import("#app/healthz/route.ts");
  const answer = await GET(new Request("http://localhost:3000/healthz"));
  // An update waits for the build of the new version.
  expect(answer.headers.get("Answered-By-Build")).toMatch(/./);
  expect([answer.status, await answer.json()]).toEqual([200, { status: "ok", database: "answers" }]);
});
