/** @long */
import { jest } from "@jest/globals";
import { makeDatabase } from "#scripts/database.ts";
import { migrateDatabase } from "#scripts/migrate-database.ts";
import { instantOf } from "#lib/time/instant.ts";
import { startKillableServer, type KillableServer } from "#tests/support/killable-server.ts";
import { readEvents, type StreamEvent } from "./stream-events.ts";
import { freshServer, neuhof, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let database: KillableServer;
let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let watching: typeof import("#lib/server/database-watch.ts");
let streamBoard: typeof import("#lib/server/live/stream-board.ts").streamBoard;
let line: Neuhof;
let end: () => void;

beforeAll(async () => {
  database = await startKillableServer();
  await makeDatabase(database.serverUrl, "permanences");
  await migrateDatabase(`${database.serverUrl}permanences`);
  server = await freshServer(`${database.serverUrl}permanences`);
  hub = await import("#lib/server/live/hub.ts");
  watching = await import("#lib/server/database-watch.ts");
  ({ streamBoard } = await import("#lib/server/live/stream-board.ts"));
  end = watching.watchDatabase();
  line = await neuhof(server);
  await line.opens();
  await line.walksIn();
});
// The listener begins its own repeated checks before a test takes those of a stream.
beforeEach(() => hub.startListening());
afterEach(() => hub.closeAll());
afterAll(async () => {
  end();
  await server.db.$disconnect();
  await database.stop();
});

/**
 * Follows the line. `beatIsDue`: the stream does what it repeats, `isOld`: what it does at the end of its life, which
 * both otherwise wait for the clock. `isOld` answers in how many milliseconds its life ends again; undefined when it
 * has ended.
 */
function follows() {
  let repeated: () => void = () => undefined;
  let last: () => void = () => undefined;
  const plans = jest.spyOn(globalThis, "setTimeout");
  const repeats = jest.spyOn(globalThis, "setInterval").mockImplementation(((act: () => void) => {
    repeated = act;
    return { unref: () => undefined };
  }) as never);
  const leaving = new AbortController();
  const stream = streamBoard(line.permanence, "Europe/Paris", leaving.signal);
  repeats.mockRestore();
  for (const [act, after = 0] of plans.mock.calls) if (after > 60_000) last = act as () => void;
  plans.mockRestore();
  const isOld = (): number | undefined => {
    const again = jest.spyOn(globalThis, "setTimeout");
    last();
    const [[act, after] = []] = again.mock.calls;
    again.mockRestore();
    if (act) last = act as () => void;
    return after;
  };
  return { ...readEvents(stream), leave: () => leaving.abort(), beatIsDue: () => repeated(), isOld };
}
const momentIn = ({ data = "" }: StreamEvent): number => instantOf(data);

test.each([
  ["killed", () => database.kill(), () => database.start()],
  ["frozen", () => database.freeze(), () => database.thaw()],
])(
  "when the database is %s, every follower is told since when, no beat pretends life, and the board comes again with its return",
  async (_, fails, returns) => {
    const followers = [follows(), follows(), follows()];
    const boards = await Promise.all(followers.map(({ until }) => until("board")));
    const before = server.clock.now();
    await fails();
    const told = await Promise.all(followers.map(({ until }) => until("blind")));
    for (const { event } of told) expect(momentIn(event)).toBeLessThanOrEqual(server.clock.now());
    expect(new Set(told.map(({ event }) => event.data)).size).toBe(1);
    expect(momentIn(told[0]!.event)).toBeGreaterThanOrEqual(before - 2_000);
    // It says so again instead of a beat, to those too who came late.
    for (const { next, beatIsDue } of followers) {
      beatIsDue();
      expect(await next()).toEqual(told[0]!.event);
    }
    await returns();
    const again = await Promise.all(followers.map(({ until }) => until("board")));
    expect(again.map(({ event }) => event.id)).toEqual(boards.map(({ event }) => event.id));
    expect(again.flatMap(({ before: between }) => between)).not.toContain("beat");
    for (const { until, leave, beatIsDue } of followers) {
      beatIsDue();
      await until("beat");
      leave();
    }
  },
);

test("no stream ends of old age while the database is lost: its reader would be refused and told nothing", async () => {
  const { until, next, done, beatIsDue, isOld } = follows();
  await until("board");
  await database.kill();
  const { event } = await until("blind");
  const { GET } = await import("#app/api/v1/permanences/[id]/live/route.ts");
  const refused = await GET(new Request("http://localhost:3000/api"), {
    params: Promise.resolve({ id: line.permanence }),
  });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, "busy"]);
  const ends = Array.from({ length: 60 }, isOld);
  beatIsDue();
  expect(await next()).toEqual(event);
  await database.start();
  await until("board");
  // Nor do all end in the moment of its return: each gets up to two minutes more, by chance.
  beatIsDue();
  expect((await next()).event).toBe("beat");
  expect(Math.min(...ends.map((after = NaN) => after))).toBeLessThan(30_000);
  expect(Math.max(...ends.map((after = NaN) => after))).toBeGreaterThan(90_000);
  expect(Math.max(...ends.map((after = NaN) => after))).toBeLessThanOrEqual(120_000);
  expect(isOld()).toBeUndefined();
  expect(await next()).toEqual({ retry: "1000" });
  expect(await done()).toBe(true);
});

test("what was done while nobody saw is in the first board after it", async () => {
  const { until, leave } = follows();
  await until("board");
  await database.kill();
  await until("blind");
  await database.start();
  await line.walksIn();
  const waiting = async (): Promise<number> =>
    (JSON.parse((await until("board")).event.data ?? "{}") as { waiting: number }).waiting;
  while ((await waiting()) !== 2);
  leave();
});
