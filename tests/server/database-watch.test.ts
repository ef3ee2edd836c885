/** @long */
import { jest } from "@jest/globals";
import pg from "pg";
import type { DatabaseState } from "#lib/server/database-watch.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openDatabaseLink, type DatabaseLink } from "./live/database-link.ts";
import { stopsTheClock, TICK } from "./live/stopped-clock.ts";

let url: string;
let watching: typeof import("#lib/server/database-watch.ts");
let direct: pg.Client;
let link: DatabaseLink;
let end: () => void = () => undefined;
let forget: () => void = () => undefined;
let told: DatabaseState[] = [];

beforeAll(async () => {
  url = await freshDatabase();
  process.env["DATABASE_URL"] = url;
  direct = new pg.Client({ connectionString: url });
  await direct.connect();
  watching = await import("#lib/server/database-watch.ts");
});
beforeEach(async () => {
  link = await openDatabaseLink(url);
  told = [];
  forget = watching.onDatabaseChange((state) => void told.push(state));
});
afterEach(async () => {
  jest.restoreAllMocks();
  forget();
  end();
  await link.close();
  await eventually(connections, "");
});
afterAll(() => direct.end());

/** The process ids of the watch's connections, as the server lists them. */
const connections = async (): Promise<string> =>
  (
    await direct.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'permanences-watch' ORDER BY pid",
    )
  ).rows
    .map(({ pid }) => pid)
    .join(" ");
const hasConnection = async (): Promise<boolean> => (await connections()) !== "";

/** The connections that the watch holds are old from here on, those that it opens are not. */
function makesConnectionsOld(): void {
  const now = performance.now.bind(performance);
  jest.spyOn(performance, "now").mockImplementation(() => now() + watching.REPLACED_AT);
}

/** Asks the database again and again until this has happened. */
async function asksUntil(happened: Promise<void>): Promise<void> {
  let isSo = false;
  void happened.then(() => (isSo = true));
  await eventually(async () => {
    await watching.askDatabase();
    return isSo;
  }, true);
}

/** Work that waits for the database: how it ended, or undefined while it goes on. */
function inFlight() {
  const work = Promise.withResolvers<string>();
  let end: string | undefined;
  watching
    .unlessLost(() => work.promise)
    .then(
      (value) => (end = value),
      ({ code }: { code: string }) => (end = code),
    );
  return { done: () => work.resolve("done"), end: () => end };
}
const whys = (): string => told.map(({ why }) => why ?? "answers").join(" ");

test("a database that goes and comes back is lost once and found once, with the moment of its last answer", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  link.cut();
  await asksUntil(link.refused(3));
  expect(whys()).toBe("starting");
  const { lostSince } = watching.databaseState();
  link.restore();
  await eventually(whys, "starting answers");
  expect(told[0]?.lostSince).toBe(lostSince);
  expect(watching.databaseState().lostSince).toBeUndefined();
});

test("a new connection that comes slowly is no silence while the one before answers, and ends nothing", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  const work = inFlight();
  const { pass, goesOn } = stopsTheClock();
  try {
    makesConnectionsOld();
    link.holdNew();
    await asksUntil(link.held(1));
    await pass(watching.GIVEN_UP_AFTER - 2 * TICK);
    expect((await watching.askDatabase()).lostSince).toBeUndefined();
    expect(told).toEqual([]);
    // A server that gives nobody a connection any more is lost, and yet it may still answer what it was asked.
    await pass(2 * TICK);
    await eventually(whys, "silent");
    expect([watching.databaseState().givenUp, work.end()]).toEqual([false, undefined]);
  } finally {
    goesOn();
  }
  link.restore();
  await eventually(whys, "silent answers");
  work.done();
  await eventually(work.end, "done");
});

test("when nothing answers, new work is refused first, and what is in flight is ended only later", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  await watching.askDatabase();
  const work = inFlight();
  const { pass, goesOn } = stopsTheClock();
  try {
    link.holdAll();
    const asked = watching.askDatabase();
    await new Promise(setImmediate);
    await pass(watching.SILENT_AFTER);
    expect(await asked).toMatchObject({ why: "silent", givenUp: false });
    await expect(watching.unlessLost(async () => "begun")).rejects.toMatchObject({ code: "BUSY" });
    await pass(watching.GIVEN_UP_AFTER - watching.SILENT_AFTER - TICK);
    expect(work.end()).toBeUndefined();
    await pass(2 * TICK);
    expect([watching.databaseState().givenUp, work.end()]).toEqual([true, "BUSY"]);
  } finally {
    goesOn();
  }
});

test("a database that accepts everything and answers nothing is lost within two seconds; for a moment, it loses nothing that was in flight", async () => {
  expect(watching.ASKED_EVERY + watching.SILENT_AFTER).toBeLessThan(2_000);
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  const work = inFlight();
  link.holdAll();
  await eventually(whys, "silent");
  link.restore();
  await eventually(whys, "silent answers");
  work.done();
  await eventually(work.end, "done");
  expect([watching.cameBackSince(0), watching.cameBackSince(Infinity)]).toEqual([true, false]);
});

test("connections that died without a word are given up as soon as a new one answers, and then nothing is lost", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  await watching.askDatabase();
  const work = inFlight();
  const { pass, goesOn } = stopsTheClock();
  try {
    link.freeze();
    const asked = watching.askDatabase();
    await new Promise(setImmediate);
    await pass(watching.SILENT_AFTER);
    expect(await asked).toMatchObject({ why: "silent", givenUp: false });
    await eventually(async () => (await connections()).split(" ").length, 2);
    await eventually(async () => {
      await pass(TICK);
      return told.at(-1)?.why;
    }, undefined);
  } finally {
    goesOn();
  }
  expect(told.map(({ why, givenUp }) => [why, givenUp]).slice(-2)).toEqual([
    ["silent", true],
    [undefined, false],
  ]);
  expect(work.end()).toBe("BUSY");
});

test("a network that refuses new connections for a moment is no loss while the one before answers", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  const work = inFlight();
  const { pass, goesOn } = stopsTheClock();
  try {
    makesConnectionsOld();
    link.closeNew();
    await asksUntil(link.refused(3));
    await pass(watching.GIVEN_UP_AFTER - 2 * TICK);
    expect((await watching.askDatabase()).lostSince).toBeUndefined();
    expect(told).toEqual([]);
    await pass(2 * TICK);
    await eventually(whys, "unreachable");
    expect([watching.databaseState().givenUp, work.end()]).toEqual([false, undefined]);
  } finally {
    goesOn();
  }
  link.restore();
  await eventually(whys, "unreachable answers");
  work.done();
  await eventually(work.end, "done");
});

test("a server that is killed while the network refuses new connections is given up at once", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  const { goesOn } = stopsTheClock();
  try {
    makesConnectionsOld();
    link.closeNew();
    await asksUntil(link.refused(1));
    link.dropAll();
    await eventually(whys, "unreachable");
    expect(watching.databaseState().givenUp).toBe(true);
  } finally {
    goesOn();
  }
});

test("a role that the database refuses is a loss with its own reason", async () => {
  const wrong = new URL(link.url);
  wrong.password = "wrong";
  end = watching.watchDatabase(wrong.href);
  await eventually(whys, "refused");
});

test("a connection that is only closed is replaced, and nobody is told", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  const before = await connections();
  await direct.query("SELECT pg_terminate_backend($1)", [Number(before)]);
  await eventually(async () => (await hasConnection()) && (await connections()) !== before, true);
  expect(told).toEqual([]);
});

test("an old connection is replaced, since a stopped server answers on those that it has", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  const before = await connections();
  await watching.askDatabase();
  expect(await connections()).toBe(before);
  makesConnectionsOld();
  await eventually(async () => (await hasConnection()) && (await connections()) !== before, true);
  expect(told).toEqual([]);
});

test("a callback that fails keeps no other from being told", async () => {
  const forgetFailing = watching.onDatabaseChange(() => {
    throw new Error("planted");
  });
  const others: DatabaseState[] = [];
  const forgetOther = watching.onDatabaseChange((state) => void others.push(state));
  end = watching.watchDatabase("postgres://nobody:nothing@127.0.0.1:1/nothing");
  await eventually(() => others.length, 1);
  forgetFailing();
  forgetOther();
});

test("the watch runs once a process, and after its end nothing is lost", async () => {
  end = watching.watchDatabase(link.url);
  expect(watching.watchDatabase(link.url)).toBe(end);
  link.cut();
  await eventually(whys, "starting");
  end();
  expect(watching.databaseState().lostSince).toBeUndefined();
});

test("work that needs the database is ended when it is lost, and not begun while it is", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  expect(await watching.unlessLost(async () => "done")).toBe("done");
  const waiting = watching.unlessLost(() => new Promise(() => undefined));
  link.cut();
  await expect(waiting).rejects.toMatchObject({ code: "BUSY" });
  let begun = false;
  await expect(watching.unlessLost(async () => (begun = true))).rejects.toMatchObject({ code: "BUSY" });
  expect(begun).toBe(false);
});

test("who asks now is answered whether the database is lost at this moment", async () => {
  expect(await watching.askDatabase()).toEqual({ lostSince: undefined, why: undefined, givenUp: false });
  end = watching.watchDatabase(link.url);
  expect((await watching.askDatabase()).lostSince).toBeUndefined();
  link.cut();
  expect((await watching.askDatabase()).why).toBe("starting");
  const unanswered = watching.askDatabase();
  end();
  expect((await unanswered).lostSince).toBeUndefined();
});
