import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, setTime, neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";

let server: Server;
let readLine: typeof import("#lib/server/queue/read-line.ts").readLine;
beforeAll(async () => {
  server = await freshServer();
  ({ readLine } = await import("#lib/server/queue/read-line.ts"));
});
afterAll(() => server.db.$disconnect());

const TABLET = "tablet-away";

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

test("what was done while such a reading was on its way keeps its moment", async () => {
  const { one, person, sends, reads } = await calledAtOne();
  setTime(server, "9:20");
  await reads();
  expect(await sends(one, ["9:19:53", { type: "start", visit: person }])).toEqual([at("9:19:53")]);
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

test("a reading at the return that does not say that all was sent changes nothing, nor does the version before", async () => {
  const { one, permanence, person, sends } = await calledAtOne();
  setTime(server, "9:30");
  await readLine(one, permanence);
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
