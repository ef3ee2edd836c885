/** @long */
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openDatabaseLink, type DatabaseLink } from "./live/database-link.ts";
import { stopsTheClock, TICK } from "./live/stopped-clock.ts";

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
  const { whenDatabaseChanges } = await import("#lib/server/live/start-server-process.ts");
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

/**
 * Nothing answers this query from here on, and the time of the watch passes ten times as fast until that has happened.
 */
async function isHeldUntil(waiting: Awaited<ReturnType<typeof query>>, happened: () => boolean): Promise<void> {
  const { pass, goesOn } = stopsTheClock();
  try {
    link.holdAll();
    waiting.begins();
    await eventually(async () => {
      await pass(5 * TICK);
      return happened();
    }, true);
  } finally {
    goesOn();
  }
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
  await isHeldUntil(waiting, () => watching.databaseState().why === "silent");
  expect([watching.databaseState().givenUp, waiting.end()]).toEqual([false, undefined]);
  link.restore();
  expect(await waiting.ended()).toBe("answered");
});

test("a query of a database that is given up ends as busy", async () => {
  const { isBusy } = await import("#lib/server/busy.ts");
  await eventually(async () => (await watching.askDatabase()).lostSince, undefined);
  const waiting = await query();
  await isHeldUntil(waiting, () => watching.databaseState().givenUp);
  expect(isBusy(await waiting.ended())).toBe(true);
  link.restore();
});
