import { jest } from "@jest/globals";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { at } from "#tests/support/line.ts";
import { eventually } from "#tests/support/eventually.ts";
import { asServer } from "#tests/support/database.ts";
import { nameVisit } from "#tests/support/identities.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { follower } from "./follower.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");

beforeAll(async () => {
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
});
afterEach(async () => {
  jest.restoreAllMocks();
  await hub.closeAll();
});
afterAll(() => server.db.$disconnect());

/** Whether this is the statement that asks for the versions of lines before boards are read. */
const asksVersions = ([text]: readonly unknown[]): boolean =>
  Array.isArray(text) && text.join("?").startsWith("SELECT p.id, ?, ? FROM ? WHERE p.id = ANY");

const called = (board: LiveBoard): boolean => board.called.length > 0;

test("a new board is computed once, however many followers there are", async () => {
  const { opens, walksIn, does, permanence } = await neuhof(server);
  await opens();
  await walksIn();
  const followers = await Promise.all(Array.from({ length: 50 }, () => follower(hub, permanence)));
  await does({ type: "call-next", desk: 1 });
  const boards = await Promise.all(followers.map((one) => one.board(called)));
  // All followers got the same object, so it was computed once.
  expect(new Set(boards).size).toBe(1);
});

test("twenty changes without an announced board, during the reading of one, do not lead to twenty readings", async () => {
  const here = await neuhof(server);
  const other = await neuhof(server);
  await Promise.all([here.opens(), other.opens()]);
  const elsewhere = await follower(hub, other.permanence);
  await follower(hub, here.permanence);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { $queryRaw } = server.db;
  const read = (given: readonly unknown[]): Promise<unknown> => $queryRaw.apply(server.db, given as never);
  let readings = 0;
  jest.spyOn(server.db, "$queryRaw").mockImplementation(((...given: readonly unknown[]) => {
    if (!asksVersions(given) || !JSON.stringify(given).includes(here.permanence)) return read(given);
    readings += 1;
    return readings === 1 ? released.then(() => read(given)) : read(given);
  }) as never);
  const changes = (permanence: string) => server.db.$queryRaw`SELECT pg_notify('permanence', ${permanence})::text`;
  for (let notice = 0; notice < 20; notice += 1) await changes(here.permanence);
  // Notices come in their order: once this one was followed, the twenty before it were received.
  await other.walksIn();
  await elsewhere.board((board) => board.waiting === 1);
  expect(readings).toBe(1);
  release();
  await here.walksIn();
  await (await follower(hub, here.permanence)).board((board) => board.waiting === 1);
  expect(readings).toBeLessThanOrEqual(3);
});

test("a change whose reading failed is read again without another notice", async () => {
  const { opens, permanence } = await neuhof(server);
  await opens();
  const phone = await follower(hub, permanence);
  const { $queryRaw } = server.db;
  let failed = 0;
  jest
    .spyOn(server.db, "$queryRaw")
    .mockImplementation(((...given: readonly unknown[]) =>
      asksVersions(given) && failed++ === 0
        ? Promise.reject(new Error("out of reach"))
        : $queryRaw.apply(server.db, given as never)) as never);
  // A change of which no board is announced, as a booking makes it.
  const { notifyLineChanged } = await import("#lib/server/booking/appointment-rows.ts");
  await server.transaction((tx) => notifyLineChanged(tx, permanence), "service");
  const { version } = await countersOf(server.db, permanence);
  await phone.board((board) => board.version === version);
  expect(failed).toBeGreaterThan(1);
});

test("if two readings return in the wrong order, the older board is not sent after the newer one", async () => {
  const { opens, walksIn, permanence } = await neuhof(server);
  await opens();
  const { $transaction } = server.db;
  let goesOn = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (goesOn = resolve));
  let hasRead = (): void => undefined;
  const isRead = new Promise<void>((resolve) => (hasRead = resolve));
  // The follower's first board is read from the database, and comes back after the next change.
  jest.spyOn(server.db, "$transaction").mockImplementationOnce((async (...given: Parameters<typeof $transaction>) => {
    const read: unknown = await $transaction.apply(server.db, given);
    hasRead();
    await isHeld;
    return read;
  }) as never);
  const got: LiveBoard[] = [];
  const subscribing = hub.subscribe(permanence, (board) => got.push(board));
  await isRead;
  await walksIn();
  await eventually(() => got.length, 1);
  goesOn();
  await subscribing;
  expect(got.map(({ waiting }) => waiting)).toEqual([1]);
});

test("a board that waited for another one in a common reading is not sent after a newer one", async () => {
  const here = await neuhof(server);
  const other = await neuhof(server);
  await Promise.all([here.opens(), other.opens()]);
  const phone = await follower(hub, here.permanence);
  await follower(hub, other.permanence);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { plainTransaction } = await import("#lib/server/db.ts");
  // The board of the other line is computed once the test says so.
  const { $transaction } = server.db;
  jest.spyOn(server.db, "$transaction").mockImplementationOnce((async (...given: Parameters<typeof $transaction>) => {
    begin();
    await released;
    return $transaction.apply(server.db, given);
  }) as never);
  const { notifyLineChanged } = await import("#lib/server/booking/appointment-rows.ts");
  await plainTransaction((tx) => notifyLineChanged(tx, other.permanence), "service");
  await begun;
  const { $queryRaw } = server.db;
  jest.spyOn(server.db, "$queryRaw").mockImplementation((async (...given: readonly unknown[]) => {
    const rows: unknown = await $queryRaw.apply(server.db, given as never);
    const both = [here, other].every(({ permanence }) => JSON.stringify(given).includes(permanence));
    if (asksVersions(given) && both) ask();
    return rows;
  }) as never);
  hub.refreshAll();
  await asked;
  await here.walksIn();
  await phone.board((board) => board.waiting === 1);
  release();
  await here.walksIn();
  await phone.board((board) => board.waiting === 2);
  const versions = phone.got.map(({ version }) => version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
});

test("a follower whose first board cannot be read is not added, and the others go on", async () => {
  const { opens, walksIn, permanence } = await neuhof(server);
  await opens();
  const phone = await follower(hub, permanence);
  await walksIn();
  await phone.board((board) => board.waiting === 1);
  const there = await neuhof(server);
  const reading = jest
    .spyOn(server.db, "$queryRaw")
    .mockImplementation((() => Promise.reject(new Error("out of reach"))) as never);
  for (const followed of [permanence, there.permanence])
    await expect(follower(hub, followed)).rejects.toThrow("out of reach");
  reading.mockRestore();
  expect([hub.followersOf(permanence), hub.followersOf(there.permanence)]).toEqual([1, 0]);
  await walksIn();
  await phone.board((board) => board.waiting === 2);
});

test("a board is computed again only when the line changes or a new minute begins", async () => {
  const { opens, walksIn, permanence } = await neuhof(server);
  const { readBoard } = await import("#lib/server/queue/read-boards.ts");
  await opens();
  setTime(server, "9:00:10");
  const board = await readBoard(permanence);
  expect(await readBoard(permanence)).toBe(board);
  await walksIn();
  const next = await readBoard(permanence);
  expect(next).toMatchObject({ waiting: 1 });
  setTime(server, "9:01:10");
  expect((await readBoard(permanence))?.asOf).toBeGreaterThanOrEqual(at("9:01:10"));
});

test("a board that already contains a change is not computed again for that change", async () => {
  const { opens, walksIn, permanence } = await neuhof(server);
  const { readBoard } = await import("#lib/server/queue/read-boards.ts");
  await opens();
  const { $queryRaw } = server.db;
  // The version is asked, then somebody takes a number, then the line is read.
  const reading = jest.spyOn(server.db, "$queryRaw").mockImplementationOnce((async (...given: readonly unknown[]) => {
    const before: unknown = await $queryRaw.apply(server.db, given as never);
    await walksIn();
    return before;
  }) as never);
  const board = await readBoard(permanence);
  reading.mockRestore();
  expect(board).toMatchObject({ waiting: 1 });
  expect(await readBoard(permanence)).toBe(board);
});

test("a follower gets boards again after the listening connection was killed", async () => {
  const { opens, walksIn, does, permanence } = await neuhof(server);
  await opens();
  await walksIn();
  const phone = await follower(hub, permanence);
  expect(await killListening()).toBeGreaterThan(0);
  await does({ type: "call-next", desk: 1 });
  expect(await phone.board(called)).toMatchObject({ called: [{ number: 1 }] });
});

test("the board holds no name, no phone and no cause", async () => {
  const { opens, walksIn, does, permanence } = await neuhof(server);
  await opens();
  const first = await walksIn({ topic: "caf", language: "ar" });
  const second = await walksIn();
  await nameVisit(server.db, first, { name: "Fatima", phone: "0612345678" });
  await does({ type: "call", visit: second, desk: 1, override: "child" });
  const phone = await follower(hub, permanence);
  const board = await phone.board(called);
  expect(board.follows[0]).toMatchObject({ number: 1, letPast: true });
  expect(JSON.stringify(board)).not.toMatch(/Fatima|0612345678|child|caf|"ar"|conseiller/);
});

test("when the server stops, every follower is ended and nothing listens any more", async () => {
  const { permanence } = await neuhof(server);
  const phone = await follower(hub, permanence);
  await hub.closeAll();
  expect(phone.ended()).toBe(true);
  expect(await killListening()).toBe(0);
});

/** Ends every listening connection of this database; returns how many there were. */
async function killListening(): Promise<number> {
  const name = new URL(process.env["DATABASE_URL"] ?? "").pathname.slice(1);
  return asServer(async (client) => {
    const killed = await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'postgres.js'",
      [name],
    );
    return killed.rowCount ?? 0;
  });
}
