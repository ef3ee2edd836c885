import { jest } from "@jest/globals";
import pg from "pg";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { eventually } from "#tests/support/eventually.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { followedLine } from "#tests/server/live/follower.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let handing: typeof import("#lib/server/live/handed-board.ts");
let counts: typeof import("#lib/server/board-counts.ts");
let reading: typeof import("#lib/server/queue/read-boards.ts");

/** The connection of another process of the instance, and the notices that it received. */
let other: pg.Client;
const notices: { readonly channel: string; readonly payload: string }[] = [];

beforeAll(async () => {
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
  handing = await import("#lib/server/live/handed-board.ts");
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

test("an older board that is handed on after a newer one is not shown", async () => {
  const { permanence, phone, first, walksIn } = await followedLine(server, hub);
  await walksIn();
  await phone.board(({ waiting }) => waiting === 2);
  await handsOn(permanence, { ...first, asOf: instant(first.asOf - SECOND), message: "the version before" });
  await changesElsewhere(permanence);
  await phone.board(({ message }) => message === "Pause");
  expect(phone.got.some(({ message }) => message === "the version before")).toBe(false);
  expect((await reading.readBoard(permanence))?.waiting).toBe(2);
});

test("of one version and minute the board that came first is shown everywhere", async () => {
  const { permanence, phone, first } = await followedLine(server, hub);
  const { handed } = counts.boardCounts();
  await handsOn(permanence, { ...first, asOf: instant(first.asOf + SECOND), message: "computed twice" });
  await eventually(() => counts.boardCounts().handed, handed + 1);
  expect(await reading.readBoard(permanence)).toBe(first);
  expect(phone.got).toEqual([first]);
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

test("a board that is too long for a notice is not handed on: the others are notified to compute it", async () => {
  const { permanence, walksIn } = await followedLine(server, hub);
  await server.db.$executeRaw`
    INSERT INTO visit (id, permanence_id, number, joined_at, state, ended_at, left_why)
    SELECT gen_random_uuid(), ${permanence}::uuid, number, ${new Date(server.clock.now())}, 'left', ${new Date(server.clock.now())}, 'staff'
    FROM generate_series(10, 3000) AS number`;
  await eventually(() => noticesOf(permanence).some(({ channel }) => channel === "board"), true);
  notices.length = 0;
  await walksIn();
  // A notice of the change without an announcement directly before it.
  const isNotified = (): boolean =>
    noticesOf(permanence).some(
      ({ channel }, index, all) => channel === "permanence" && all[index - 1]?.channel !== "announced",
    );
  await eventually(isNotified, true);
  expect(noticesOf(permanence).map(({ channel }) => channel)).not.toContain("board");
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
