import { randomUUID } from "node:crypto";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { at, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, pool, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { cancelMessages, holdMessages, putMessage, recordOutcome, ...outbox } =
  await import("#lib/server/outbox/outbox.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");

beforeEach(() => db.$executeRaw`DELETE FROM outbox`);
afterAll(() => db.$disconnect());

const EIGHT = at("08:00");
const later = (minutes: number, from: Instant = EIGHT): Instant => instant(from + minutes * MINUTE);

const here = await neuhof(db);
const permanence = await morningAt(db, here, {});
const booked = await bookAppointment(
  { kind: "anonymous" },
  { permanence, topics: ["caf"], start: at("10:00"), onBehalfOf: false },
);
const appointment = booked.ok ? booked.value.id : "";

const takeMessages = (now: Instant, limit: number) => outbox.takeMessages(now, limit, ["reminder"]);

const SENT = { is: "sent", gateway: "ovh" } as const;
const REFUSED = { is: "given-up", why: "refused" } as const;

/** A reminder of one appointment; another `turn` is another message. */
const put = (turn: number, dueAt: Instant = EIGHT): Promise<boolean> =>
  transaction(
    (tx) =>
      putMessage(
        tx,
        {
          organisation: here.organisation,
          kind: "reminder",
          cause: { kind: "appointment", id: appointment },
          about: { appointment },
        },
        { key: `reminder:${appointment}:${turn}`, dueAt },
        EIGHT,
      ),
    "service",
  );
const puts = async (...dueAts: Instant[]): Promise<void> => {
  for (const [turn, dueAt] of dueAts.entries()) await put(turn, dueAt);
};

test("a message is put in once for its key, however often it is caused, also at once", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => put(1)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await put(1, later(60))).toBe(false);
  expect(await db.outboxMessage.findMany({ select: { dueAt: true } })).toEqual([{ dueAt: new Date(EIGHT) }]);
});

test("a message of a transaction that is rolled back is not put in", async () => {
  await expect(
    transaction(async (tx) => {
      await putMessage(
        tx,
        {
          organisation: here.organisation,
          kind: "reminder",
          cause: { kind: "appointment", id: appointment },
          about: { appointment },
        },
        { key: `reminder:${appointment}`, dueAt: EIGHT },
        EIGHT,
      );
      throw new Error("The use case failed.");
    }, "service"),
  ).rejects.toThrow("The use case failed.");
  expect(await db.outboxMessage.count()).toBe(0);
});

test("a kind that this version does not know is left to the one that put it in", async () => {
  await puts(later(-1));
  expect(await outbox.takeMessages(EIGHT, 10, ["confirmation"])).toEqual([]);
  expect(await outbox.takeMessages(EIGHT, 10, ["confirmation", "reminder"])).toHaveLength(1);
});

test("what is due is taken, the longest due first, up to the limit; what is due later is not", async () => {
  await puts(later(-1), later(-3), later(1), later(-2));
  const first = await takeMessages(EIGHT, 2);
  expect(first).toMatchObject([
    { kind: "reminder", cause: { kind: "appointment", id: appointment }, about: { appointment }, attempt: 1 },
    { attempt: 1 },
  ]);
  const second = await takeMessages(EIGHT, 10);
  expect(second).toHaveLength(1);
  expect(await takeMessages(EIGHT, 10)).toEqual([]);
  const rows = await db.outboxMessage.findMany({ orderBy: { dedupeKey: "asc" }, select: { id: true } });
  expect([...first, ...second].map(({ id }) => id)).toEqual([rows[1]?.id, rows[3]?.id, rows[0]?.id]);
});

test("two takers at once never take the same message, and leave none", async () => {
  for (let round = 0; round < 5; round += 1) {
    await db.$executeRaw`DELETE FROM outbox`;
    await puts(...Array.from({ length: 30 }, (_, index) => later(-index)));
    const taken = (await Promise.all(Array.from({ length: 4 }, () => takeMessages(EIGHT, 20)))).flat();
    taken.push(...(await takeMessages(EIGHT, 30)));
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
    expect(taken).toHaveLength(30);
  }
});

test("a row that another connection is taking is passed over without waiting", async () => {
  await puts(later(-2), later(-1));
  const other = await pool.connect();
  await other.query("BEGIN");
  const { rows } = await other.query<{ id: string }>("SELECT id FROM outbox ORDER BY due_at LIMIT 1 FOR UPDATE");
  const taken = await takeMessages(EIGHT, 10).finally(async () => {
    await other.query("COMMIT");
    other.release();
  });
  expect(taken).toHaveLength(1);
  expect(taken[0]?.id).not.toBe(rows[0]?.id);
});

test("whoever took a message and ended before it said what became of it leaves it to another after ten minutes", async () => {
  await put(1);
  const [lost] = await takeMessages(EIGHT, 1);
  expect(await takeMessages(later(9), 1)).toEqual([]);
  const [again] = await takeMessages(later(10), 1);
  expect(again).toMatchObject({ id: lost?.id, attempt: 2 });
  expect(await recordOutcome(db, lost!, REFUSED, later(11))).toBe(false);
  expect(await recordOutcome(db, lost!, { is: "again", at: later(30) }, later(11))).toBe(false);
  expect(await recordOutcome(db, again!, SENT, later(11))).toBe(true);
  expect(await takeMessages(later(60), 1)).toEqual([]);
});

test.each(["sent", "given-up"] as const)(
  "what was %s is not taken again, and its outcome does not change",
  async (outcome) => {
    await put(1);
    const [taken] = await takeMessages(EIGHT, 1);
    const [one, other] = outcome === "sent" ? [SENT, REFUSED] : [REFUSED, SENT];
    expect(await recordOutcome(db, taken!, one, EIGHT)).toBe(true);
    expect(await recordOutcome(db, taken!, other, later(1))).toBe(false);
    expect(await takeMessages(later(60), 1)).toEqual([]);
  },
);

test("what failed is taken again at the moment that was said", async () => {
  await put(1);
  const [taken] = await takeMessages(EIGHT, 1);
  expect(await recordOutcome(db, taken!, { is: "again", at: later(30) }, EIGHT)).toBe(true);
  expect(await takeMessages(later(29), 1)).toEqual([]);
  expect(await takeMessages(later(30), 1)).toMatchObject([{ attempt: 2 }]);
});

test("what is not true any more is cancelled before it is sent; what is being sent meanwhile is recorded as sent", async () => {
  await puts(EIGHT, later(60));
  const [taken] = await takeMessages(EIGHT, 1);
  expect(await transaction((tx) => cancelMessages(tx, { appointment }, EIGHT), "service")).toBe(2);
  expect(await transaction((tx) => cancelMessages(tx, { appointment: randomUUID() }, EIGHT), "service")).toBe(0);
  expect(await takeMessages(later(600), 10)).toEqual([]);
  expect(await recordOutcome(db, taken!, { is: "again", at: later(30) }, EIGHT)).toBe(false);
  expect(await recordOutcome(db, taken!, SENT, EIGHT)).toBe(true);
  expect(await db.outboxMessage.count({ where: { sentAt: { not: null }, cancelledAt: { not: null } } })).toBe(1);
});

test("what was due at a restore is held: nobody takes it, what is due later is taken, and it can still be cancelled", async () => {
  await puts(EIGHT, later(10));
  expect(await holdMessages(later(5))).toBe(1);
  expect(await holdMessages(later(5))).toBe(0);
  expect(await takeMessages(later(30), 10)).toHaveLength(1);
  expect(await transaction((tx) => cancelMessages(tx, { appointment }, later(30)), "service")).toBe(2);
});
