/** @long */
import { jest } from "@jest/globals";
import pg from "pg";
import { listen, type Listener } from "#lib/server/live/notices.ts";
import { comes } from "#tests/support/eventually.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { openDatabaseLink, type DatabaseLink } from "./database-link.ts";

/** All timers that jest can fake, except setInterval: only setInterval is faked. */
const NOT_FAKED = [
  "Date",
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setTimeout",
  "clearTimeout",
] as const;

let direct: pg.Client;
let link: DatabaseLink;
let listener: Listener;

/** The received notices, and the checks of tests that wait for one. */
const received: string[] = [];
const looks = new Set<() => void>();
const receives = (what: string): void => {
  received.push(what);
  for (const look of looks) look();
};
const times = (what: string): number => received.filter((one) => one === what).length;
const until = (isSo: () => boolean): Promise<void> =>
  comes(
    new Promise((resolve) => {
      const look = (): void => void (isSo() && (looks.delete(look), resolve()));
      looks.add(look);
      look();
    }),
    () => `The listener did not receive what the test waits for; it received: ${received.join(", ")}.`,
  );

beforeAll(async () => {
  const url = await freshDatabase();
  direct = new pg.Client({ connectionString: url });
  await direct.connect();
  link = await openDatabaseLink(url);
});
beforeEach(async () => {
  received.length = 0;
  listener = await listen(link.url, { onNotice: { news: receives }, onListening: () => receives("listening") });
});
afterEach(() => listener.close());
afterAll(async () => {
  await direct.end();
  await link.close();
});

const says = (what: string): Promise<unknown> => direct.query("SELECT pg_notify('news', $1)", [what]);

test("a notice is received as soon as listening began", async () => {
  expect(received).toEqual(["listening"]);
  await says("one");
  await until(() => times("one") === 1);
});

test("a closed listener holds no connection", async () => {
  const open = async (): Promise<unknown> =>
    (
      await direct.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
      )
    ).rowCount;
  expect(await open()).toBeGreaterThan(0);
  await listener.close();
  // A backend ends a moment after its client.
  while ((await open()) !== 0);
});

test("after a restart of the database during which several attempts fail, it listens again and reports that once", async () => {
  link.cut();
  await link.refused(3);
  link.restore();
  await until(() => times("listening") === 2);
  await says("two");
  await until(() => times("two") >= 1);
  await says("three");
  await until(() => times("three") >= 1);
  expect([times("listening"), times("two"), times("three")]).toEqual([2, 1, 1]);
});

describe("with the time of the connection checks set by the test", () => {
  /** Milliseconds between two checks. */
  const CHECK_EVERY = 2_000;
  let held: Listener;
  beforeEach(async () => {
    await listener.close();
    received.length = 0;
    // Connections stay real; only the repeated check waits for the test.
    jest.useFakeTimers({ doNotFake: [...NOT_FAKED] });
    held = await listen(link.url, { onNotice: { news: receives }, onListening: () => receives("listening") });
  });
  afterEach(async () => {
    await held.close();
    jest.useRealTimers();
  });

  test("a killed connection is replaced before the next check is due", async () => {
    await direct.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
    await until(() => times("listening") === 2);
  });

  test("a connection that was cut silently is noticed at the second check, which is due within five seconds, and a notice is then received once", async () => {
    link.freeze();
    jest.advanceTimersByTime(CHECK_EVERY);
    expect(times("listening")).toBe(1);
    jest.advanceTimersByTime(CHECK_EVERY);
    await until(() => times("listening") === 2);
    await says("four");
    await says("five");
    await until(() => times("five") === 1);
    expect(times("four")).toBe(1);
    expect(2 * CHECK_EVERY).toBeLessThan(5_000);
  });
});

test("a first connection that the database refuses is an error of the caller, and no other", async () => {
  link.cut();
  try {
    await expect(listen(link.url, { onNotice: {}, onListening: () => undefined })).rejects.toMatchObject({
      code: "57P03",
    });
  } finally {
    link.restore();
  }
});
