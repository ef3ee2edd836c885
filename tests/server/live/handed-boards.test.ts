import { jest } from "@jest/globals";
import pg from "pg";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { eventually } from "#tests/support/eventually.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { followedLine } from "./follower.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let handing: typeof import("#lib/server/live/notices.ts");
let counts: typeof import("#lib/server/board-counts.ts");
let reading: typeof import("#lib/server/queue/read-boards.ts");

/** The connection of another process of the instance, and the notices that it received. */
let other: pg.Client;
const notices: { readonly channel: string; readonly payload: string }[] = [];

beforeAll(async () => {
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
  handing = await import("#lib/server/live/notices.ts");
  counts = await import("#lib/server/board-counts.ts");
  reading = await import("#lib/server/queue/read-boards.ts");
  other = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await other.connect();
  other.on("notification", ({ channel, payload = "" }) => notices.push({ channel, payload }));
  await other.query("LISTEN announced; LISTEN permanence; LISTEN board");
});
afterEach(async () => {
  jest.restoreAllMocks();
  await hub.closeAll();
});
afterAll(async () => {
  await other.end();
  await server.db.$disconnect();
});

const OTHER = "another-process";

/** The notices about one permanence so far; those of a change come in one transaction. */
const noticesOf = (permanence: string) => notices.filter(({ payload }) => payload.includes(permanence));

/** An act of the other process: its rows and notices, and how it hands on a board. */
const changesElsewhere = (permanence: string, announced = true): Promise<unknown> =>
  other.query(
    `WITH said AS (UPDATE permanence SET message = 'Pause' WHERE id = $1),
     changed AS (UPDATE line SET version = version + 1 WHERE permanence_id = $1 RETURNING permanence_id AS id, version)
     SELECT ${announced ? "pg_notify('announced', id || ' ' || version)," : ""} pg_notify('permanence', id::text) FROM changed`,
    [permanence],
  );
const handsOn = (permanence: string, board: LiveBoard, sender = OTHER): Promise<unknown> =>
  other.query("SELECT pg_notify('board', $1)", [handing.handedBoardToNotice(permanence, board, sender)]);

test("an act announces the version of its board before its notice, and hands the board on, once", async () => {
  const { permanence, walksIn } = await followedLine(server, hub);
  await eventually(() => noticesOf(permanence).some(({ channel }) => channel === "board"), true);
  notices.length = 0;
  const { rows, act } = counts.boardCounts();
  await walksIn();
  await eventually(() => noticesOf(permanence).length, 3);
  const [announced, changed] = noticesOf(permanence).filter(({ channel }) => channel !== "board");
  expect([announced?.channel, changed?.channel]).toEqual(["announced", "permanence"]);
  const board = noticesOf(permanence).find(({ channel }) => channel === "board");
  const handed = handing.handedBoardOf(board?.payload ?? "", OTHER);
  expect(announced?.payload).toBe(`${permanence} ${handed?.version}`);
  expect(handed?.read()).toEqual(await reading.readBoard(permanence));
  expect(counts.boardCounts()).toMatchObject({ act: act + 1, rows });
});

test("a board that another process hands on is shown, and none is computed for it", async () => {
  const { permanence, phone, first } = await followedLine(server, hub);
  const before = counts.boardCounts();
  await changesElsewhere(permanence);
  await handsOn(permanence, { ...first, version: first.version + 1, message: "Pause" });
  const shown = await phone.board(({ message }) => message === "Pause");
  expect(shown).toEqual({ ...first, version: first.version + 1, message: "Pause" });
  expect(await reading.readBoard(permanence)).toBe(shown);
  expect(counts.boardCounts()).toEqual({ ...before, handed: before.handed + 1 });
});

test("a board that was handed on is read with one statement, also of a line that nobody follows here", async () => {
  const { permanence, opens } = await neuhof(server);
  await opens();
  const board = await reading.readBoard(permanence);
  await hub.startListening();
  await changesElsewhere(permanence);
  const { handed } = counts.boardCounts();
  await handsOn(permanence, { ...board!, version: board!.version + 1, waiting: 7 });
  await eventually(() => counts.boardCounts().handed, handed + 1);
  const statements = await statementsOf(async () =>
    expect(await reading.readBoard(permanence)).toMatchObject({ waiting: 7 }),
  );
  expect(statements).toHaveLength(1);
});

test("an announced board that nobody hands on is computed here", async () => {
  const { permanence, phone } = await followedLine(server, hub);
  await changesElsewhere(permanence);
  expect(await phone.board(({ message }) => message === "Pause")).toMatchObject({ waiting: 1 });
});

test("for a change without an announcement the board is computed at once, without waiting for one", async () => {
  const { permanence, phone } = await followedLine(server, hub);
  const timers = jest.spyOn(globalThis, "setTimeout");
  await changesElsewhere(permanence, false);
  await phone.board(({ message }) => message === "Pause");
  const waits = timers.mock.calls.filter(([, milliseconds = 0]) => milliseconds >= 100 && milliseconds <= 200);
  expect(waits).toEqual([]);
});

test("a board of another minute, in another form or not readable is not used: the board is computed here", async () => {
  const { permanence, phone, first } = await followedLine(server, hub);
  const next = { ...first, version: first.version + 1, message: "handed on" };
  const notice = handing.handedBoardToNotice(permanence, next, OTHER) ?? "";
  await handsOn(permanence, { ...next, asOf: instant(first.asOf - 61 * SECOND) });
  await other.query("SELECT pg_notify('board', $1)", [notice.replace(/^\d+/, "0")]);
  await other.query("SELECT pg_notify('board', $1)", [notice.replace(/ \S+$/, " AAAA")]);
  await changesElsewhere(permanence);
  expect(await phone.board(({ version }) => version === next.version)).toMatchObject({ message: "Pause" });
});

test("within a minute a followed board is computed anew and handed on, unless another process did it first", async () => {
  const ticks: { readonly act: () => void; readonly every: number | undefined }[] = [];
  const faked = jest.spyOn(globalThis, "setInterval").mockImplementation(((act: () => void, every?: number) => {
    ticks.push({ act, every });
    return { unref: () => undefined };
  }) as never);
  const { permanence, phone, first } = await followedLine(server, hub);
  faked.mockRestore();
  const tick = (): void => ticks.filter(({ every }) => every === SECOND).forEach(({ act }) => act());
  const { rows } = counts.boardCounts();
  tick();
  await reading.readBoard(permanence);
  expect(counts.boardCounts().rows).toBe(rows);

  const minute = (seconds: number): void =>
    server.clock.move(first.asOf + seconds * SECOND - (server.clock.now() - server.clock.offset()));
  minute(54);
  tick();
  const second = await phone.board(({ asOf }) => asOf > first.asOf);
  expect(second.version).toBe(first.version);
  await eventually(
    () =>
      noticesOf(permanence)
        .filter(({ channel }) => channel === "board")
        .at(-1)
        ?.payload.includes(` ${second.asOf} `),
    true,
  );

  minute(2 * 54 + 5);
  await handsOn(permanence, { ...second, asOf: server.clock.now(), message: "refreshed elsewhere" });
  await phone.board(({ message }) => message === "refreshed elsewhere");
  const computed = counts.boardCounts().rows;
  tick();
  expect(await reading.readBoard(permanence)).toMatchObject({ message: "refreshed elsewhere" });
  expect(counts.boardCounts().rows).toBe(computed);
});

test("an act in a transaction that goes on to change the line is shown as the rows are at its end", async () => {
  const { permanence, phone, staff, booked } = await followedLine(server, hub);
  const { checkIn } = await import("#lib/server/queue/check-in.ts");
  const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
  const { secretOf } = await import("#lib/server/secrets.ts");
  const appointment = await booked("9:30");
  expect(await checkIn(staff, appointment)).toMatchObject({ ok: true });
  await phone.board(({ waiting }) => waiting === 2);
  expect(await cancelAppointment(secretOf("appointment", appointment, 1))).toMatchObject({ ok: true });
  const { version } = await countersOf(server.db, permanence);
  expect(await phone.board((board) => board.version === version)).toMatchObject({ waiting: 1 });
});

describe("a change whose notice is lost", () => {
  /** The tasks that this process repeats, which the test runs instead of the time. */
  let repeated: { readonly task: () => void; readonly every: number | undefined }[];
  beforeEach(() => {
    repeated = [];
    jest.spyOn(globalThis, "setInterval").mockImplementation(((task: () => void, every?: number) => {
      repeated.push({ task, every });
      return { unref: () => undefined };
    }) as never);
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
    const one = await followedLine(server, hub);
    const two = await followedLine(server, hub);
    const three = await followedLine(server, hub);
    const asked = jest.spyOn(server.db, "$queryRaw");
    const statements = await statementsOf(async () => {
      checkVersions();
      await asked.mock.results[0]?.value;
    });
    asked.mockRestore();
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
});
