import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, setTime, neuhof, type Server, type Staff } from "./neuhof.ts";

let server: Server;
let readLine: typeof import("#lib/server/queue/line-exchange.ts").readLine;
beforeAll(async () => {
  server = await freshServer();
  ({ readLine } = await import("#lib/server/queue/line-exchange.ts"));
});
afterAll(() => server.db.$disconnect());

const TABLET = "tablet-away";

/** A tablet that was lent the numbers 101 to 140 at nine. */
async function lent() {
  const here = await neuhof(server, { desks: 2 });
  await here.opens();
  setTime(server, "9:00");
  expect(await here.does({ type: "lease-numbers" }, { device: TABLET })).toBe("applied");
  const gave = (number: number, joinedAt: string) => {
    const visit = randomUUID();
    return {
      visit,
      command: here.command(
        { type: "add-visit", visit, number, joinedAt: at(joinedAt) },
        { device: TABLET, atTime: at(joinedAt) },
      ),
    };
  };
  return { ...here, gave };
}

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

test("what comes in two batches, with a colleague's heartbeat in between, keeps its times", async () => {
  const { sends, gave, does, visit } = await lent();
  setTime(server, "9:30");
  await does({ type: "ask-help" });
  const first = gave(101, "9:05");
  const second = gave(102, "9:15");
  await sends(first.command);
  await sends(second.command);
  expect([(await visit(first.visit)).joinedAt, (await visit(second.visit)).joinedAt]).toEqual([at("9:05"), at("9:15")]);
  const events = await server.db.queueEvent.findMany({
    where: { visitId: { in: [first.visit, second.visit] } },
    orderBy: { id: "asc" },
  });
  expect(events.map((event) => event.at.getTime())).toEqual([at("9:05"), at("9:15")]);
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
  const { does, line, permanence } = await lent();
  const all = Array.from({ length: 40 }, (_, index) => ({ id: randomUUID(), number: 101 + index }));
  await server.db.visit.createMany({
    data: all.map((given) => ({ ...given, permanenceId: permanence, joinedAt: new Date(at("9:05")) })),
  });
  await does({ type: "lease-numbers" }, { device: TABLET });
  setTime(server, "12:00");
  expect(await does({ type: "close", leftovers: [] })).toBe("leftovers-remain");
  const leftovers = all.map(({ id }) => ({ visit: id, choice: "another-date" as const }));
  expect(await does({ type: "close", leftovers })).toBe("applied");
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

/** A desk whose tablet called somebody at 9:01, was without network until 9:30, and sends what it did meanwhile. */
async function helpedWithoutNetwork() {
  const here = await neuhof(server, { desks: 2 });
  const [, two] = await here.opens();
  setTime(server, "9:00");
  const person = await here.walksIn();
  const other = await here.walksIn();
  setTime(server, "9:01");
  await here.does({ type: "call-next", desk: 1 }, { device: TABLET });
  const did = (act: Act, time: string) => here.command(act, { device: TABLET, atTime: at(time) });
  return { ...here, two, person, other, did };
}

test("an act that came at once is taken back without network, and the undo comes half an hour later", async () => {
  const { sends, does, did, person, visit } = await helpedWithoutNetwork();
  setTime(server, "9:02");
  await does({ type: "start", visit: person }, { device: TABLET });
  const finish = randomUUID();
  await does({ type: "finish", visit: person }, { device: TABLET, id: finish });
  setTime(server, "9:32");
  expect((await sends(did({ type: "undo", command: finish }, "9:02:40"))).results).toMatchObject([
    { outcome: "applied" },
  ]);
  expect(await visit(person)).toMatchObject({ state: "serving" });
});

test("two desks called one person: the help given without network stands in the rows, and the other desk can call", async () => {
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

/** A conseiller called somebody at 9:01 on their tablet. `sends`: acts of that tablet with the times that it claims. */
async function calledAtOne() {
  const here = await neuhof(server, { desks: 2 });
  const [one, two] = await here.opens();
  setTime(server, "9:00");
  const person = await here.walksIn();
  setTime(server, "9:01");
  await here.does({ type: "call-next", desk: 1 }, { device: TABLET });
  const sends = async (by: Staff, ...acts: readonly (readonly [string, Act])[]) => {
    const commands = acts.map(([time, act]) => here.command(act, { device: TABLET, atTime: at(time) }));
    const ran = await server.runCommands(by, here.permanence, commands);
    if (!ran.ok) throw new Error(ran.refusal);
    const kept = await server.db.queueCommand.findMany({ where: { id: { in: commands.map(({ id }) => id) } } });
    return commands.map(({ id }) => kept.find((row) => row.id === id)?.at.getTime());
  };
  const reads = (by: Staff = one!) => readLine(by, here.permanence, TABLET);
  const exchanges = () =>
    server.db.deviceExchange.findMany({ where: { permanenceId: here.permanence, device: TABLET } });
  return { ...here, one: one!, two: two!, person, sends, reads, exchanges };
}

test("a claimed moment is not before the last reading of a tablet that had sent everything", async () => {
  const { one, person, sends, reads } = await calledAtOne();
  setTime(server, "9:20");
  await reads();
  setTime(server, "9:30");
  const [started] = await sends(one, ["6:02", { type: "start", visit: person }]);
  expect(started).toBeGreaterThanOrEqual(at("9:19:50"));
  expect(started).toBeLessThan(at("9:20"));
});

test("two conseillers share a tablet: the acts of the one that waited there are not dated by the other's", async () => {
  const { one, two, person, sends, reads } = await calledAtOne();
  setTime(server, "9:20");
  await reads(two);
  await sends(two, ["9:20", { type: "break" }]);
  setTime(server, "9:30");
  expect(
    await sends(one, ["9:02", { type: "start", visit: person }], ["9:04:30", { type: "finish", visit: person }]),
  ).toEqual([at("9:02"), at("9:04:30")]);
});

test("a colleague's tablet, and their own other one, say nothing of what waits here", async () => {
  const { one, two, permanence, person, sends } = await calledAtOne();
  setTime(server, "9:20");
  await readLine(two, permanence, "tablet-2");
  await readLine(one, permanence, "tablet-3");
  setTime(server, "9:30");
  expect(await sends(one, ["9:02", { type: "start", visit: person }])).toEqual([at("9:02")]);
});

test("who may not read the line records nothing by asking for it", async () => {
  const { reads, exchanges } = await calledAtOne();
  const { staff: stranger } = await neuhof(server);
  setTime(server, "9:20");
  const before = await exchanges();
  expect(await reads(stranger)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await exchanges()).toEqual(before);
});

test("what is answered is an exchange too, also when it is refused or sent again, and never goes back", async () => {
  const { one, person, sends, exchanges } = await calledAtOne();
  setTime(server, "9:30");
  await sends(one, ["9:10", { type: "finish", visit: person }]);
  expect((await exchanges()).map((row) => row.at.getTime())).toEqual([at("9:10")]);
  expect(await sends(one, ["9:05", { type: "start", visit: person }])).toEqual([at("9:10")]);
  expect((await exchanges()).map((row) => row.at.getTime())).toEqual([at("9:10")]);
});

test("a line that is read every five seconds writes its exchange about once a minute", async () => {
  const { reads, exchanges } = await calledAtOne();
  setTime(server, "9:20");
  const written = new Set<number>();
  for (let reading = 0; reading < 36; reading += 1) {
    server.clock.move(server.clock.offset() + 5 * SECOND);
    await reads();
    for (const row of await exchanges()) written.add(row.at.getTime());
  }
  expect(written.size).toBeLessThanOrEqual(4);
  const [row] = await exchanges();
  expect(row!.at.getTime()).toBeGreaterThan(instant(server.clock.now() - 65 * SECOND));
});

test("an exchange is recorded while an act holds the line, and by a device that two of its requests reach at once", async () => {
  const { one, permanence, reads, exchanges } = await calledAtOne();
  const { lockPermanence } = await import("#lib/server/queue/load-line.ts");
  setTime(server, "9:20");
  await readLine(one, permanence); // a heartbeat waits for the act; another one within 15 seconds writes none
  await server.transaction(async (tx) => {
    await lockPermanence(tx, permanence);
    await Promise.all([reads(), reads()]);
  }, "service");
  expect(await exchanges()).toHaveLength(1);
  expect((await exchanges())[0]!.at.getTime()).toBeGreaterThanOrEqual(at("9:19:50"));
});

test("a tablet without an exchange has not acted before the last heartbeat of any", async () => {
  const { one, permanence, person } = await calledAtOne();
  setTime(server, "9:30");
  const id = randomUUID();
  await server.runCommands(one, permanence, [{ id, at: at("8:00"), device: "tablet-9", type: "start", visit: person }]);
  const kept = await server.db.queueCommand.findFirstOrThrow({ where: { id } });
  expect(kept.at.getTime()).toBeGreaterThanOrEqual(at("9:01"));
  expect(kept.at.getTime()).toBeLessThan(at("9:02"));
});
