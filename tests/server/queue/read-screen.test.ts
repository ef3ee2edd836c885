import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let readRoomVersion: (typeof import("#lib/server/queue/read-room-version.ts"))["readRoomVersion"];
let readScreen: (typeof import("#lib/server/queue/read-screen.ts"))["readScreen"];

beforeAll(async () => {
  server = await freshServer();
  ({ readRoomVersion } = await import("#lib/server/queue/read-room-version.ts"));
  ({ readScreen } = await import("#lib/server/queue/read-screen.ts"));
});
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

test("a call is on the board with its number and its table, and nothing else of the person", async () => {
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
  test("is the same while nothing changes, and another one once a half-day is opened, gives numbers or is planned", async () => {
    const { place, permanence, ...morning } = await neuhof(server);
    const seen = [await readRoomVersion(place.slug)];
    expect(await readRoomVersion(place.slug)).toBe(seen[0]);
    await morning.opens();
    seen.push(await readRoomVersion(place.slug));
    await server.db.permanence.update({
      where: { id: permanence },
      data: { status: "closed", closedAt: new Date(at("9:30")), outcome: "held" },
    });
    seen.push(await readRoomVersion(place.slug));
    await afterwards({ ...morning, place, permanence }, 6);
    seen.push(await readRoomVersion(place.slug));
    expect(new Set(seen).size).toBe(4);
    expect(seen).not.toContain(undefined);
  });

  test("is no concern of other rooms, nor of the weeks ahead", async () => {
    const [here, there] = [await neuhof(server), await neuhof(server)];
    const before = await readRoomVersion(here.place.slug);
    await there.opens();
    await afterwards(here, 7 * 24);
    expect(await readRoomVersion(here.place.slug)).toBe(before);
  });

  test("is read for all rooms that ask in one moment by one statement, and no place has no version", async () => {
    const slugs: string[] = [];
    for (let room = 0; room < 5; room += 1) slugs.push((await neuhof(server)).place.slug);
    const versions: (string | undefined)[] = [];
    const statements = await statementsOf(async () => {
      versions.push(...(await Promise.all([...slugs, ...slugs, "nowhere"].map(readRoomVersion))));
    });
    expect(statements).toHaveLength(1);
    expect(versions.slice(0, 5)).toEqual(versions.slice(5, 10));
    expect(versions.at(-1)).toBeUndefined();
    expect(new Set(versions).size).toBe(6);
  });

  test("is told to every room, whatever nonsense another one asks for in the same moment", async () => {
    const { place } = await neuhof(server);
    const alone = await readRoomVersion(place.slug);
    const nonsense = ["\0", "neuhof\0", "\ud800", "Neuhof", "a b", "-", ""];
    const versions = await Promise.all([place.slug, ...nonsense].map(readRoomVersion));
    expect(versions).toEqual([alone, ...nonsense.map(() => undefined)]);
    const statements = await statementsOf(() => Promise.all(nonsense.map(readRoomVersion)));
    expect(statements).toHaveLength(0);
  });

  test("is told in the head of an answer without body, which no place gets by another name", async () => {
    const { place } = await neuhof(server);
    const { HEAD } = await import("#app/[locale]/ecran/[place]/etat/route.ts");
    const asks = (slug: string): Promise<Response> =>
      HEAD(new Request("http://localhost:3000/ecran", { method: "HEAD" }), {
        params: Promise.resolve({ locale: "fr", place: slug }),
      });
    const answer = await asks(place.slug);
    expect([answer.status, answer.headers.get("Room-Version"), answer.headers.get("Cache-Control")]).toEqual([
      200,
      await readRoomVersion(place.slug),
      "no-store",
    ]);
    expect((await asks("nowhere")).status).toBe(404);
  });
});
