import { instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let ending: typeof import("#lib/server/queue/end-unclosed-lines.ts");
let figures: typeof import("#lib/server/queue/write-figures.ts");
let boards: typeof import("#lib/server/queue/read-boards.ts");
let changes: typeof import("#lib/server/queue/line-changes.ts");

beforeAll(async () => {
  server = await freshServer();
  ending = await import("#lib/server/queue/end-unclosed-lines.ts");
  figures = await import("#lib/server/queue/write-figures.ts");
  boards = await import("#lib/server/queue/read-boards.ts");
  changes = await import("#lib/server/queue/line-changes.ts");
});
// What a test leaves open is ended, so that the next one counts its own lines only.
afterEach(async () => void (await ending.endUnclosedLines(at("96:00"))));
afterAll(() => server.db.$disconnect());

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

/** Somebody is helped at table 1 since 9:10, one is called to table 2, one is away, one waits, one is out for a paper. */
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
});

test("its events say that the service ended it, and are no person's close", async () => {
  const { place, helped, waits } = await leftBehind();
  await looksAt(at("13:45"));
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
  const { recordHeartbeat } = await import("#lib/server/queue/heartbeat.ts");
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
  const [ends, ended] = [instantOf(end), instantOf(over)];
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
  const [given, closed, never] = [await neuhof(server), await neuhof(server), await neuhof(server)];
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
  const [stuck, other] = [await neuhof(server), await neuhof(server)];
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
  await figures.writeFigures(at("27:00"));
  expect(await server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId: place.permanence } })).toMatchObject(
    { outcome: "not-recorded", received: 6, helped: 3, contacts: 3, unserved: 3, helpMinutes: 30 },
  );
});

test("figures that were written while a line went on are counted again once it has ended", async () => {
  const { place } = await leftBehind();
  setTime(server, "26:30");
  await place.does({ type: "announce", message: "Encore là" });
  await figures.writeFigures(at("26:45"));
  const row = () => server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId: place.permanence } });
  expect(await row()).toMatchObject({ unserved: 0, stale: false });
  await looksAt(at("27:00"));
  await figures.writeFigures(at("27:01"));
  expect(await row()).toMatchObject({ unserved: 3, stale: false });
});

test("after the automatic end an act is refused as after a close, and a report is still taken", async () => {
  const { place, helped } = await leftBehind();
  await looksAt(at("13:30"));
  setTime(server, "13:31");
  expect(await place.does({ type: "call-next", desk: 1 })).toBe("permanence-closed");
  const report = { themes: ["sante"], minutes: 20, equipment: [] } as const;
  expect(await place.does({ type: "report", visit: helped, report })).toBe("applied");
});
