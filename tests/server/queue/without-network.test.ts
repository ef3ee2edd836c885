import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

/** A tablet that was lent the numbers 101 to 140 at nine, and its colleague's. */
async function lent() {
  const here = await neuhof(server, { desks: 2 });
  await here.opens();
  setTime(server, "9:00");
  expect(await here.does({ type: "lease-numbers" }, { device: "tablet-away" })).toBe("applied");
  const gave = (number: number, joinedAt: string, device = "tablet-away") => {
    const visit = randomUUID();
    return {
      visit,
      command: here.command(
        { type: "add-visit", visit, number, joinedAt: at(joinedAt) },
        { device, atTime: at(joinedAt) },
      ),
    };
  };
  return { ...here, gave };
}

test("a number given without network keeps the moment it was given, and is before those given later", async () => {
  const { sends, gave, walksIn, line, does, visit } = await lent();
  setTime(server, "9:10");
  const online = await walksIn();
  setTime(server, "9:20");
  const away = gave(101, "9:05");
  expect((await sends(away.command)).results).toMatchObject([{ outcome: "applied" }]);
  expect(await visit(away.visit)).toMatchObject({ number: 101, joinedAt: at("9:05") });
  expect(await visit(online)).toMatchObject({ number: 1 });
  await does({ type: "call-next", desk: 1 });
  expect((await line()).visits.map(({ number, state }) => [number, state])).toEqual([
    [1, "waiting"],
    [101, "called"],
  ]);
});

test("whoever got a number meanwhile reads on its page that numbers were given without network; nobody else does", async () => {
  const { sends, gave, walksIn, permanence } = await lent();
  const { readBoard } = await import("#lib/server/queue/read-boards.ts");
  const told = async () =>
    (await readBoard(permanence))?.follows.map(({ number, withoutNetwork, ahead }) => [
      number,
      ahead.people,
      withoutNetwork ?? false,
    ]);
  await walksIn();
  setTime(server, "9:10");
  await walksIn();
  expect(await told()).toEqual([
    [1, 0, false],
    [2, 1, false],
  ]);
  setTime(server, "9:20");
  await sends(gave(101, "9:05").command, gave(102, "9:06").command);
  setTime(server, "9:21");
  await walksIn();
  expect(await told()).toEqual([
    [1, 0, false],
    [2, 3, true],
    [3, 4, false],
    [101, 1, false],
    [102, 2, false],
  ]);
});

test("not before the last exchange with the tablet, and not after now", async () => {
  const { sends, gave, visit } = await lent();
  setTime(server, "9:20");
  const [early, late] = [gave(101, "8:00"), gave(102, "11:00")];
  await sends(early.command, late.command);
  expect((await visit(early.visit)).joinedAt).toBeGreaterThanOrEqual(at("9:00"));
  expect((await visit(late.visit)).joinedAt).toBeLessThan(at("9:21"));
});

test("what comes in two batches, with a colleague's heartbeat in between, keeps its times", async () => {
  const { sends, gave, does, visit } = await lent();
  setTime(server, "9:30");
  await does({ type: "ask-help" });
  const [first, second] = [gave(101, "9:05"), gave(102, "9:15")];
  await sends(first.command);
  await sends(second.command);
  expect([(await visit(first.visit)).joinedAt, (await visit(second.visit)).joinedAt]).toEqual([at("9:05"), at("9:15")]);
  const events = await server.db.queueEvent.findMany({
    where: { visitId: { in: [first.visit, second.visit] } },
    orderBy: { id: "asc" },
  });
  expect(events.map((event) => event.at.getTime())).toEqual([at("9:05"), at("9:15")]);
});

test("the moment of a number given online is the server's, whatever the tablet says", async () => {
  const { does, visit } = await lent();
  setTime(server, "9:20");
  const person = randomUUID();
  await does({ type: "add-visit", visit: person, joinedAt: at("9:05") }, { device: "tablet-away" });
  expect((await visit(person)).joinedAt).toBeGreaterThanOrEqual(at("9:20"));
});

test("a number that somebody has, or that was lent to another tablet, is not given again: its person gets the next one, and keeps the moment", async () => {
  const { sends, gave, line } = await lent();
  const commands = [gave(101, "9:05"), gave(101, "9:06"), gave(102, "9:08", "tablet-other")];
  setTime(server, "9:20");
  const { results } = await sends(...commands.map(({ command }) => command));
  expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied", "applied"]);
  expect((await line()).visits.map(({ number, joinedAt }) => [number, joinedAt]).slice(0, 1)).toEqual([
    [1, at("9:06")],
  ]);
  expect((await line()).visits.map(({ number }) => number)).toEqual([1, 2, 101]);
});

test("tablets that ask for numbers at the same moment are lent different ones, and door and tablets share none", async () => {
  const { command, permanence, staff, walksIn, line } = await neuhof(server).then(
    async (here) => (await here.opens(), here),
  );
  await Promise.all(
    Array.from({ length: 6 }, (_, tablet) =>
      server.runCommands(staff, permanence, [command({ type: "lease-numbers" }, { device: `tablet-${tablet}` })]),
    ),
  );
  const { leases, nextNumber } = await line();
  expect(leases.map(({ first, last }) => [first, last])).toEqual([
    [101, 140],
    [201, 240],
    [301, 340],
    [401, 440],
    [501, 540],
    [601, 640],
  ]);
  expect(new Set(leases.map(({ device }) => device)).size).toBe(6);
  expect(nextNumber).toBe(1);
  const person = await walksIn();
  expect((await line()).visits.find(({ id }) => id === person)?.number).toBe(1);
});

test("at the close the numbers nobody was given are recorded void, block by block", async () => {
  const { sends, gave, does, line, permanence } = await lent();
  const all = Array.from({ length: 40 }, (_, index) => gave(101 + index, "9:05"));
  await sends(...all.map(({ command }) => command));
  await does({ type: "lease-numbers" }, { device: "tablet-away" });
  setTime(server, "12:00");
  expect(await does({ type: "close", leftovers: [] })).toBe("leftovers-remain");
  expect(await does({ type: "close", leftovers: all.map(({ visit }) => ({ visit, choice: "another-date" })) })).toBe(
    "applied",
  );
  const leases = await server.db.numberLease.findMany({
    where: { permanenceId: permanence },
    orderBy: { firstNumber: "asc" },
  });
  expect(leases.map(({ firstNumber, voidedAt }) => [firstNumber, voidedAt !== null])).toEqual([
    [101, false],
    [201, true],
  ]);
  expect((await line()).leases).toEqual([]);
});

/** A table whose tablet called somebody at 9:01, was without network until 9:30, and sends what it did meanwhile. */
async function helpedWithoutNetwork() {
  const here = await neuhof(server, { desks: 2 });
  const [, two] = await here.opens();
  setTime(server, "9:00");
  const person = await here.walksIn();
  const other = await here.walksIn();
  setTime(server, "9:01");
  await here.does({ type: "call-next", desk: 1 }, { device: "tablet-away" });
  const did = (act: Act, time: string, id?: string) =>
    here.command(act, { device: "tablet-away", atTime: at(time), ...(id && { id }) });
  return { ...here, two, person, other, did };
}

test("help given without network lasted as long as it did, and its wait ended when it began", async () => {
  const { sends, did, person, visit, permanence } = await helpedWithoutNetwork();
  setTime(server, "9:30");
  await sends(did({ type: "start", visit: person }, "9:02"), did({ type: "finish", visit: person }, "9:04:30"));
  expect(await visit(person)).toMatchObject({ startedAt: at("9:02"), endedAt: at("9:04:30") });
  const events = await server.db.queueEvent.findMany({ where: { permanenceId: permanence, visitId: person } });
  expect(events.slice(-2).map((event) => event.at.getTime())).toEqual([at("9:02"), at("9:04:30")]);
});

test("what was done without network is taken back within a minute of being done, however late both come", async () => {
  const { sends, did, person, visit } = await helpedWithoutNetwork();
  const [finish, early, late] = [randomUUID(), randomUUID(), randomUUID()];
  setTime(server, "9:30");
  await sends(did({ type: "start", visit: person }, "9:02"));
  await sends(did({ type: "finish", visit: person }, "9:04", finish));
  setTime(server, "9:40");
  const undo = (time: string, id: string) => sends(did({ type: "undo", command: finish }, time, id));
  expect((await undo("9:05:01", late)).results).toMatchObject([{ refusal: "too-late" }]);
  // The tablet's own last act is its undo of 9:05:01 now, so nothing it claims is before that.
  expect((await undo("9:04:40", early)).results).toMatchObject([{ refusal: "too-late" }]);
  expect(await visit(person)).toMatchObject({ state: "done" });
});

test("an act that came at once is taken back without network, and the undo comes half an hour later", async () => {
  const { sends, does, did, person, visit } = await helpedWithoutNetwork();
  setTime(server, "9:02");
  await does({ type: "start", visit: person }, { device: "tablet-away" });
  const finish = randomUUID();
  await does({ type: "finish", visit: person }, { device: "tablet-away", id: finish });
  setTime(server, "9:32");
  expect((await sends(did({ type: "undo", command: finish }, "9:02:40"))).results).toMatchObject([
    { outcome: "applied" },
  ]);
  expect(await visit(person)).toMatchObject({ state: "serving" });
});

test("such an undo does not undo what somebody else did with the person since", async () => {
  const { sends, does, did, person, other } = await helpedWithoutNetwork();
  const away = randomUUID();
  setTime(server, "9:02");
  await does({ type: "away", visit: other, until: at("9:12") }, { device: "tablet-away", id: away });
  setTime(server, "9:20");
  await does({ type: "prioritise", visit: other });
  setTime(server, "9:32");
  expect((await sends(did({ type: "undo", command: away }, "9:02:40"))).results).toMatchObject([
    { refusal: "state-changed" },
  ]);
  expect(person).not.toBe(other);
});

test("help noted by a tablet whose clock is three hours wrong has times within what is possible", async () => {
  const { sends, did, person, visit } = await helpedWithoutNetwork();
  setTime(server, "9:30");
  await sends(did({ type: "start", visit: person }, "6:02"), did({ type: "finish", visit: person }, "12:10"));
  const { startedAt, endedAt } = (await visit(person)) as Extract<Visit, { state: "done" }>;
  expect(startedAt).toBeGreaterThanOrEqual(at("9:01"));
  expect(startedAt).toBeLessThan(at("9:02"));
  expect(endedAt).toBeGreaterThanOrEqual(at("9:30"));
  expect(endedAt).toBeLessThan(at("9:31"));
});

test("two tables called one person: the help given without network stands in the rows, and the other table can call", async () => {
  const { sends, does, did, person, other, two, visit, permanence } = await helpedWithoutNetwork();
  setTime(server, "9:02");
  await does({ type: "absent", visit: person });
  expect(await does({ type: "call", visit: person, desk: 2 }, { by: two! })).toBe("applied");
  setTime(server, "9:30");
  const { results } = await sends(
    did({ type: "start", visit: person, desk: 1 }, "9:02:30"),
    did({ type: "finish", visit: person }, "9:06"),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
  expect(await visit(person)).toMatchObject({
    state: "done",
    desk: 1,
    startedAt: at("9:02:30"),
    endedAt: at("9:06"),
  });
  const row = await server.db.visit.findUniqueOrThrow({ where: { id: person }, select: { conseillerId: true } });
  const desk = await server.db.desk.findFirstOrThrow({ where: { permanenceId: permanence, number: 1 } });
  expect(row.conseillerId).toBe(desk.conseillerId);
  expect(await does({ type: "call-next", desk: 2 }, { by: two! })).toBe("applied");
  expect(await visit(other)).toMatchObject({ state: "called", desk: 2 });
});
