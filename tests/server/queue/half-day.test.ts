import { randomUUID } from "node:crypto";
import { at } from "#tests/support/line.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

test("numbers are given at the door, the permanence opens, somebody is called, helped and goes", async () => {
  const { does, walksIn, visit, line, permanence } = await neuhof(server);
  expect(await does({ type: "add-visit", visit: randomUUID() })).toBe("numbers-not-given");
  expect(await does({ type: "give-numbers" })).toBe("applied");
  const first = await walksIn({ topic: "caf", language: "ar" });
  const second = await walksIn();
  expect(await does({ type: "call-next", desk: 1 })).toBe("permanence-not-open");
  expect(await does({ type: "open", desks: [{ desk: 1 }] })).toBe("applied");
  setTime(server, "9:02");
  expect(await does({ type: "call-next", desk: 1 })).toBe("applied");
  expect(await visit(first)).toMatchObject({ state: "called", desk: 1, number: 1, topic: "caf", language: "ar" });
  expect(await does({ type: "call-next", desk: 1 })).toBe("desk-busy");
  setTime(server, "9:03");
  expect(await does({ type: "start", visit: first })).toBe("applied");
  setTime(server, "9:20");
  expect(await does({ type: "finish", visit: first })).toBe("applied");
  expect(await visit(first)).toMatchObject({ state: "done", desk: 1 });
  await does({ type: "call-next", desk: 1 });
  expect(await does({ type: "absent", visit: second })).toBe("applied");
  expect(await visit(second)).toMatchObject({ state: "absent", missedCalls: 1, missedAtCall: 2 });
  const { status, numbers, nextNumber, calls } = await line();
  expect({ status, numbers, nextNumber, calls }).toEqual({ status: "open", numbers: "given", nextNumber: 3, calls: 2 });
  const events = await server.db.queueEvent.findMany({ where: { permanenceId: permanence }, orderBy: { id: "asc" } });
  expect(events.map((event) => event.type)).toEqual([
    "numbers-given",
    "visit-joined",
    "visit-joined",
    "opened",
    "visit-called",
    "visit-started",
    "visit-finished",
    "visit-called",
    "visit-absent",
  ]);
  expect(events.map((event) => event.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("a call taken back within a minute puts the person back in their place, and the next call is theirs again", async () => {
  const { does, walksIn, visit, opens } = await neuhof(server);
  await opens();
  const first = await walksIn();
  await walksIn();
  const call = randomUUID();
  await does({ type: "call-next", desk: 1 }, { id: call });
  expect(await does({ type: "undo", command: call })).toBe("applied");
  expect(await visit(first)).toMatchObject({ state: "waiting", number: 1 });
  await does({ type: "call-next", desk: 1 });
  expect(await visit(first)).toMatchObject({ state: "called" });
});

test("a call taken back is one call fewer for whoever missed a call after it", async () => {
  const { does, walksIn, visit, opens, line } = await neuhof(server, { desks: 2 });
  await opens();
  await walksIn();
  const second = await walksIn();
  const [call, missed] = [randomUUID(), randomUUID()];
  await does({ type: "call-next", desk: 1 }, { id: call });
  await does({ type: "call-next", desk: 2 });
  await does({ type: "absent", visit: second }, { id: missed });
  expect(await visit(second)).toMatchObject({ state: "absent", missedAtCall: 2 });
  expect(await does({ type: "undo", command: call })).toBe("applied");
  expect(await visit(second)).toMatchObject({ state: "absent", missedAtCall: 1 });
  expect((await line()).calls).toBe(1);
  expect((await line()).undoable.map((act) => [act.visit, act.call])).toContainEqual([second, 1]);
});

test("help is not taken up again at a table that a colleague holds now, nor written under the colleague's name", async () => {
  const { does, walksIn, opens, newStaff, line } = await neuhof(server);
  const [one] = await opens();
  const colleague = await newStaff();
  const [visit, finish] = [await walksIn(), randomUUID()];
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit });
  await does({ type: "finish", visit }, { id: finish });
  expect((await line()).undoable.at(-1)).toMatchObject({ command: finish, heldBy: one?.user });
  await does({ type: "take-desk", desk: 2, conseiller: one?.user ?? "" });
  await does({ type: "take-desk", desk: 1, conseiller: colleague.user }, { by: colleague });
  expect(await does({ type: "undo", command: finish })).toBe("desk-not-taken");
  expect(
    await server.db.visit.findUniqueOrThrow({ where: { id: visit }, select: { state: true, conseillerId: true } }),
  ).toEqual({ state: "done", conseillerId: one?.user });
});

test("an act that was written before `heldBy` was kept can still be taken back", async () => {
  const { does, walksIn, opens, line, visit: now } = await neuhof(server);
  await opens();
  const [visit, finish] = [await walksIn(), randomUUID()];
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit });
  await does({ type: "finish", visit }, { id: finish });
  await server.owner.$executeRaw`ALTER TABLE queue_event DISABLE TRIGGER queue_event_append_only`;
  expect(
    await server.owner.$executeRaw`UPDATE queue_event SET data = data - 'heldBy' WHERE data ? 'heldBy'`,
  ).toBeGreaterThan(0);
  await server.owner.$executeRaw`ALTER TABLE queue_event ENABLE TRIGGER queue_event_append_only`;
  expect((await line()).undoable.at(-1)).not.toHaveProperty("heldBy");
  expect(await does({ type: "undo", command: finish })).toBe("applied");
  expect(await now(visit)).toMatchObject({ state: "serving", desk: 1 });
});

test("for a minute an act is taken back, after it nothing is", async () => {
  const { does, walksIn, opens } = await neuhof(server);
  await opens();
  await walksIn();
  setTime(server, "9:00");
  const [call, again] = [randomUUID(), randomUUID()];
  await does({ type: "call-next", desk: 1 }, { id: call });
  setTime(server, "9:00:55");
  expect(await does({ type: "undo", command: call })).toBe("applied");
  await does({ type: "call-next", desk: 1 }, { id: again });
  setTime(server, "9:03");
  expect(await does({ type: "undo", command: again })).toBe("too-late");
});

test("a number given by mistake stays used, and counts nobody", async () => {
  const { does, visit, walksIn, opens } = await neuhof(server);
  await opens();
  const [mistake, added] = [randomUUID(), randomUUID()];
  await does({ type: "add-visit", visit: mistake }, { id: added });
  expect(await does({ type: "undo", command: added })).toBe("applied");
  expect(await visit(mistake)).toMatchObject({ state: "left", why: "given-by-mistake", number: 1 });
  expect(await visit(await walksIn())).toMatchObject({ number: 2 });
});

test("a booked person who arrives keeps their hour, and is in the line once", async () => {
  const { does, booked, opens, walksIn, visit, line } = await neuhof(server);
  await opens();
  const appointment = await booked("9:30");
  await walksIn();
  setTime(server, "9:20");
  const arrived = randomUUID();
  expect(await does({ type: "check-in", appointment, visit: arrived })).toBe("applied");
  expect(await does({ type: "check-in", appointment, visit: randomUUID() })).toBe("already-here");
  expect((await line()).expected).toEqual([]);
  setTime(server, "9:29");
  await does({ type: "call-next", desk: 1 });
  expect(await visit(arrived)).toMatchObject({
    state: "called",
    origin: { kind: "appointment", appointment, late: false },
  });
});

test("a person who comes after their turn has passed is late, and a call taken back took nobody's turn", async () => {
  const { does, booked, opens, walksIn, line } = await neuhof(server);
  await opens();
  await booked("9:30");
  await walksIn();
  setTime(server, "9:32");
  const call = randomUUID();
  await does({ type: "call-next", desk: 1 }, { id: call });
  expect((await line()).expected).toMatchObject([{ passedBy: [call] }]);
  await does({ type: "undo", command: call });
  expect((await line()).expected).toMatchObject([{ passedBy: [] }]);
});

test("a person late by a call that is taken back is not late, also when helped meanwhile: who helped them stays as it was", async () => {
  const { does, booked, opens, walksIn, visit, line, newStaff } = await neuhof(server, { desks: 2 });
  const [, helper] = await opens();
  const [appointment, later] = [await booked("9:00"), await booked("9:00", 2)];
  await walksIn();
  setTime(server, "9:20");
  const [call, late, another] = [randomUUID(), randomUUID(), randomUUID()];
  await does({ type: "call-next", desk: 1 }, { id: call });
  await does({ type: "check-in", appointment, visit: late });
  await does({ type: "check-in", appointment: later, visit: another });
  expect(await visit(another)).toMatchObject({ origin: { late: true, passedBy: [call] } });
  for (const act of [
    { type: "call", visit: late, desk: 2 },
    { type: "start", visit: late },
    { type: "finish", visit: late },
  ] as const)
    await does(act);
  await does({ type: "leave-desk" }, { by: helper! });
  const colleague = await newStaff();
  expect(await does({ type: "take-desk", desk: 2 }, { by: colleague })).toBe("applied");
  expect(await does({ type: "undo", command: call })).toBe("applied");
  for (const { origin } of (await line()).visits.slice(1))
    expect(origin).toEqual({
      kind: "appointment",
      appointment: expect.any(String),
      hour: at("9:00"),
      bookedAt: at("-4:00"),
      late: false,
    });
  expect(
    await server.db.visit.findUniqueOrThrow({
      where: { id: late },
      select: { state: true, late: true, conseillerId: true },
    }),
  ).toEqual({ state: "done", late: false, conseillerId: helper?.user });
  await does({ type: "call-next", desk: 1 });
  expect((await visit(another)).state).toBe("called");
});

test("whoever takes a table is remembered as the one who calls and helps there", async () => {
  const { does, walksIn, staff } = await neuhof(server);
  await does({ type: "give-numbers" });
  await does({ type: "open", desks: [{ desk: 2 }] });
  expect(await does({ type: "take-desk", desk: 1 })).toBe("applied");
  const first = await walksIn();
  await does({ type: "call-next", desk: 1 });
  expect((await server.db.visit.findUniqueOrThrow({ where: { id: first } })).conseillerId).toBe(staff.user);
  await does({ type: "absent", visit: first });
  expect((await server.db.visit.findUniqueOrThrow({ where: { id: first } })).conseillerId).toBeNull();
});

test("a conseiller who moves to another table has left the first", async () => {
  const { does, opens, line } = await neuhof(server, { desks: 2 });
  await opens();
  await does({ type: "open", desks: [{ desk: 3 }] });
  expect(await does({ type: "take-desk", desk: 4 })).toBe("applied");
  expect((await line()).desks.map(({ number, state }) => [number, state])).toEqual([
    [1, "left"],
    [2, "present"],
    [3, "present"],
    [4, "present"],
  ]);
});
