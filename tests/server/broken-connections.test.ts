import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openDatabaseLink, type DatabaseLink } from "#tests/server/live/database-link.ts";

process.env["LOG_LEVEL"] = "silent";

let link: DatabaseLink;
let db: typeof import("#lib/server/db.ts");
let watching: typeof import("#lib/server/database-watch.ts");
let stops: (() => void)[];

beforeAll(async () => {
  link = await openDatabaseLink(await freshDatabase());
  process.env["DATABASE_URL"] = link.url;
  db = await import("#lib/server/db.ts");
  watching = await import("#lib/server/database-watch.ts");
  const { whenDatabaseChanges } = await import("#lib/server/live/start-process.ts");
  stops = [watching.onDatabaseChange(whenDatabaseChanges), watching.watchDatabase(link.url)];
});
afterAll(async () => {
  for (const stop of stops) stop();
  await link.close();
  await db.db.$disconnect();
});

/** A query on a connection that is open already: how it ended, or undefined while it waits. */
async function query() {
  await db.pool.query("SELECT 1");
  await watching.askDatabase();
  let end: unknown;
  return {
    begins: () =>
      void db.pool.query("SELECT 1").then(
        () => (end = "answered"),
        (error: unknown) => (end = error),
      ),
    ended: async () => {
      await eventually(() => end !== undefined, true);
      return end;
    },
    end: () => end,
  };
}

test("a query on a connection that died without a word ends as busy, and the next one is answered", async () => {
  const { isBusy } = await import("#lib/server/busy.ts");
  const waiting = await query();
  link.freeze();
  waiting.begins();
  expect(isBusy(await waiting.ended())).toBe(true);
  expect((await db.pool.query<{ one: number }>("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

test("a query of a database that is lost and not given up waits, and is answered", async () => {
  await eventually(async () => (await watching.askDatabase()).lostSince, undefined);
  const waiting = await query();
  link.holdAll();
  waiting.begins();
  await eventually(() => watching.databaseState().why, "silent");
  expect([watching.databaseState().givenUp, waiting.end()]).toEqual([false, undefined]);
  link.restore();
  expect(await waiting.ended()).toBe("answered");
});

test("a query of a database that is given up ends as busy", async () => {
  const { isBusy } = await import("#lib/server/busy.ts");
  await eventually(async () => (await watching.askDatabase()).lostSince, undefined);
  const waiting = await query();
  link.holdAll();
  waiting.begins();
  await eventually(() => watching.databaseState().givenUp, true);
  expect(isBusy(await waiting.ended())).toBe(true);
  link.restore();
});
