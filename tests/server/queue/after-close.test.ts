import { randomUUID } from "node:crypto";
import { instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { tabletAway } from "#tests/support/tablet-away.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "./neuhof.ts";

let server: Server;
let ending: typeof import("#lib/server/queue/end-unclosed-lines.ts");
let figuresOf: typeof import("#lib/server/queue/write-figures.ts");
let boards: typeof import("#lib/server/queue/read-boards.ts");
let changes: typeof import("#lib/server/queue/notify-followers.ts");
beforeAll(async () => {
  server = await freshServer();
  ending = await import("#lib/server/queue/end-unclosed-lines.ts");
  figuresOf = await import("#lib/server/queue/write-figures.ts");
  boards = await import("#lib/server/queue/read-boards.ts");
  changes = await import("#lib/server/queue/notify-followers.ts");
});
// What a test leaves open is ended, so that the next one counts its own lines only.
afterEach(async () => void (await ending.endUnclosedLines(at("96:00"))));
afterAll(() => server.db.$disconnect());

/**
 * Since 10:00 the tablet of desk 1 is without network, with W1 helped there; W2 and W3 wait. Reception frees desk 1 and
 * closes the half-day at 11:00: W1 was helped until then, as far as the line knows, and W2 and W3 end without help.
 */
async function closedWithoutNetwork() {
  const here = await neuhof(server, { desks: 2 });
  const reception = await here.newStaff("reception");
  await here.opens();
  setTime(server, "9:30");
  const one = await here.walksIn();
  const two = await here.walksIn();
  const three = await here.walksIn();
  setTime(server, "9:50");
  await here.does({ type: "call-next", desk: 1 }, { device: "tablet-away" });
  setTime(server, "10:01");
  await here.does({ type: "start", visit: one }, { device: "tablet-away", atTime: at("10:00") });
  setTime(server, "11:00");
  expect(await here.does({ type: "free-desk", desk: 1 }, { by: reception })).toBe("applied");
  const leftovers = [one, two, three].map((visit) => ({ visit, choice: "no-date" as const }));
  expect(await here.does({ type: "close", leftovers }, { by: reception })).toBe("applied");
  const lateHelps = () =>
    server.db.lateHelp.findMany({ where: { permanenceId: here.permanence }, orderBy: { startedAt: "asc" } });
  return { ...here, ...tabletAway(server, here), reception, one, two, three, lateHelps };
}

/** W1 is helped until 10:20, then W2 from 10:25 to 10:40. */
const morningOfTheTablet = ({ did, one, two }: Awaited<ReturnType<typeof closedWithoutNetwork>>) => [
  did({ type: "finish", visit: one }, "10:20:30"),
  did({ type: "call-next", desk: 1 }, "10:22", two),
  did({ type: "start", visit: two, desk: 1 }, "10:25"),
  did({ type: "finish", visit: two }, "10:40"),
];

test("help that was given before a person's close is noted, counted once with its own minutes, and the line stays closed", async () => {
  const here = await closedWithoutNetwork();
  expect(await here.counted()).toMatchObject({ received: 3, helped: 1, contacts: 1, unserved: 2 });
  const before = await here.line();
  setTime(server, "14:00");
  const { results } = await here.sends(...morningOfTheTablet(here));
  expect(results).toMatchObject(
    Array.from({ length: 4 }, () => ({ outcome: "refused", refusal: "noted-after-close" })),
  );
  const after = await here.line();
  const { version: _, undoable: __, ...closed } = before;
  expect(after).toMatchObject(closed);
  expect(await here.lateHelps()).toMatchObject([
    {
      visitId: here.one,
      startedAt: new Date(at("10:00")),
      endedAt: new Date(at("10:20:30")),
      conseillerId: here.staff.user,
    },
    { visitId: here.two, startedAt: new Date(at("10:25")), endedAt: new Date(at("10:40")), desk: 1 },
  ]);
  expect(await here.counted()).toMatchObject({
    outcome: "held",
    received: 3,
    helped: 2,
    contacts: 2,
    unserved: 1,
    helpMinutes: 35,
    waitsOver20: 2,
    stale: false,
  });
});

test("sent again, in parts or by two processes at once, it counts once and reads the same", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const sent = morningOfTheTablet(here);
  await Promise.all([
    server.runCommands(here.staff, here.permanence, sent),
    server.runCommands(here.staff, here.permanence, sent),
    server.runCommands(here.staff, here.permanence, sent.slice(1)),
  ]);
  setTime(server, "20:00");
  const { results } = await here.sends(...sent);
  expect(results.map((result) => "refusal" in result && result.refusal)).toEqual(sent.map(() => "noted-after-close"));
  expect(await server.db.queueEvent.count({ where: { permanenceId: here.permanence, type: "act-noted" } })).toBe(4);
  expect(await here.counted()).toMatchObject({ helped: 2, helpMinutes: 35 });
});

test("what the tablet took back within its minute does not count", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const start = here.did({ type: "start", visit: here.two, desk: 1 }, "10:25");
  await here.sends(start);
  expect(await here.lateHelps()).toMatchObject([{ visitId: here.two, endedAt: null }]);
  await here.sends(here.did({ type: "undo", command: start.id }, "10:25:40"));
  expect(await here.lateHelps()).toEqual([]);
});

test("somebody who got their number without network is one person more, with their help", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const visit = randomUUID();
  await here.sends(here.did({ type: "add-visit", visit }, "10:30"));
  expect(await here.counted()).toMatchObject({ received: 3, helped: 1 });
  await here.sends(here.did({ type: "start", visit, desk: 1 }, "10:35"), here.did({ type: "finish", visit }, "10:45"));
  expect(await here.counted()).toMatchObject({ received: 4, helped: 2, contacts: 2, unserved: 2 });
});

test("help after the close counts while the half-day could have gone on; later acts, and acts after a week, are refused", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const { results } = await here.sends(
    here.did({ type: "start", visit: here.three, desk: 1 }, "11:20"),
    here.did({ type: "finish", visit: here.three }, "11:50"),
    here.did({ type: "start", visit: here.two, desk: 1 }, "13:30"),
  );
  expect(results.map((result) => "refusal" in result && result.refusal)).toEqual([
    "noted-after-close",
    "noted-after-close",
    "permanence-closed",
  ]);
  expect(await here.counted()).toMatchObject({ helped: 2, unserved: 1 });
  setTime(server, `${11 + 7 * 24}:01`);
  expect(await here.sends(here.did({ type: "finish", visit: here.one }, "10:20"))).toMatchObject({
    results: [{ refusal: "permanence-closed" }],
  });
});

test("who was turned away without network is counted beside the line, and the count can be taken back", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const one = here.did({ type: "turn-away", reason: "full" }, "10:30");
  await here.sends(one, here.did({ type: "turn-away", reason: "language" }, "10:31"));
  await here.sends(here.did({ type: "undo-turn-away", turnAway: one.id }, "10:30:20"));
  expect(await here.counted()).toMatchObject({ turnedAway: { language: 1 }, received: 3 });
});

test("the team of the half-day reads what came after its close, for a week", async () => {
  const { readLateActs } = await import("#lib/server/queue/read-late-acts.ts");
  const here = await closedWithoutNetwork();
  expect(await readLateActs(here.staff)).toEqual([]);
  setTime(server, "14:00");
  await here.sends(
    ...morningOfTheTablet(here),
    here.did({ type: "call-next", desk: 1 }, "10:41", here.three),
    here.did({ type: "absent", visit: here.three }, "10:45"),
  );
  expect(await readLateActs(here.staff)).toMatchObject([
    {
      id: here.permanence,
      items: [
        { what: "helped", number: 1, at: at("10:00"), until: at("10:20:30") },
        { what: "helped", number: 2, at: at("10:25"), until: at("10:40") },
        { what: "absent", number: 3, at: at("10:45") },
      ],
    },
  ]);
  expect(await readLateActs((await neuhof(server)).staff)).toEqual([]);
  setTime(server, `${14 + 7 * 24}:01`);
  expect(await readLateActs(here.staff)).toEqual([]);
});

test("who is helped in the line, after it was reopened, counts by the line", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "11:10");
  await here.sends(...morningOfTheTablet(here));
  for (const act of [
    { type: "reopen" },
    { type: "take-back", visit: here.two },
    { type: "take-desk", desk: 1 },
    { type: "call", visit: here.two, desk: 1 },
  ] as const)
    expect(await here.does(act, { by: here.staff })).toBe("applied");
  setTime(server, "11:15");
  await here.does({ type: "start", visit: here.two });
  setTime(server, "11:18");
  await here.does({ type: "finish", visit: here.two });
  expect(await here.counted()).toMatchObject({ received: 3, helped: 2, contacts: 2, helpMinutes: 23 });
});

/**
 * Since 11:30 the tablet of desk 1 is without network, with W1 helped there; W2 and W3 wait. Nobody closes, and the
 * line ends at 13:30.
 */
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

const permanenceRow = ({ permanence: id }: Neuhof) =>
  server.db.permanence.findUniqueOrThrow({
    where: { id },
    select: { status: true, outcome: true, closedAt: true, suspended: true },
  });

/** Looks at that time, as the job does each minute; answers how many lines ended. */
async function looksAt(now: Instant): Promise<number> {
  const due = await ending.areLinesToEnd(now);
  const ended = await ending.endUnclosedLines(now);
  expect(due).toBe(ended > 0);
  return ended;
}

/** Somebody is helped at desk 1 since 9:10, one is called to desk 2, one is away, one waits, one is out for a paper. */
async function leftBehind() {
  const place = await neuhof(server, { desks: 3 });
  await place.opens();
  const people = [];
  for (let person = 0; person < 5; person += 1) people.push(await place.walksIn());
  const [helped = "", called = "", away = "", waits = "", paused = ""] = people;
  setTime(server, "9:10");
  await place.does({ type: "call", visit: paused, desk: 3 });
  await place.does({ type: "start", visit: paused });
  await place.does({ type: "pause", visit: paused });
  await place.does({ type: "call", visit: helped, desk: 1 });
  await place.does({ type: "start", visit: helped });
  await place.does({ type: "call", visit: called, desk: 2 });
  await place.does({ type: "away", visit: away, until: at("9:30") });
  return { place, helped, called, away, waits, paused };
}

test("a line that nobody closed ends 90 minutes after its end: who waited is counted, and its outcome is not recorded", async () => {
  const { place, helped, called, away, waits, paused } = await leftBehind();
  expect(await looksAt(at("13:29:59"))).toBe(0);
  expect(await looksAt(at("13:30"))).toBe(1);
  expect(await permanenceRow(place)).toEqual({
    status: "closed",
    outcome: "not-recorded",
    closedAt: new Date(at("13:30")),
    suspended: false,
  });
  const line = await place.line();
  expect(line).toMatchObject({ status: "closed", endedAutomaticallyAt: at("13:30"), leases: [] });
  expect(line.desks.map(({ state }) => state)).toEqual(["left", "left", "left"]);
  const states = new Map(line.visits.map(({ id, state }) => [id, state]));
  expect([helped, paused, called, away, waits].map((id) => states.get(id))).toEqual([
    "done",
    "done",
    "unserved",
    "unserved",
    "unserved",
  ]);
  // Its events say that the service ended it, and are no person's close.
  const events = await server.db.queueEvent.findMany({
    where: { permanenceId: place.permanence, actor: "service" },
    orderBy: { version: "asc" },
  });
  expect(new Set(events.map(({ commandId }) => commandId)).size).toBe(1);
  expect(events.at(-1)).toMatchObject({ type: "ended-automatically", visitId: null, at: new Date(at("13:30")) });
  expect(events.find(({ visitId }) => visitId === waits)).toMatchObject({
    type: "visit-unserved",
    data: { choice: "not-recorded", before: { state: "waiting" } },
  });
  expect(events.find(({ visitId }) => visitId === helped)).toMatchObject({
    type: "visit-finished",
    data: { unrecorded: true, before: { state: "serving", desk: 1 } },
  });
  expect(await server.db.queueEvent.count({ where: { permanenceId: place.permanence, type: "closed" } })).toBe(0);
});

test("a second look, and two at once, end nothing twice", async () => {
  const { place } = await leftBehind();
  const ended = await Promise.all([
    ending.endUnclosedLines(at("13:30")),
    ending.endUnclosedLines(at("13:30")),
    ending.endUnclosedLines(at("13:31")),
  ]);
  expect(ended.toSorted()).toEqual([0, 0, 1]);
  expect(await looksAt(at("14:00"))).toBe(0);
  const { version } = await place.line();
  const ends = { permanenceId: place.permanence, type: "ended-automatically" };
  expect(await server.db.queueEvent.findMany({ where: ends, select: { version: true } })).toEqual([{ version }]);
});

test("while a device of the team is in touch the line goes on, until three in the morning", async () => {
  const place = await neuhof(server);
  await place.opens();
  const { recordHeartbeat } = await import("#lib/server/queue/line-exchange.ts");
  for (const time of ["13:00", "20:00", "26:59"]) {
    setTime(server, time);
    await recordHeartbeat(place.permanence);
    expect(await looksAt(at(time))).toBe(0);
  }
  expect(await looksAt(at("27:00"))).toBe(1);
  expect(await permanenceRow(place)).toMatchObject({ closedAt: new Date(at("27:00")) });
});

test.each([
  ["an hour before three in the morning", "2026-11-25T02:00:00+01:00", "2026-11-25T03:00:00+01:00"],
  ["at three in the morning", "2026-11-25T03:00:00+01:00", "2026-11-25T04:30:00+01:00"],
  ["in the evening before clocks go forward", "2026-03-28T22:00:00+01:00", "2026-03-29T03:00:00+02:00"],
])("a line that ends %s, with a device in touch until then", async (_, end, over) => {
  const place = await neuhof(server);
  await place.opens();
  const ends = instantOf(end);
  const ended = instantOf(over);
  const isNight = ended - ends !== 90 * MINUTE;
  const start = new Date(ends - 3 * 60 * MINUTE);
  await server.db.permanence.update({
    where: { id: place.permanence },
    data: {
      startsAt: start,
      endsAt: new Date(ends),
      localDate: new Date(new Date(start.getTime() + 60 * MINUTE).toISOString().slice(0, 10)),
      line: { update: { heardAt: new Date(isNight ? ended - MINUTE : ends) } },
    },
  });
  expect(await looksAt(plusMinutes(ended, -1))).toBe(0);
  expect(await looksAt(ended)).toBe(1);
  expect(await permanenceRow(place)).toMatchObject({ closedAt: new Date(ended) });
});

test("numbers given to a half-day that nobody opened end too; what a person closed or nobody began stays", async () => {
  const given = await neuhof(server);
  const closed = await neuhof(server);
  const never = await neuhof(server);
  await given.does({ type: "give-numbers" });
  await closed.opens();
  await closed.does({ type: "close", leftovers: [] });
  expect(await looksAt(at("13:30"))).toBe(1);
  expect(await permanenceRow(given)).toMatchObject({ status: "closed", outcome: "not-recorded" });
  expect(await permanenceRow(closed)).toMatchObject({ outcome: "held-with-nobody" });
  expect(await permanenceRow(never)).toMatchObject({ status: "scheduled", outcome: null });
});

test("so many lines end in one run, the longest over first, and the others in the next", async () => {
  const places = [await neuhof(server), await neuhof(server), await neuhof(server)];
  for (const place of places) await place.opens();
  const [first] = places;
  await server.db.permanence.update({
    where: { id: first?.permanence ?? "" },
    data: { endsAt: new Date(at("11:59")), windows: [] },
  });
  expect(await ending.endUnclosedLines(at("40:00"), 1)).toBe(1);
  expect(await permanenceRow(first as Neuhof)).toMatchObject({ status: "closed" });
  expect(await ending.endUnclosedLines(at("40:00"), 1)).toBe(1);
  expect(await looksAt(at("40:00"))).toBe(1);
  expect(await looksAt(at("40:00"))).toBe(0);
});

test("a line that cannot be ended keeps no other from being ended", async () => {
  const stuck = await neuhof(server);
  const other = await neuhof(server);
  for (const place of [stuck, other]) await place.opens();
  await server.owner.$executeRawUnsafe(
    `CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`,
  );
  await server.owner.$executeRawUnsafe(
    `CREATE TRIGGER breaks BEFORE UPDATE OF outcome ON permanence FOR EACH ROW WHEN (NEW.id = '${stuck.permanence}' AND NEW.outcome = 'not-recorded') EXECUTE FUNCTION breaks()`,
  );
  try {
    expect(await ending.endUnclosedLines(at("13:30"))).toBe(1);
    expect(await permanenceRow(other)).toMatchObject({ status: "closed" });
    expect((await stuck.line()).status).toBe("open");
  } finally {
    await server.owner.$executeRawUnsafe("DROP TRIGGER breaks ON permanence");
  }
});

test("followers are told, and the board waits for nobody any more", async () => {
  const { place } = await leftBehind();
  setTime(server, "13:30");
  const heard: string[] = [];
  const forget = changes.whenLineChanges(({ permanence }) => heard.push(permanence));
  await looksAt(at("13:30"));
  forget();
  expect(heard).toContain(place.permanence);
  const board = await boards.readBoard(place.permanence);
  expect(board).toMatchObject({ waiting: 0, wait: { state: "unknown" }, alive: true });
  expect(board).not.toHaveProperty("withTeam");
  expect(board?.follows.filter(({ notRecorded }) => notRecorded).map(({ number, state }) => [number, state])).toEqual([
    [2, "unserved"],
    [3, "unserved"],
    [4, "unserved"],
  ]);
});

test("in the figures it is not recorded, who waited is unserved, and no help counts for the hours until the end", async () => {
  const { place, helped } = await leftBehind();
  const done = await place.walksIn();
  setTime(server, "9:40:40");
  await place.does({ type: "finish", visit: helped });
  await place.does({ type: "call", visit: done, desk: 1 });
  await place.does({ type: "start", visit: done });
  await looksAt(at("13:30"));
  await figuresOf.writeFigures(at("27:00"));
  expect(await server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId: place.permanence } })).toMatchObject(
    { outcome: "not-recorded", received: 6, helped: 3, contacts: 3, unserved: 3, helpMinutes: 30 },
  );
});
