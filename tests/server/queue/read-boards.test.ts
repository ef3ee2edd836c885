import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { instant, MINUTE, plusMinutes, SECOND } from "#lib/time/instant.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { countersOf } from "./counters.ts";
import { freshServer, setTime, neuhof, type Server } from "./neuhof.ts";
import { eventually } from "#tests/support/eventually.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let kept: typeof import("#lib/server/queue/read-boards.ts");
let readBoard: typeof import("#lib/server/queue/read-boards.ts").readBoard;
let readBoards: typeof import("#lib/server/queue/read-boards.ts").readBoards;
let readRoomVersion: typeof import("#lib/server/queue/read-room-version.ts").readRoomVersion;
let readScreen: typeof import("#lib/server/queue/read-screen.ts").readScreen;

beforeAll(async () => {
  server = await freshServer();
  kept = await import("#lib/server/queue/read-boards.ts");
  ({ readRoomVersion } = await import("#lib/server/queue/read-room-version.ts"));
  ({ readScreen } = await import("#lib/server/queue/read-screen.ts"));
  ({ readBoard, readBoards } = await import("#lib/server/queue/read-boards.ts"));
});
beforeEach(() => setTime(server, "10:00"));
afterAll(() => server.db.$disconnect());

const HOUR = 3_600_000;

async function afterwards({ place, organisation }: Awaited<ReturnType<typeof neuhof>>, hours: number): Promise<string> {
  const start = at("9:00") + hours * HOUR;
  const { id } = await server.db.permanence.create({
    data: {
      placeId: place.id,
      organisationId: organisation.id,
      timeZone: "Europe/Paris",
      startsAt: new Date(start),
      endsAt: new Date(start + 3 * HOUR),
      localDate: new Date(new Date(start + HOUR).toISOString().slice(0, 10)),
      desks: 1,
      bookableLanes: 1,
      windows: [],
      createdAt: new Date(at("8:00")),
      updatedAt: new Date(at("8:00")),
    },
  });
  return id;
}

test("before the door opens the room waits for today's half-day, with its empty board", async () => {
  const { place, permanence } = await neuhof(server);
  const screen = await readScreen(place.slug);
  expect(screen).toMatchObject({
    name: "Neuhof",
    zone: "Europe/Paris",
    permanence: { id: permanence, status: "scheduled", numbers: "not-yet" },
    board: { called: [], waiting: 0 },
    next: undefined,
  });
  expect(Math.abs((screen?.readAt ?? 0) - at("8:50"))).toBeLessThan(30_000);
});

test("a call is on the board with its number and its desk, and nothing else of the person", async () => {
  const { place, opens, walksIn, does } = await neuhof(server);
  await opens();
  await walksIn({ topic: "caf" });
  await does({ type: "call-next", desk: 1 });
  const screen = await readScreen(place.slug);
  expect(screen?.board?.called).toEqual([{ number: 1, picture: 0, desk: 1, calledAt: expect.any(Number) }]);
  expect(JSON.stringify(screen?.board)).not.toContain("caf");
});

test("the morning that runs over goes on being shown while it is open, and the afternoon is next", async () => {
  const morning = await neuhof(server);
  const afternoon = await afterwards(morning, 5);
  await morning.opens();
  setTime(server, "12:30");
  expect(await readScreen(morning.place.slug)).toMatchObject({
    permanence: { id: morning.permanence },
    next: { id: afternoon },
  });
});

test("the afternoon whose numbers are given comes before a morning that nobody opened", async () => {
  const morning = await neuhof(server);
  const afternoon = await afterwards(morning, 2);
  setTime(server, "10:50");
  await server.db.permanence.update({ where: { id: afternoon }, data: { numbers: "given" } });
  expect(await readScreen(morning.place.slug)).toMatchObject({ permanence: { id: afternoon } });
});

test("a morning that nobody ended does not hide the afternoon's room, nor the next day's", async () => {
  const morning = await neuhof(server);
  const evening = await afterwards(morning, 7);
  await morning.opens();
  setTime(server, "15:01");
  expect(await readScreen(morning.place.slug)).toMatchObject({ permanence: { id: evening, status: "scheduled" } });
});

test("a morning that goes on for hours is still shown where nothing else is held", async () => {
  const morning = await neuhof(server);
  await morning.opens();
  setTime(server, "15:01");
  expect(await readScreen(morning.place.slug)).toMatchObject({ permanence: { id: morning.permanence } });
});

test("after the hours the room is closed and the next date is told", async () => {
  const morning = await neuhof(server);
  const nextWeek = await afterwards(morning, 7 * 24);
  setTime(server, "12:05");
  expect(await readScreen(morning.place.slug)).toMatchObject({
    permanence: undefined,
    board: undefined,
    next: { id: nextWeek },
  });
});

test("no place has that name: nothing", async () => {
  expect(await readScreen("nulle-part")).toBeUndefined();
});

describe("the version of a closed room", () => {
  test("is another one once a half-day is opened, closed or planned there, and no concern of other rooms, nor of the weeks ahead", async () => {
    const here = await neuhof(server);
    const there = await neuhof(server);
    const seen = [await readRoomVersion(here.place.slug)];
    await there.opens();
    await afterwards(here, 7 * 24);
    expect(await readRoomVersion(here.place.slug)).toBe(seen[0]);
    await here.opens();
    seen.push(await readRoomVersion(here.place.slug));
    await server.db.permanence.update({
      where: { id: here.permanence },
      data: { status: "closed", closedAt: new Date(at("9:30")), outcome: "held" },
    });
    seen.push(await readRoomVersion(here.place.slug));
    await afterwards(here, 6);
    seen.push(await readRoomVersion(here.place.slug));
    expect(new Set(seen).size).toBe(4);
    expect(seen).not.toContain(undefined);
  });

  test("is read for all rooms that ask in one moment by one statement, whatever nonsense another one asks for", async () => {
    const slugs: string[] = [];
    for (let room = 0; room < 5; room += 1) slugs.push((await neuhof(server)).place.slug);
    const nonsense = ["nowhere", "\0", "neuhof\0", "\ud800", "Neuhof", "a b", "-", ""];
    const versions: (string | undefined)[] = [];
    const statements = await statementsOf(async () => {
      versions.push(...(await Promise.all([...slugs, ...slugs, ...nonsense].map(readRoomVersion))));
    });
    expect(statements).toHaveLength(1);
    expect(versions.slice(0, 5)).toEqual(versions.slice(5, 10));
    expect(versions.slice(10)).toEqual(nonsense.map(() => undefined));
    expect(new Set(versions).size).toBe(6);
    expect(await statementsOf(() => Promise.all(nonsense.slice(1).map(readRoomVersion)))).toHaveLength(0);
  });

  test("is told in the head of an answer without body, which no place gets by another name", async () => {
    const { place } = await neuhof(server);
    const { HEAD } = await import("#app/[locale]/ecran/[place]/etat/route.ts");
    const asks = (slug: string): Promise<Response> =>
      HEAD(new Request("http://localhost:3000/ecran", { method: "HEAD" }), {
        params: Promise.resolve({ locale: "fr", place: slug }),
      });
    const [answer, nowhere, version] = await Promise.all([
      asks(place.slug),
      asks("nowhere"),
      readRoomVersion(place.slug),
    ]);
    expect([answer.status, answer.headers.get("Room-Version"), answer.headers.get("Cache-Control")]).toEqual([
      200,
      version,
      "no-store",
    ]);
    expect(nowhere.status).toBe(404);
  });
});

/** So many half-days at work: in the first one person has a number, in the second two, in the others three. */
async function lines(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const line = await neuhof(server);
    await line.opens();
    await line.booked("10:30");
    for (let person = 0; person <= Math.min(index, 2); person += 1) await line.walksIn();
    await line.does({ type: "call-next", desk: 1 });
    ids.push(line.permanence);
  }
  // What was announced is recorded beside the acts, except of the first person, who may be called at once.
  const unrecorded = { permanenceId: { in: ids }, number: { gt: 1 }, toldLow: null };
  await eventually(() => server.db.visit.count({ where: unrecorded }), 0);
  return ids;
}

test("four boards that nobody has read yet ask the database as often as one, and read again, once", async () => {
  const counts: number[] = [];
  for (const count of [1, 4]) {
    const ids = await lines(count);
    setTime(server, "9:30");
    counts.push((await statementsOf(() => readBoards(ids))).length);
    expect(await statementsOf(() => readBoards(ids))).toHaveLength(1);
  }
  expect(new Set(counts).size).toBe(1);
});

test("a board reads the events of its line once: not the acts that can be taken back, which it does not show", async () => {
  const ids = await lines(1);
  setTime(server, "9:35");
  const statements = await statementsOf(() => readBoards(ids));
  expect(statements.filter((text) => /\bqueue_event\b/u.test(text))).toHaveLength(1);
});

test("read together each is the board of its own line, as it is alone, and one board for all who read it", async () => {
  const [first = "", second = "", third = ""] = await lines(3);
  setTime(server, "9:40");
  const alone = await readBoard(second);
  const together = await readBoards([first, second, third, second]);
  expect(together.get(second)).toBe(alone);
  expect([first, second, third].map((id) => together.get(id)?.waiting)).toEqual([0, 1, 2]);
  expect([first, second, third].map((id) => together.get(id)?.follows.map(({ number }) => number))).toEqual([
    [1],
    [1, 2],
    [1, 2, 3],
  ]);
  expect(new Set([...together.values()].map(({ asOf }) => asOf)).size).toBeLessThanOrEqual(2);
  expect(await readBoard(third)).toBe(together.get(third));
  expect(await readBoard(third.toUpperCase())).toBe(together.get(third));
});

test("several who ask at once for the same new boards have them computed once", async () => {
  const ids = await lines(2);
  setTime(server, "9:55");
  const [one, other] = await Promise.all([readBoards(ids), readBoards(ids)]);
  for (const id of ids) expect(other?.get(id)).toBe(one?.get(id));
});

test("what does not exist, or is no id, has no board and hinders no other", async () => {
  const [id = ""] = await lines(1);
  expect([...(await readBoards([randomUUID(), id, "neuhof"])).keys()]).toEqual([id]);
  expect(await statementsOf(() => readBoards(["neuhof"]))).toEqual([]);
});

test("the board of an act, computed from memory after its commit, is that of the rows of the same version", async () => {
  const { topicMinutes } = await import("#lib/server/queue/paces.ts");
  const place = await neuhof(server, { desks: 2 });
  const expected = await place.booked("9:30");
  const boards: LiveBoard[] = [];
  const stop = kept.whenBoardChanges(({ permanence, source, read }) => {
    const changed = read();
    if (permanence === place.permanence && source === "act" && changed) boards.push(changed);
  });
  const one = randomUUID();
  const two = randomUUID();
  const three = randomUUID();
  const acts: readonly Act[] = [
    { type: "add-visit", visit: one, topic: "caf" },
    { type: "add-visit", visit: two },
    { type: "lease-numbers" },
    { type: "check-in", appointment: expected, visit: three },
    { type: "call-next", desk: 1 },
    { type: "start", visit: one },
    { type: "pause", visit: one },
    { type: "call", visit: two, desk: 2, override: "urgent" },
    { type: "absent", visit: two },
    { type: "announce", message: "Pause" },
    { type: "away", visit: three, until: plusMinutes(server.clock.now(), 20) },
    { type: "suspend" },
  ];
  await place.opens();
  for (const act of acts) {
    expect([act.type, await place.does(act)]).toEqual([act.type, "applied"]);
    const line = await place.line();
    await eventually(() => boards.at(-1)?.version, line.version);
    const ofAct = boards.at(-1);
    const { minutesOf } = (await topicMinutes([place.organisation.id]))(place.organisation.id);
    const { heardAt } = await countersOf(server.db, place.permanence);
    expect(ofAct).toEqual(boardOf(line, ofAct!.asOf, paceOf(minutesOf), heardAt !== null));
  }
  stop();
});

const board = (facts: Partial<LiveBoard> = {}): LiveBoard => ({
  version: 7,
  called: [],
  waiting: 0,
  wait: { state: "nobody" },
  alive: true,
  asOf: server.clock.now(),
  follows: [],
  ...facts,
});
const handed = (permanence: string, given: LiveBoard) => ({
  permanence,
  version: given.version,
  alive: given.alive,
  asOf: given.asOf,
  bytes: 500,
  read: () => given,
});
const numbers = (count: number): LiveBoard["follows"] =>
  Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    picture: 0,
    state: "waiting",
    ahead: { people: 0, appointments: [] },
    wait: { state: "unknown" },
    beforeClosing: "yes",
    letPast: false,
  }));

test("a newer version replaces a board, an older one does not", () => {
  const id = randomUUID();
  kept.keepBoard(id, board(), "rows");
  const newer = board({ version: 8 });
  expect(kept.keepBoard(id, newer, "rows")).toBe(newer);
  expect(kept.keepBoard(id, board(), "act")).toBe(newer);
  kept.keepHandedBoard(handed(id, board()));
  expect(kept.keptBoard(id)).toBe(newer);
});

test("a newer version is not replaced by an older one, however long ago it was computed", () => {
  const id = randomUUID();
  const longAgo = board({ version: 8, asOf: instant(server.clock.now() - 2 * MINUTE) });
  kept.keepBoard(id, longAgo, "rows");
  expect(kept.keepBoard(id, board(), "act")).toBe(longAgo);
});

test("of one version the first board stays, until half a minute later or the team is silent", () => {
  const id = randomUUID();
  const first = board();
  kept.keepBoard(id, first, "rows");
  expect(kept.keepBoard(id, board({ asOf: instant(first.asOf + SECOND) }), "rows")).toBe(first);
  const silent = board({ asOf: instant(first.asOf + 2 * SECOND), alive: false });
  expect(kept.keepBoard(id, silent, "rows")).toBe(silent);
  expect(kept.keepBoard(id, first, "rows")).toBe(silent);
  const later = board({ asOf: instant(silent.asOf + 45 * SECOND), alive: false });
  expect(kept.keepBoard(id, later, "rows")).toBe(later);
});

test("a handed board of another minute is not kept", () => {
  const id = randomUUID();
  for (const away of [-MINUTE, MINUTE + SECOND])
    kept.keepHandedBoard(handed(id, board({ asOf: instant(server.clock.now() + away) })));
  expect(kept.keptBoard(id)).toBeUndefined();
});

test("a handed board is decoded when it is read, once; one that is not readable is dropped", () => {
  const id = randomUUID();
  const broken = randomUUID();
  let decoded = 0;
  const given = board();
  kept.keepHandedBoard({ ...handed(id, given), read: () => ((decoded += 1), given) });
  expect(decoded).toBe(0);
  expect([kept.keptBoard(id), kept.keptBoard(id)]).toEqual([given, given]);
  expect(decoded).toBe(1);
  kept.keepHandedBoard({ ...handed(broken, given), read: () => undefined });
  expect(kept.keptBoard(broken)).toBeUndefined();
  expect(kept.keptFacts(broken)).toBeUndefined();
});

test("every board of 2,880 lines with 40 numbers is kept; beyond the memory the oldest go", () => {
  const crowded = numbers(40);
  const ids = Array.from({ length: 2_880 }, () => randomUUID());
  for (const id of ids) kept.keepBoard(id, board({ follows: crowded }), "rows");
  expect(ids.filter((id) => kept.keptFacts(id))).toHaveLength(2_880);
  const huge = numbers(20_000);
  const more = Array.from({ length: 20 }, () => randomUUID());
  for (const id of more) kept.keepBoard(id, board({ follows: huge }), "rows");
  expect(kept.keptFacts(ids[0] ?? "")).toBeUndefined();
  expect(kept.keptFacts(more[0] ?? "")).toBeUndefined();
  expect(kept.keptFacts(more.at(-1) ?? "")).toBeDefined();
});

test("subscribers are notified of each board that replaces another, and of no other", () => {
  const id = randomUUID();
  const changes: string[] = [];
  const stop = kept.whenBoardChanges(({ facts, source }) => changes.push(`${source} ${facts.version}`));
  kept.keepBoard(id, board(), "rows");
  kept.keepBoard(id, board(), "rows");
  kept.keepHandedBoard(handed(id, board({ version: 8 })));
  kept.keepBoard(id, board({ version: 9 }), "act");
  stop();
  kept.keepBoard(id, board({ version: 10 }), "act");
  expect(changes).toEqual(["rows 7", "handed 8", "act 9"]);
});

test("when the clock of a test instance is set, no board is kept", () => {
  const id = randomUUID();
  kept.keepBoard(id, board(), "rows");
  server.clock.move(server.clock.offset() + SECOND);
  expect(kept.keptBoard(id)).toBeUndefined();
});
