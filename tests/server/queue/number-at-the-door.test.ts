import { randomUUID } from "node:crypto";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let doorOf: typeof import("#lib/server/place/door.ts").doorOf;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let takeNumber: typeof import("#lib/server/queue/take-number.ts").takeNumber;
let followVisit: typeof import("#lib/server/queue/follow-visit.ts").followVisit;
let leaveLine: typeof import("#lib/server/queue/leave-line.ts").leaveLine;

beforeAll(async () => {
  server = await freshServer();
  ({ doorOf } = await import("#lib/server/place/door.ts"));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ takeNumber } = await import("#lib/server/queue/take-number.ts"));
  ({ followVisit } = await import("#lib/server/queue/follow-visit.ts"));
  ({ leaveLine } = await import("#lib/server/queue/leave-line.ts"));
  await server.db.topic.create({ data: { key: "caf", rank: 1, minutes: 25 } });
});
afterAll(() => server.db.$disconnect());

async function neuhofWithDoor() {
  const place = await neuhof(server);
  const secret = secretOf("door", place.place.id, 1);
  const door = await doorOf(place.place.slug, secret);
  if (!door) throw new Error("The door does not open.");
  return {
    ...place,
    secret,
    door,
    takes: (wanted: { topic?: string; language?: string; priority?: boolean } = {}, key?: string) =>
      takeNumber(door.actor, { permanence: place.permanence, ...wanted }, key),
  };
}

const value = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: string }): Value => {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
};

test("the door opens at its own place only, with its own secret, until it is printed again", async () => {
  const here = await neuhofWithDoor();
  const there = await neuhofWithDoor();
  expect(await doorOf(there.place.slug, here.secret)).toBeUndefined();
  expect(
    await doorOf(here.place.slug, `${here.secret.slice(0, -1)}${here.secret.endsWith("A") ? "B" : "A"}`),
  ).toBeUndefined();
  expect(await doorOf(here.place.slug, "../../etc/passwd")).toBeUndefined();
  await server.db.place.update({ where: { id: here.place.id }, data: { doorGeneration: 2 } });
  expect(await doorOf(here.place.slug, here.secret)).toBeUndefined();
});

test("a phone at the door takes a number, and its holder follows their turn", async () => {
  const { takes, opens, permanence } = await neuhofWithDoor();
  expect(await takes()).toEqual({ ok: false, refusal: "numbers-not-given" });
  await opens();
  const first = value(await takes());
  const second = value(await takes({ topic: "caf", language: "tr" }));
  expect([first.number, second.number]).toEqual([1, 2]);
  const followed = await followVisit(second.secret);
  expect(followed).toMatchObject({
    visit: second.visit,
    topic: "caf",
    permanence: { id: permanence, timeZone: "Europe/Paris", status: "open" },
    place: { shortName: "Neuhof", phone: "0388000000" },
    follow: { number: 2, picture: 1, state: "waiting", ahead: { people: 1, appointments: [] }, letPast: false },
    alive: true,
  });
});

test("the same request sent again leads to the same number and the same secret", async () => {
  const { takes, opens, line } = await neuhofWithDoor();
  await opens();
  const key = randomUUID();
  const tries = await Promise.all(Array.from({ length: 4 }, () => takes({ topic: "caf" }, key)));
  expect(new Set(tries.map((taken) => value(taken).secret)).size).toBe(1);
  expect((await line()).visits).toHaveLength(1);
  expect(await takes({ language: "tr" }, key)).toEqual({ ok: false, refusal: "idempotency-key-reused" });
});

test("one key used at several half-days at once gives one number; the others are refused idempotency-key-reused", async () => {
  const doors = await Promise.all(Array.from({ length: 5 }, neuhofWithDoor));
  for (const door of doors) await door.opens();
  const key = randomUUID();
  const tries = await Promise.all(doors.map((door) => door.takes({}, key)));
  expect(tries.map((taken) => (taken.ok ? "given" : taken.refusal)).toSorted()).toEqual([
    "given",
    ...Array<string>(4).fill("idempotency-key-reused"),
  ]);
  expect((await Promise.all(doors.map(async (door) => (await door.line()).visits.length))).toSorted()).toEqual([
    0, 0, 0, 0, 1,
  ]);
});

test("a refused request is tried anew with the same key", async () => {
  const { takes, opens } = await neuhofWithDoor();
  const key = randomUUID();
  expect(await takes({}, key)).toEqual({ ok: false, refusal: "numbers-not-given" });
  await opens();
  expect(value(await takes({}, key)).number).toBe(1);
});

test("a phone gives itself no priority, takes no number elsewhere and names no unknown topic", async () => {
  const here = await neuhofWithDoor();
  const there = await neuhofWithDoor();
  await here.opens();
  await there.opens();
  expect(await here.takes({ priority: true })).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await takeNumber(here.door.actor, { permanence: there.permanence })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await takeNumber({ kind: "anonymous" }, { permanence: here.permanence })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await here.takes({ topic: "astrology" })).toEqual({ ok: false, refusal: "unknown-topic" });
  expect(await takeNumber(here.door.actor, { permanence: "neuhof" })).toEqual({ ok: false, refusal: "not-found" });
  expect((await here.line()).visits).toEqual([]);
});

test("the team gives priority with the number", async () => {
  const { opens, staff, permanence, visit } = await neuhofWithDoor();
  await opens();
  const taken = value(await takeNumber(staff, { permanence, priority: true }));
  expect(await visit(taken.visit)).toMatchObject({ priority: true });
});

test("when the team's devices are silent for three minutes the door gives no number, and says so", async () => {
  const { takes, opens, staff, permanence, walksIn } = await neuhofWithDoor();
  await opens();
  await walksIn();
  const taken = value(await takes());
  setTime(server, "8:52");
  expect(value(await takes()).number).toBe(3);
  setTime(server, "8:54");
  expect(await takes()).toEqual({ ok: false, refusal: "place-offline" });
  expect(await followVisit(taken.secret)).toMatchObject({ alive: false, follow: { wait: { state: "unknown" } } });
  value(await takeNumber(staff, { permanence }));
  const { readLine } = await import("#lib/server/queue/read-line.ts");
  await readLine(staff, permanence);
  expect(value(await takes()).number).toBe(5);
  expect(await followVisit(taken.secret)).toMatchObject({ alive: true });
});

test("the holder leaves once, asked twice, and nobody with another secret", async () => {
  const { takes, opens, visit, does } = await neuhofWithDoor();
  await opens();
  const [mine, other] = [value(await takes()), value(await takes())];
  const forged = `${other.secret.slice(0, 22)}${mine.secret.slice(22)}`;
  expect(await leaveLine(forged)).toEqual({ ok: false, refusal: "not-found" });
  expect(await followVisit(forged)).toBeUndefined();
  const tries = await Promise.all([leaveLine(mine.secret), leaveLine(mine.secret)]);
  expect(tries.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await visit(mine.visit)).toMatchObject({ state: "left", why: "resident" });
  expect(await visit(other.visit)).toMatchObject({ state: "waiting" });
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit: other.visit });
  expect(await leaveLine(other.secret)).toEqual({ ok: false, refusal: "state-changed" });
});

test("long after the end the holder still reads how it ended", async () => {
  const { takes, opens } = await neuhofWithDoor();
  await opens();
  const mine = value(await takes());
  await leaveLine(mine.secret);
  setTime(server, "11:00");
  expect((await followVisit(mine.secret))?.follow).toMatchObject({
    number: 1,
    state: "left",
    ahead: { people: 0, appointments: [] },
  });
});

test("a booked person is welcomed once: asked again, the same number", async () => {
  const { opens, booked, staff, door } = await neuhofWithDoor();
  const { checkIn } = await import("#lib/server/queue/check-in.ts");
  await opens();
  const appointment = await booked("9:30");
  const tries = await Promise.all(Array.from({ length: 3 }, () => checkIn(staff, appointment)));
  expect(new Set(tries.map((tried) => value(tried).secret)).size).toBe(1);
  expect(tries.map((tried) => value(tried).again).sort()).toEqual([false, true, true]);
  expect(await checkIn(door.actor, appointment)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await checkIn(staff, randomUUID())).toEqual({ ok: false, refusal: "not-found" });
});

test("long after three calls without an answer their holder still reads that this is why", async () => {
  const { takes, opens, does } = await neuhofWithDoor();
  await opens();
  const mine = value(await takes());
  for (let calls = 0; calls < 3; calls += 1) {
    await does({ type: "call", visit: mine.visit, desk: 1 });
    await does({ type: "absent", visit: mine.visit });
  }
  expect((await followVisit(mine.secret))?.follow).toMatchObject({ state: "left", unanswered: true });
  setTime(server, "9:30");
  expect((await followVisit(mine.secret))?.follow).toMatchObject({ state: "left", unanswered: true });
});
