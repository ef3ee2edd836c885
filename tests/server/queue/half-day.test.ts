import { randomUUID } from "node:crypto";
import { at } from "#tests/support/line.ts";
import { freshServer, setTime, neuhof, type Neuhof, type Server } from "./neuhof.ts";

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

test("help is not taken up again at a desk that a colleague holds now, nor written under the colleague's name", async () => {
  const { does, walksIn, opens, newStaff, line } = await neuhof(server);
  const [one] = await opens();
  const colleague = await newStaff();
  const visit = await walksIn();
  const finish = randomUUID();
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

test("a person late by a call that is taken back is not late, also when helped meanwhile: who helped them stays as it was", async () => {
  const { does, booked, opens, walksIn, visit, line, newStaff } = await neuhof(server, { desks: 2 });
  const [, helper] = await opens();
  const appointment = await booked("9:00");
  const later = await booked("9:00", 2);
  await walksIn();
  setTime(server, "9:20");
  const call = randomUUID();
  const late = randomUUID();
  const another = randomUUID();
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

test("whoever takes a desk is remembered as the one who calls and helps there", async () => {
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

const outcomeOf = (id: string) =>
  server.db.permanence.findUniqueOrThrow({
    where: { id },
    select: { status: true, outcome: true, closedAt: true, suspended: true },
  });

test("a half-day is closed by a person: who still waits is counted, who was paused is helped, everybody goes home", async () => {
  const { opens, walksIn, does, visit, line, permanence } = await neuhof(server, { desks: 2 });
  await opens();
  const paused = await walksIn();
  const waits = await walksIn();
  const goes = await walksIn();
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit: paused });
  expect(await does({ type: "close", leftovers: [] })).toBe("desk-busy");
  await does({ type: "pause", visit: paused });
  setTime(server, "12:05");
  const leftovers = [
    { visit: paused, choice: "done" },
    { visit: waits, choice: "another-date" },
    { visit: goes, choice: "left" },
  ] as const;
  expect(await does({ type: "close", leftovers: leftovers.slice(0, 2) })).toBe("leftovers-remain");
  expect(await does({ type: "close", leftovers: [...leftovers, { visit: randomUUID(), choice: "left" }] })).toBe(
    "not-found",
  );
  expect((await line()).status).toBe("open");
  expect(await does({ type: "close", leftovers })).toBe("applied");
  expect([await visit(paused), await visit(waits), await visit(goes)]).toMatchObject([
    { state: "done", desk: 1 },
    { state: "unserved" },
    { state: "left", why: "staff" },
  ]);
  expect((await line()).desks.map(({ state }) => state)).toEqual(["left", "left"]);
  expect(await outcomeOf(permanence)).toMatchObject({ status: "closed", outcome: "held", closedAt: expect.any(Date) });
  const events = await server.db.queueEvent.findMany({ where: { permanenceId: permanence, type: "visit-unserved" } });
  expect(events).toMatchObject([{ visitId: waits, data: { choice: "another-date" } }]);
});

test("before its day a half-day is not closed, on its day it is, and says then that it was not held", async () => {
  const { does, permanence } = await neuhof(server);
  server.clock.move(server.clock.offset() - 24 * 60 * 60_000);
  expect(await does({ type: "close", leftovers: [] })).toBe("too-early");
  expect(await outcomeOf(permanence)).toMatchObject({ status: "scheduled", outcome: null });
  setTime(server, "8:55");
  expect(await does({ type: "close", leftovers: [] })).toBe("applied");
  const { readPermanence } = await import("#lib/server/schedule/read-permanence.ts");
  expect(await readPermanence(permanence)).toMatchObject({ status: "closed", notHeld: true });
});

test("closing early cancels the appointments that it names by service, keeps the others, and lets nobody be checked in", async () => {
  const { opens, does, booked, line } = await neuhof(server, { desks: 2 });
  await opens();
  const early = await booked("9:00");
  const cancelled = await booked("11:00");
  const kept = await booked("11:30");
  setTime(server, "9:45");
  const bookings = [
    { appointment: cancelled, choice: "cancelled" },
    { appointment: kept, choice: "kept" },
  ] as const;
  expect(await does({ type: "close", leftovers: [], bookings: [] })).toBe("leftovers-remain");
  expect(await does({ type: "close", leftovers: [], bookings })).toBe("applied");
  const rows = await server.db.appointment.findMany({ where: { id: { in: [early, cancelled, kept] } } });
  const stateOf = new Map(rows.map(({ id, state, cancelledAt }) => [id, { state, at: cancelledAt !== null }]));
  expect([early, cancelled, kept].map((id) => stateOf.get(id))).toEqual([
    { state: "booked", at: false },
    { state: "cancelled-by-service", at: true },
    { state: "booked", at: false },
  ]);
  expect((await line()).expected.map(({ id }) => id)).toEqual([early, kept]);
  expect(await does({ type: "check-in", appointment: kept, visit: randomUUID() })).toBe("permanence-closed");
});

test("closed while a colleague calls: either the call or the close, never somebody called in a closed half-day", async () => {
  for (let round = 0; round < 3; round += 1) {
    const { opens, walksIn, command, permanence, staff, line } = await neuhof(server);
    await opens();
    const person = await walksIn();
    const [call, close] = await Promise.all([
      server.runCommands(staff, permanence, [command({ type: "call-next", desk: 1 })]),
      server.runCommands(staff, permanence, [
        command({ type: "close", leftovers: [{ visit: person, choice: "no-date" }] }),
      ]),
    ]);
    const refusals = [call, close].map((ran) =>
      ran.ok && ran.value.results[0]?.outcome === "refused" ? ran.value.results[0].refusal : "applied",
    );
    const { status, visits } = await line();
    expect([refusals, status, visits[0]?.state]).toEqual(
      status === "closed"
        ? [["permanence-closed", "applied"], "closed", "unserved"]
        : [["applied", "desk-busy"], "open", "called"],
    );
  }
});

/** Why people were turned away, as the rows say it. */
const turnedAway = async (permanenceId: string) =>
  (await server.db.turnAway.findMany({ where: { permanenceId } })).map(({ reason }) => reason);

test("who was counted by mistake is taken back within a minute, at their half-day, and nobody else with them", async () => {
  const here = await neuhof(server);
  const there = await neuhof(server);
  for (const { does } of [here, there]) await does({ type: "give-numbers" });
  const mistaken = randomUUID();
  const other = randomUUID();
  await here.does({ type: "turn-away", reason: "full" }, { id: mistaken });
  await here.does({ type: "turn-away", reason: "language" }, { id: other });
  await there.does({ type: "undo-turn-away", turnAway: mistaken });
  expect((await turnedAway(here.permanence)).toSorted()).toEqual(["full", "language"]);
  expect(await here.does({ type: "undo-turn-away", turnAway: mistaken })).toBe("applied");
  expect(await here.does({ type: "undo-turn-away", turnAway: mistaken })).toBe("applied");
  expect(await turnedAway(here.permanence)).toEqual(["language"]);
  setTime(server, "8:52");
  await here.does({ type: "undo-turn-away", turnAway: other });
  expect(await turnedAway(here.permanence)).toEqual(["language"]);
});

const rowOf = (id: string) =>
  server.db.visit.findUniqueOrThrow({ where: { id }, select: { topicKey: true, language: true, state: true } });

test("topic and language stand in the row of the visit, at the door, at the desk and after the help", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  expect(await here.does({ type: "describe", visit, topic: "impots" })).toBe("applied");
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  expect(await here.does({ type: "describe", visit, language: "ar" })).toBe("applied");
  await here.does({ type: "finish", visit });
  expect(await here.does({ type: "describe", visit, topic: "caf" })).toBe("applied");
  expect(await rowOf(visit)).toEqual({ topicKey: "caf", language: "ar", state: "done" });
  expect((await here.line()).visits).toMatchObject([{ id: visit, topic: "caf", language: "ar" }]);
});

test("a topic that the organisation does not have is left out, and the rest is noted", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  expect(await here.does({ type: "describe", visit, topic: "nothing-of-ours", language: "ar" })).toBe("applied");
  expect(await rowOf(visit)).toMatchObject({ topicKey: null, language: "ar" });
});

test("the event names its visit in its facts only: it is none of the visit’s states", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "describe", visit, topic: "impots" });
  const [event] = await server.db.queueEvent.findMany({
    where: { permanenceId: here.permanence, type: "visit-described" },
  });
  expect(event).toMatchObject({ visitId: null, data: { visit, topic: "impots" } });
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

const lastEvent = async ({ permanence }: Neuhof) => {
  const [last] = await server.db.queueEvent.findMany({
    where: { permanenceId: permanence },
    orderBy: { id: "desc" },
    take: 1,
  });
  if (!last) throw new Error("Nothing has happened.");
  return last;
};

/** Two desks, with somebody helped at the second, whose conseiller is not there any more. */
async function colleagueGone() {
  const here = await neuhof(server, { desks: 2 });
  const [me, colleague] = await here.opens();
  if (!me || !colleague) throw new Error("There are two desks.");
  const visit = await here.walksIn();
  const next = await here.walksIn();
  await here.does({ type: "call-next", desk: 2 });
  await here.does({ type: "start", visit });
  return { here, me, colleague, visit, next };
}

test.each([
  ["reception", "reception"],
  ["coordinator", "coordination"],
] as const)("%s frees the desk: who was there is next, and the event says who did it", async (role, as) => {
  const { here, colleague, visit } = await colleagueGone();
  const actor = await here.newStaff(role);
  expect(await here.does({ type: "free-desk", desk: 2 }, { by: actor })).toBe("applied");
  expect(await here.visit(visit)).toMatchObject({ state: "waiting", back: true });
  const event = await lastEvent(here);
  const data = { desk: 2, conseiller: colleague.user, as };
  expect(event).toMatchObject({ type: "desk-freed", visitId: visit, data });
  expect(event.actor).toContain(actor.user);
  expect(await here.does({ type: "call-next", desk: 1 })).toBe("applied");
  expect(await here.visit(visit)).toMatchObject({ state: "called", desk: 1 });
});

test("the help of a conseiller whose desk was freed has the end that it had without network, also after a replacement", async () => {
  const { here, colleague, visit, next } = await colleagueGone();
  const reception = await here.newStaff("reception");
  expect(await here.does({ type: "free-desk", desk: 2 }, { by: reception })).toBe("applied");
  const replacement = await here.newStaff();
  expect(await here.does({ type: "take-desk", desk: 2 }, { by: replacement })).toBe("applied");
  expect((await here.line()).desks[1]).toMatchObject({
    formerly: [{ conseiller: colleague.user, freedBy: "reception" }],
  });
  expect(await here.does({ type: "call", visit, desk: 2 }, { by: replacement })).toBe("applied");
  const begun = (await here.visit(visit)).helped?.startedAt;
  expect(await here.does({ type: "finish", visit }, { by: colleague })).toBe("applied");
  expect(await here.visit(visit)).toMatchObject({ state: "done", desk: 2, startedAt: begun });
  expect((await server.db.visit.findUniqueOrThrow({ where: { id: visit } })).conseillerId).toBe(colleague.user);
  // Nor is the beginning of help lost with the one whom they called without network.
  expect(await here.does({ type: "start", visit: next, desk: 2 }, { by: colleague })).toBe("applied");
  expect(await here.visit(next)).toMatchObject({
    state: "waiting",
    back: true,
    helped: { conseiller: colleague.user },
  });
  expect(await here.does({ type: "finish", visit: next }, { by: colleague })).toBe("applied");
  expect(await here.visit(next)).toMatchObject({ state: "done", desk: 2 });
});

test("a coordinator takes over the person to a desk that is free: the help is its conseiller's from then on", async () => {
  const { here, me, visit } = await colleagueGone();
  const actor = await here.newStaff("coordinator");
  expect(await here.does({ type: "take-over", visit, desk: 1 }, { by: actor })).toBe("applied");
  expect(await here.visit(visit)).toMatchObject({ state: "serving", desk: 1 });
  expect((await server.db.visit.findUniqueOrThrow({ where: { id: visit } })).conseillerId).toBe(me.user);
  expect((await lastEvent(here)).actor).toContain(actor.user);
  expect(await here.does({ type: "finish", visit }, { by: me })).toBe("applied");
  expect((await server.db.visit.findUniqueOrThrow({ where: { id: visit } })).conseillerId).toBe(me.user);
});

test("a conseiller frees no desk but their own, takes nobody over and adds no desk", async () => {
  const { here, me, visit } = await colleagueGone();
  const acts = [{ type: "free-desk", desk: 2 }, { type: "take-over", visit, desk: 1 }, { type: "add-desk" }] as const;
  for (const act of acts) expect(await here.does(act, { by: me })).toBe("not-allowed");
  expect(await here.visit(visit)).toMatchObject({ state: "serving", desk: 2 });
});

test("a coordinator of another organisation does none of it", async () => {
  const { here } = await colleagueGone();
  const there = await neuhof(server);
  const stranger = await there.newStaff("coordinator");
  expect(await here.does({ type: "free-desk", desk: 2 }, { by: stranger })).toBe("not-allowed");
});

test("a desk that is freed while its conseiller ends the help: the one that comes first stands", async () => {
  for (let round = 0; round < 3; round += 1) {
    const { here, colleague, visit } = await colleagueGone();
    const coordinator = await here.newStaff("coordinator");
    const outcomes = await Promise.all([
      here.does({ type: "finish", visit }, { by: colleague }),
      here.does({ type: "free-desk", desk: 2 }, { by: coordinator }),
    ]);
    expect([
      ["applied", "applied"],
      ["state-changed", "applied"],
    ]).toContainEqual(outcomes);
    expect((await here.visit(visit)).state).toBe(outcomes[0] === "applied" ? "done" : "waiting");
  }
});

describe("a half-day that was closed by mistake", () => {
  const closed = async () => {
    const here = await neuhof(server);
    await here.opens();
    const visit = await here.walksIn();
    await here.does({ type: "close", leftovers: [{ visit, choice: "another-date" }] });
    return { here, visit };
  };
  const row = ({ permanence }: Neuhof) =>
    server.db.permanence.findUniqueOrThrow({
      where: { id: permanence },
      select: { status: true, outcome: true, closedAt: true, openedAt: true },
    });

  test("is reopened by anybody of the team: its row says nothing of the close any more, and its event who did it", async () => {
    const { here, visit } = await closed();
    expect(await row(here)).toMatchObject({ status: "closed", outcome: "held-with-nobody" });
    const colleague = await here.newStaff();
    expect(await here.does({ type: "reopen" }, { by: colleague })).toBe("applied");
    const after = await row(here);
    expect(after).toMatchObject({ status: "open", outcome: null, closedAt: null });
    expect(after.openedAt).not.toBeNull();
    const event = await lastEvent(here);
    expect(event.type).toBe("reopened");
    expect(event.actor).toContain(colleague.user);
    expect(await here.visit(visit)).toMatchObject({ state: "unserved" });
    expect((await here.line()).closedAt).toBeUndefined();
  });
});

describe("what the team reads of it", () => {
  test("the tablet of reception and coordination arranges the desks, that of a conseiller does not", async () => {
    const { readTablet } = await import("#lib/server/queue/read-tablet.ts");
    const here = await neuhof(server);
    for (const [role, arranges] of [
      ["reception", true],
      ["coordinator", true],
      ["conseiller", false],
    ] as const) {
      const start = await readTablet(await here.newStaff(role), here.permanence);
      expect(start.ok && start.value.arranges).toBe(arranges);
    }
  });

  test("the list of half-days leads to one that was closed within the hour, and not later", async () => {
    const { readStaffPermanences } = await import("#lib/server/schedule/read-staff-permanences.ts");
    const here = await neuhof(server);
    await here.opens();
    const reopenable = async () => (await readStaffPermanences(here.staff)).today[0]?.reopenable;
    expect(await reopenable()).toBeUndefined();
    await here.does({ type: "close", leftovers: [] });
    expect(await reopenable()).toBe(true);
    setTime(server, "9:49");
    expect(await reopenable()).toBe(true);
    setTime(server, "9:51");
    expect(await reopenable()).toBeUndefined();
  });
});
