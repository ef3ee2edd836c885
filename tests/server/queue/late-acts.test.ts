import { at } from "#tests/support/line.ts";
import { tabletAway } from "#tests/support/tablet-away.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let ending: typeof import("#lib/server/queue/end-unclosed-lines.ts");

beforeAll(async () => {
  server = await freshServer();
  ending = await import("#lib/server/queue/end-unclosed-lines.ts");
});
afterAll(() => server.db.$disconnect());

/** Since 11:30 the tablet of table 1 is without network, with W1 helped there; W2 and W3 wait. Nobody closes, and the line ends at 13:30. */
async function endedWithoutNetwork() {
  const here = await neuhof(server, { desks: 2 });
  await here.opens();
  setTime(server, "11:00");
  const one = await here.walksIn();
  const two = await here.walksIn();
  const three = await here.walksIn();
  setTime(server, "11:30");
  await here.does({ type: "call-next", desk: 1 }, { device: "tablet-away" });
  await here.does({ type: "start", visit: one }, { device: "tablet-away" });
  expect(await ending.endUnclosedLines(at("13:30"))).toBe(1);
  return { ...here, ...tabletAway(server, here), one, two, three };
}

test("what a tablet without network did before the automatic end is received days later, and counted with its own times", async () => {
  const { sends, did, one, two, three, visit, line, figures, counted } = await endedWithoutNetwork();
  expect(await counted()).toMatchObject({ helped: 1, unserved: 2, helpMinutes: 0, stale: false });
  setTime(server, "100:00");
  const { results } = await sends(
    did({ type: "finish", visit: one }, "11:50:30"),
    did({ type: "call-next", desk: 1 }, "11:51", two),
    did({ type: "start", visit: two, desk: 1 }, "11:52"),
    did({ type: "finish", visit: two }, "12:12"),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied", "applied", "applied"]);
  expect(await visit(one)).toMatchObject({ state: "done", endedAt: at("11:50:30") });
  expect(await visit(two)).toMatchObject({
    state: "done",
    desk: 1,
    calledAt: at("11:51"),
    startedAt: at("11:52"),
    endedAt: at("12:12"),
  });
  expect(await visit(three)).toMatchObject({ state: "unserved", endedAt: at("13:30") });
  expect(await line()).toMatchObject({ status: "closed", endedAutomaticallyAt: at("13:30") });
  expect(await figures()).toMatchObject({ stale: true });
  expect(await counted("100:01")).toMatchObject({
    outcome: "not-recorded",
    helped: 2,
    unserved: 1,
    helpMinutes: 40,
    stale: false,
  });
});

test("a close without network takes the place of the automatic end: its outcome, its choices and its moment, and the figures follow", async () => {
  const { sends, did, one, two, three, visit, line, figures, counted, permanence } = await endedWithoutNetwork();
  await counted();
  setTime(server, "100:00");
  const leftovers = [
    { visit: two, choice: "left" },
    { visit: three, choice: "another-date" },
  ] as const;
  const { results } = await sends(
    did({ type: "finish", visit: one }, "11:50:30"),
    did({ type: "close", leftovers }, "12:05"),
    did({ type: "close", leftovers }, "12:06"),
  );
  expect(results).toMatchObject([
    { outcome: "applied" },
    { outcome: "applied" },
    { outcome: "refused", refusal: "permanence-closed" },
  ]);
  expect(await visit(two)).toMatchObject({ state: "left", endedAt: at("12:05") });
  expect(await line()).toMatchObject({ status: "closed", closedAt: at("12:05") });
  expect((await line()).endedAutomaticallyAt).toBeUndefined();
  expect(await server.db.permanence.findUniqueOrThrow({ where: { id: permanence } })).toMatchObject({
    outcome: "held",
    closedAt: new Date(at("12:05")),
  });
  expect(await figures()).toMatchObject({ stale: true });
  expect(await counted("100:01")).toMatchObject({ outcome: "held", helped: 1, gone: 1, unserved: 1, stale: false });
});

test("the help is its conseiller's, with its report; and its events stand in the order of receipt with their own moments", async () => {
  const { sends, did, two, staff, permanence } = await endedWithoutNetwork();
  setTime(server, "14:00");
  await sends(did({ type: "finish", visit: (await firstOf(permanence)).id }, "11:50"));
  await sends(did({ type: "call", visit: two, desk: 1 }, "11:51"), did({ type: "start", visit: two }, "11:52"));
  const report = { themes: ["sante"], minutes: 20, equipment: [] } as const;
  const { results } = await sends(
    did({ type: "finish", visit: two }, "12:12"),
    did({ type: "report", visit: two, report }, "12:13"),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
  expect(await server.db.visit.findUniqueOrThrow({ where: { id: two } })).toMatchObject({ conseillerId: staff.user });
  expect(await server.db.activityReport.findUniqueOrThrow({ where: { visitId: two } })).toMatchObject({
    conseillerId: staff.user,
  });
  const events = await server.db.queueEvent.findMany({ where: { visitId: two }, orderBy: { version: "asc" } });
  expect(events.slice(1).map(({ type, at: moment }) => [type, moment.getTime()])).toEqual([
    ["visit-unserved", at("13:30")],
    ["visit-called", at("11:51")],
    ["visit-unserved", at("13:30")],
    ["visit-started", at("11:52")],
    ["visit-finished", at("13:30")],
    ["visit-finished", at("12:12")],
    ["visit-reported", at("12:13")],
  ]);
});

const firstOf = (permanenceId: string) =>
  server.db.visit.findFirstOrThrow({ where: { permanenceId }, orderBy: { number: "asc" }, select: { id: true } });

test("who had moved to another table without network has helped there, and sits where they sit by now", async () => {
  const { sends, did, one, two, staff, visit, counted } = await endedWithoutNetwork();
  setTime(server, "14:00");
  const { results } = await sends(
    did({ type: "finish", visit: one }, "11:50:30"),
    did({ type: "take-desk", desk: 3 }, "11:55"),
    did({ type: "call", visit: two, desk: 3, fromHand: true }, "11:56"),
    did({ type: "start", visit: two }, "11:57"),
    did({ type: "finish", visit: two }, "12:17"),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => "applied"));
  expect(await visit(two)).toMatchObject({ state: "done", desk: 3, startedAt: at("11:57"), endedAt: at("12:17") });
  expect(await server.db.visit.findUniqueOrThrow({ where: { id: two } })).toMatchObject({ conseillerId: staff.user });
  expect(await counted("100:01")).toMatchObject({ helped: 2, helpMinutes: 40 });
  // They hold no table any more, so that they can sit down elsewhere.
  const held = await server.db.desk.count({ where: { holderId: staff.user, state: { not: "left" } } });
  expect(held).toBe(0);
});

test("sent again it has one effect, and what was taken back without network stays taken back", async () => {
  const { sends, did, one, visit } = await endedWithoutNetwork();
  setTime(server, "14:00");
  const finish = did({ type: "finish", visit: one }, "11:50");
  await sends(finish);
  expect((await sends(finish)).results).toMatchObject([{ outcome: "already-applied" }]);
  const { results } = await sends(
    did({ type: "undo", command: finish.id }, "11:50:30"),
    did({ type: "finish", visit: one }, "12:05"),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
  expect(await visit(one)).toMatchObject({ state: "done", endedAt: at("12:05") });
});

test("two tablets that come back at the same moment: each help counts once, and every event has a version of its own", async () => {
  const { staff, did, one, two, three, permanence, command, line } = await endedWithoutNetwork();
  setTime(server, "14:00");
  const away = [
    did({ type: "finish", visit: one }, "11:50"),
    did({ type: "call", visit: two, desk: 1 }, "11:51"),
    did({ type: "start", visit: two, desk: 1 }, "11:52"),
  ];
  const other = [did({ type: "leave", visit: three, by: "resident" }, "11:40"), command({ type: "ask-help" })];
  await Promise.all([
    server.runCommands(staff, permanence, away),
    server.runCommands(staff, permanence, other),
    server.runCommands(staff, permanence, away),
  ]);
  expect((await line()).visits.map(({ state }) => state)).toEqual(["done", "done", "left"]);
  const versions = await server.db.queueEvent.findMany({
    where: { permanenceId: permanence },
    orderBy: { version: "asc" },
    select: { version: true },
  });
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
});

test("a week after the end it is over, and what was done after the end counts nowhere", async () => {
  const { does, did, sends, one, visit } = await endedWithoutNetwork();
  setTime(server, "14:00");
  expect(await does({ type: "finish", visit: one })).toBe("permanence-closed");
  setTime(server, `${13 + 7 * 24}:31`);
  expect((await sends(did({ type: "finish", visit: one }, "11:50"))).results).toMatchObject([
    { refusal: "permanence-closed" },
  ]);
  expect(await visit(one)).toMatchObject({ state: "done", endedAt: at("13:30") });
});

test("a person's close is final, whatever was done before it", async () => {
  const here = await neuhof(server);
  await here.opens();
  setTime(server, "9:00");
  const one = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 }, { device: "tablet-away" });
  await here.does({ type: "absent", visit: one });
  setTime(server, "12:00");
  expect(await here.does({ type: "close", leftovers: [{ visit: one, choice: "no-date" }] })).toBe("applied");
  const start = here.command({ type: "start", visit: one, desk: 1 }, { device: "tablet-away", atTime: at("9:01") });
  expect((await here.sends(start)).results).toMatchObject([{ refusal: "noted-after-close" }]);
  expect(await here.visit(one)).toMatchObject({ state: "unserved" });
});
