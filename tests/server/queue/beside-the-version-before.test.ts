import { randomUUID } from "node:crypto";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

/*
 * The version of the application before `line` reads and writes the counters in `permanence`, beside this one, until it is
 * replaced (docs/decisions/0052-the-counters-of-a-line-apart-from-its-plan.md). Its statements stand here as it sends them.
 */

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

/** Gives the next number as the version before does: lock, counters, visit, counters. Answers the number. */
const takesNumberBefore = (permanence: string): Promise<number> =>
  server.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM permanence WHERE id = ${permanence}::uuid FOR NO KEY UPDATE`;
    const [read] = await tx.$queryRaw<{ version: number; next: number; calls: number }[]>`
      SELECT version, next_number AS next, calls FROM permanence WHERE id = ${permanence}::uuid`;
    const { version = 0, next = 0, calls = 0 } = read ?? {};
    await tx.$executeRaw`
      INSERT INTO visit (id, permanence_id, number, joined_at) VALUES (${randomUUID()}::uuid, ${permanence}::uuid, ${next}, ${new Date(server.clock.now())})`;
    await tx.$executeRaw`
      UPDATE permanence SET status = status, numbers = 'given', suspended = false, message = NULL, version = ${version + 1},
        next_number = ${next + 1}, calls = ${calls}, updated_at = ${new Date(server.clock.now())} WHERE id = ${permanence}::uuid`;
    return next;
  });

/** A booking of the version before counts the version up. */
const booksBefore = (permanence: string) =>
  server.db.$executeRaw`UPDATE permanence SET version = version + 1 WHERE id = ANY (${[permanence]}::uuid[])`;

/** A heartbeat of the version before. */
const isHeardBefore = (permanence: string, at: Date) =>
  server.db.$executeRaw`
    WITH before AS (SELECT id, heard_at FROM permanence WHERE id = ${permanence}::uuid)
    UPDATE permanence SET heard_at = ${at} FROM before WHERE permanence.id = before.id`;

/** The counters of a line, by the version before and by this one. */
async function counters(permanence: string) {
  const { db } = server;
  const columns = { version: true, nextNumber: true, calls: true, heardAt: true } as const;
  return {
    before: await db.permanence.findUniqueOrThrow({ where: { id: permanence }, select: columns }),
    now: await db.line.findUniqueOrThrow({ where: { permanenceId: permanence }, select: columns }),
  };
}

const numberOf = async (visit: string): Promise<number> =>
  (await server.db.visit.findUniqueOrThrow({ where: { id: visit } })).number;

test("an act of the version before, one of this version and again one before: each number once, each version one more", async () => {
  const place = await neuhof(server);
  await place.opens();
  const { version } = await place.line();
  const numbers = [
    await takesNumberBefore(place.permanence),
    await numberOf(await place.walksIn()),
    await takesNumberBefore(place.permanence),
    await numberOf(await place.walksIn()),
  ];
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(await place.line()).toMatchObject({ version: version + 4, nextNumber: 5 });
  const { before, now } = await counters(place.permanence);
  expect(before).toEqual(now);
});

test("numbers of both versions at once: none twice", async () => {
  const place = await neuhof(server);
  await place.opens();
  const both = Array.from({ length: 10 }, () => [takesNumberBefore(place.permanence), place.walksIn().then(numberOf)]);
  const numbers = await Promise.all(both.flat());
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const { before, now } = await counters(place.permanence);
  expect(before).toEqual(now);
});

test("what the version before wrote first is where this version goes on: its line has no row yet", async () => {
  const place = await neuhof(server);
  const heardAt = new Date(server.clock.now());
  await server.owner.$transaction([
    // Before the migration there was no trigger.
    server.owner.$executeRaw`SET LOCAL session_replication_role = replica`,
    server.owner.permanence.update({
      where: { id: place.permanence },
      data: { version: 1, nextNumber: 2, calls: 1, numbers: "given", heardAt },
    }),
  ]);
  expect(await server.db.line.count({ where: { permanenceId: place.permanence } })).toBe(0);
  expect(await place.line()).toMatchObject({ version: 1, nextNumber: 2, calls: 1 });
  expect(await numberOf(await place.walksIn())).toBe(2);
  const { before, now } = await counters(place.permanence);
  expect(now).toEqual({ version: 2, nextNumber: 3, calls: 1, heardAt });
  expect(before).toEqual(now);
});

test("bookings of both versions raise one version", async () => {
  const place = await neuhof(server);
  const { notifyLineChanged } = await import("#lib/server/booking/save-appointment.ts");
  await booksBefore(place.permanence);
  await server.transaction((tx) => notifyLineChanged(tx, place.permanence, place.permanence), "service");
  await booksBefore(place.permanence);
  const { before, now } = await counters(place.permanence);
  expect([before.version, now.version]).toEqual([3, 3]);
});

test("a heartbeat of either version is the last one for both", async () => {
  const place = await neuhof(server);
  const { recordHeartbeat } = await import("#lib/server/queue/heartbeat.ts");
  await recordHeartbeat(place.permanence);
  const first = await counters(place.permanence);
  expect(first.before.heardAt).toEqual(first.now.heardAt);
  setTime(server, "9:10");
  const later = new Date(server.clock.now());
  await isHeardBefore(place.permanence, later);
  expect((await counters(place.permanence)).now.heardAt).toEqual(later);
});

test("heartbeats and acts of both versions at once wait for each other and never end in a deadlock", async () => {
  const place = await neuhof(server, { desks: 2 });
  await place.opens();
  const { recordHeartbeat } = await import("#lib/server/queue/heartbeat.ts");
  for (let minute = 1; minute <= 5; minute += 1) {
    setTime(server, `9:${10 + minute}`);
    await Promise.all([
      recordHeartbeat(place.permanence),
      takesNumberBefore(place.permanence),
      place.walksIn(),
      isHeardBefore(place.permanence, new Date(server.clock.now())),
      recordHeartbeat(place.permanence),
      place.walksIn(),
    ]);
  }
  const { before, now } = await counters(place.permanence);
  expect(before).toEqual(now);
  expect(now.nextNumber).toBe(16);
});

test("an act that changes counters only, a heartbeat and a booking send no change of the half-day's row", async () => {
  const place = await neuhof(server);
  await place.opens();
  const { notifyLineChanged } = await import("#lib/server/booking/save-appointment.ts");
  const sent = await statementsOf(async () => {
    const visit = await place.walksIn();
    await place.does({ type: "call-next", desk: 1 });
    await place.does({ type: "start", visit });
    await server.transaction((tx) => notifyLineChanged(tx, place.permanence), "service");
  });
  expect(sent.filter((text) => /INSERT INTO line\b/.test(text)).length).toBeGreaterThan(3);
  expect(sent.filter((text) => /UPDATE ("public"\.)?"?permanence/.test(text))).toEqual([]);
});

test("an act that opens or announces changes the half-day and the counters in one statement", async () => {
  const place = await neuhof(server);
  await place.opens();
  const sent = await statementsOf(() => place.does({ type: "announce", message: "La borne est en panne." }));
  expect(sent.filter((text) => /UPDATE permanence/.test(text))).toEqual([expect.stringMatching(/INSERT INTO line\b/)]);
  expect(await server.db.permanence.findUniqueOrThrow({ where: { id: place.permanence } })).toMatchObject({
    message: "La borne est en panne.",
    status: "open",
    openedAt: expect.any(Date) as Date,
  });
});

test("a line that nobody closed for days is read with the events that the version before has dated with the day of writing", async () => {
  const place = await neuhof(server);
  await place.opens();
  await place.walksIn();
  await place.does({ type: "call-next", desk: 1 });
  const { undoable } = await place.line();
  expect(undoable.length).toBeGreaterThan(0);
  // The half-day was three days ago; its events stand under today, as they were before tables were divided by month.
  await server.owner.$transaction([
    server.owner.$executeRaw`SET LOCAL session_replication_role = replica`,
    server.owner.$executeRaw`
      UPDATE permanence SET local_date = local_date - 3, starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days'
      WHERE id = ${place.permanence}::uuid`,
  ]);
  expect((await place.line()).undoable).toEqual(undoable);
});

test("a command that comes again after nearly three months, while it is kept, has no second effect", async () => {
  const place = await neuhof(server);
  await place.opens();
  const add = place.command({ type: "add-visit", visit: randomUUID() });
  await place.sends(add);
  await server.owner.$transaction([
    server.owner.$executeRaw`SET LOCAL session_replication_role = replica`,
    server.owner.$executeRaw`UPDATE queue_command SET received_on = received_on - 90 WHERE id = ${add.id}::uuid`,
  ]);
  expect((await place.sends(add)).results).toEqual([{ id: add.id, outcome: "already-applied" }]);
});
