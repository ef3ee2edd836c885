/** @slow */
import pg from "pg";
import type { DatabaseState } from "#lib/server/database-watch.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openDatabaseLink, type DatabaseLink } from "#tests/server/live/database-link.ts";

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
const whys = (): string => told.map(({ why }) => why ?? "answers").join(" ");

test("nothing is said of a database that answers", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  expect(watching.databaseState()).toEqual({ lostSince: undefined, why: undefined });
  expect(told).toEqual([]);
});

test("a database that goes and comes back is lost once and found once, with the moment of its last answer", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  link.cut();
  await link.refused(3);
  await eventually(whys, "starting");
  const { lostSince } = watching.databaseState();
  link.restore();
  await eventually(whys, "starting answers");
  expect(told[0]?.lostSince).toBe(lostSince);
  expect(watching.databaseState().lostSince).toBeUndefined();
});

test("a database that accepts everything and answers nothing is lost within two seconds", async () => {
  end = watching.watchDatabase(link.url);
  await eventually(hasConnection, true);
  link.freeze();
  await eventually(whys, "silent answers");
  expect(watching.ASKED_EVERY + watching.SILENT_AFTER).toBeLessThan(2_000);
});

test("a server that is not there is unreachable, also as the process starts", async () => {
  end = watching.watchDatabase("postgres://nobody:nothing@127.0.0.1:1/nothing");
  await eventually(whys, "unreachable");
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
  expect(await watching.askDatabase()).toEqual({ lostSince: undefined, why: undefined });
  end = watching.watchDatabase(link.url);
  expect((await watching.askDatabase()).lostSince).toBeUndefined();
  link.cut();
  expect((await watching.askDatabase()).why).toBe("starting");
  const unanswered = watching.askDatabase();
  end();
  expect((await unanswered).lostSince).toBeUndefined();
});
