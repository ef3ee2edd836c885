import { jest } from "@jest/globals";
import pg from "pg";
import { SECOND } from "#lib/time/instant.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { followedLine } from "#tests/server/live/follower.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let counts: typeof import("#lib/server/board-counts.ts");
let handing: typeof import("#lib/server/live/handed-board.ts");
/** Another process of the instance. It writes, and what it should notify is lost. */
let other: pg.Client;

/** The tasks that this process repeats, which the test runs instead of the time. */
let repeated: { readonly task: () => void; readonly every: number | undefined }[];

beforeAll(async () => {
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
  counts = await import("#lib/server/board-counts.ts");
  handing = await import("#lib/server/live/handed-board.ts");
  other = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await other.connect();
});
beforeEach(() => {
  repeated = [];
  jest.spyOn(globalThis, "setInterval").mockImplementation(((task: () => void, every?: number) => {
    repeated.push({ task, every });
    return { unref: () => undefined };
  }) as never);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await hub.closeAll();
});
afterAll(async () => {
  await other.end();
  await server.db.$disconnect();
});

/** Milliseconds between two checks (lib/server/live/hub.ts), one less than a follower may wait. */
const CHECK_EVERY = 4 * SECOND;
const checkVersions = (): void => repeated.filter(({ every }) => every === CHECK_EVERY).forEach(({ task }) => task());

/** An act of the other process, whose notice is lost. */
const actsElsewhere = (permanence: string): Promise<unknown> =>
  other.query(
    `WITH said AS (UPDATE permanence SET message = 'Pause' WHERE id = $1)
     UPDATE line SET version = version + 1 WHERE permanence_id = $1`,
    [permanence],
  );

test("the versions are checked every four seconds, so a lost notice costs a follower five at most", async () => {
  await followedLine(server, hub);
  expect(repeated.filter(({ every }) => every === CHECK_EVERY)).toHaveLength(1);
});

test("a change whose notice was lost reaches its followers by the next check", async () => {
  const { permanence, phone, first } = await followedLine(server, hub);
  await actsElsewhere(permanence);
  expect(phone.got).toEqual([first]);
  checkVersions();
  expect(await phone.board(({ message }) => message === "Pause")).toMatchObject({ version: first.version + 1 });
});

test("that the tablet is heard again reaches followers too, though the version is the same", async () => {
  const { permanence, phone, first } = await followedLine(server, hub);
  setTime(server, "9:10");
  hub.refreshAll();
  const silent = await phone.board(({ alive }) => !alive);
  await other.query("UPDATE line SET heard_at = $2 WHERE permanence_id = $1", [
    permanence,
    new Date(server.clock.now()),
  ]);
  checkVersions();
  const again = await phone.board(({ alive }, index) => alive && index > phone.got.indexOf(silent));
  expect(again.version).toBe(first.version);
});

test("one statement asks for the versions of all followed lines", async () => {
  const [one, two, three] = [
    await followedLine(server, hub),
    await followedLine(server, hub),
    await followedLine(server, hub),
  ];
  const statements = await statementsOf(async () => {
    checkVersions();
    await new Promise((resolve) => setImmediate(resolve));
  });
  expect(statements.filter((text) => text.includes("SELECT p.id, coalesce(l.version"))).toHaveLength(1);
  await actsElsewhere(two.permanence);
  checkVersions();
  await two.phone.board(({ message }) => message === "Pause");
  expect([one.phone.got, three.phone.got]).toEqual([[one.first], [three.first]]);
});

test("a process whose lines nobody follows asks nothing", async () => {
  const { phone } = await followedLine(server, hub);
  phone.stop();
  const statements = await statementsOf(async () => {
    checkVersions();
    await new Promise((resolve) => setImmediate(resolve));
  });
  expect(statements).toEqual([]);
});

test("while the answer to one check is awaited no other is asked", async () => {
  await followedLine(server, hub);
  const statements = await statementsOf(async () => {
    checkVersions();
    checkVersions();
    checkVersions();
    await new Promise((resolve) => setImmediate(resolve));
  });
  expect(statements.filter((text) => text.includes("SELECT p.id, coalesce(l.version"))).toHaveLength(1);
});

test("a check that the database does not answer is followed by the next one", async () => {
  const { permanence, phone } = await followedLine(server, hub);
  await actsElsewhere(permanence);
  const failing = jest.spyOn(server.db, "$queryRaw").mockReturnValueOnce(Promise.reject(new Error("lost")) as never);
  checkVersions();
  expect(failing).toHaveBeenCalledTimes(1);
  await new Promise((resolve) => setImmediate(resolve));
  checkVersions();
  await phone.board(({ message }) => message === "Pause");
});

test("a board that is only on its way when the versions are checked is awaited, and not computed twice", async () => {
  const { permanence, phone, first } = await followedLine(server, hub);
  await actsElsewhere(permanence);
  const before = counts.boardCounts();
  /** What waits for a board: the test runs it once the board has come. */
  const awaiting: (() => void)[] = [];
  const { setTimeout: later } = globalThis;
  const timers = jest.spyOn(globalThis, "setTimeout").mockImplementation(((task: () => void, milliseconds = 0) => {
    if (milliseconds < 100 || milliseconds > 200) return later(task, milliseconds);
    awaiting.push(task);
    return { unref: () => undefined };
  }) as never);
  checkVersions();
  while (awaiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
  timers.mockRestore();
  const board = { ...first, version: first.version + 1, message: "Pause" };
  await other.query("SELECT pg_notify('board', $1)", [
    handing.handedBoardToNotice(permanence, board, "another-process"),
  ]);
  await phone.board(({ message }) => message === "Pause");
  for (const task of awaiting) task();
  expect(counts.boardCounts()).toEqual({ ...before, handed: before.handed + 1 });
});
