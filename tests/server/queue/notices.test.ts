import { randomUUID } from "node:crypto";
import pg from "pg";
import { eventually } from "#tests/support/eventually.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { changesOf } from "./changes-of.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "./neuhof.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
/** The connection of another process, and the lines of which it was notified so far. */
let other: pg.Client;
const notified: string[] = [];

beforeAll(async () => {
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
  other = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await other.connect();
  other.on("notification", ({ payload = "" }) => notified.push(payload));
  await other.query("LISTEN permanence");
});
beforeEach(() => hub.startListening());
afterEach(() => hub.closeAll());
afterAll(async () => {
  await other.end();
  await server.db.$disconnect();
});

/**
 * The lines of which other processes are notified by an act. A notice of another line, sent after it, says that all are
 * there.
 */
async function noticesOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const { sendChange } = await import("#lib/server/live/notices.ts");
  const isThere = async (): Promise<void> => {
    const last = randomUUID();
    sendChange({ permanence: last, version: 1, board: "none" });
    await eventually(() => notified.includes(last), true);
    notified.splice(notified.indexOf(last), 1);
  };
  await isThere();
  notified.length = 0;
  await act();
  await isThere();
  return [...notified];
}

test("an act that is refused, or was done before, leads to none", async () => {
  const { opens, walksIn, does, sends, command, permanence } = await neuhof(server);
  await opens();
  expect(await noticesOf(() => does({ type: "call-next", desk: 1 }))).toEqual([]);
  await walksIn();
  const call = command({ type: "call-next", desk: 1 });
  expect(await noticesOf(() => sends(call, call))).toEqual([permanence]);
  expect(await noticesOf(() => sends(call))).toEqual([]);
});

test("an act that is rolled back leads to none, in a transaction of Prisma or a plain one", async () => {
  const { lockAndApply } = await import("#lib/server/queue/apply-command.ts");
  const { notifyLineChanged } = await import("#lib/server/booking/appointment-rows.ts");
  const { plainTransaction } = await import("#lib/server/db.ts");
  const { opens, command, permanence, staff } = await neuhof(server);
  await opens();
  const fails = async (rolledBack: Promise<unknown>): Promise<void> =>
    expect(rolledBack).rejects.toThrow("the rest failed");
  const nothing = await noticesOf(async () => {
    const act = command({ type: "announce", message: "Pause" });
    await fails(
      server.transaction(async (tx) => {
        await lockAndApply(tx, permanence, act, { actor: staff, lastExchange: undefined });
        throw new Error("the rest failed");
      }, "service"),
    );
    await fails(
      plainTransaction(async (tx) => {
        await notifyLineChanged(tx, permanence);
        throw new Error("the rest failed");
      }, "service"),
    );
  });
  expect(nothing).toEqual([]);
});

test("others are notified once the act can be read: not while its transaction is open", async () => {
  const { lockAndApply } = await import("#lib/server/queue/apply-command.ts");
  const { opens, command, permanence, staff } = await neuhof(server);
  await opens();
  const act = command({ type: "announce", message: "Pause" });
  let during: readonly string[] = [];
  const after = await noticesOf(() =>
    server.transaction(async (tx) => {
      during = await noticesOf(() => lockAndApply(tx, permanence, act, { actor: staff, lastExchange: undefined }));
    }, "service"),
  );
  expect([during, after]).toEqual([[], [permanence]]);
});

test("what was gathered when the process is to stop still leaves", async () => {
  const { opens, does, permanence } = await neuhof(server);
  await opens();
  await noticesOf(() => Promise.resolve());
  notified.length = 0;
  expect(await does({ type: "announce", message: "Pause" })).toBe("applied");
  await hub.closeAll();
  await eventually(() => notified.includes(permanence), true);
});

test("a change in a transaction that nobody waits for the commit of is refused", async () => {
  const { notifyLineChanged } = await import("#lib/server/booking/appointment-rows.ts");
  const { permanence } = await neuhof(server);
  await expect(server.db.$transaction((tx) => notifyLineChanged(tx, permanence))).rejects.toThrow("`transaction`");
});

/** What changes a line, by its use case: prepared first, then done. */
const CHANGES: Readonly<Record<string, (place: Neuhof) => Promise<() => Promise<unknown>>>> = {
  "a command of the tablet":
    async ({ does }) =>
    () =>
      does({ type: "announce", message: "Pause" }),
  "a number at the door": async ({ permanence, staff }) => {
    const { takeNumber } = await import("#lib/server/queue/take-number.ts");
    return () => takeNumber(staff, { permanence }, randomUUID());
  },
  "leaving the line": async ({ walksIn }) => {
    const { leaveLine } = await import("#lib/server/queue/leave-line.ts");
    const { secretOf } = await import("#lib/server/secrets.ts");
    const secret = secretOf("visit", await walksIn(), 1);
    return () => leaveLine(secret);
  },
  "cancelling an appointment": async ({ booked }) => {
    const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
    const { secretOf } = await import("#lib/server/secrets.ts");
    const secret = secretOf("appointment", await booked("9:30"), 1);
    return () => cancelAppointment(secret);
  },
  "a tablet that is heard again": async ({ permanence }) => {
    const { recordHeartbeat } = await import("#lib/server/queue/line-exchange.ts");
    await recordHeartbeat(permanence);
    setTime(server, "9:20");
    return () => recordHeartbeat(permanence);
  },
};

test.each(Object.keys(CHANGES))("%s notifies after the commit: none of its own statements does", async (name) => {
  const place = await neuhof(server);
  await place.opens();
  const act = await CHANGES[name]!(place);
  let changes: Awaited<ReturnType<typeof changesOf>> = [];
  const statements = await statementsOf(async () => (changes = await changesOf(act)));
  expect(new Set(changes.map(({ permanence }) => permanence))).toEqual(new Set([place.permanence]));
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.filter((text) => /notify/i.test(text))).toEqual([]);
});
