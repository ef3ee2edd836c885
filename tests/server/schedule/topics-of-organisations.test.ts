import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { randomUUID } from "node:crypto";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { emptyTables } from "#tests/support/empty-tables.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let read: typeof import("#lib/server/schedule/read-topics.ts");
let findSoonest: typeof import("#lib/server/booking/find-soonest.ts").findSoonest;
let readSlots: typeof import("#lib/server/booking/read-slots.ts").readSlots;
let bookAppointment: typeof import("#lib/server/booking/book.ts").bookAppointment;
let readTablet: typeof import("#lib/server/queue/read-tablet.ts").readTablet;
let readBoards: typeof import("#lib/server/queue/read-boards.ts").readBoards;
let takeNumber: typeof import("#lib/server/queue/take-number.ts").takeNumber;
let listPermanences: typeof import("#lib/server/queue/list-permanences.ts").listPermanences;
let readComing: typeof import("#lib/server/schedule/read-coming.ts").readComing;
let topicsRoute: typeof import("#app/api/v1/topics/route.ts");

beforeAll(async () => {
  server = await freshServer();
  read = await import("#lib/server/schedule/read-topics.ts");
  ({ findSoonest } = await import("#lib/server/booking/find-soonest.ts"));
  ({ readSlots } = await import("#lib/server/booking/read-slots.ts"));
  ({ bookAppointment } = await import("#lib/server/booking/book.ts"));
  ({ readTablet } = await import("#lib/server/queue/read-tablet.ts"));
  ({ readBoards } = await import("#lib/server/queue/read-boards.ts"));
  ({ takeNumber } = await import("#lib/server/queue/take-number.ts"));
  ({ listPermanences } = await import("#lib/server/queue/list-permanences.ts"));
  ({ readComing } = await import("#lib/server/schedule/read-coming.ts"));
  topicsRoute = await import("#app/api/v1/topics/route.ts");
});
afterAll(() => server.db.$disconnect());

type TopicFields = { readonly key: string; readonly minutes: number } & Readonly<Record<string, unknown>>;

/** A morning of an organisation that has these topics, ranked as they are given. */
async function anOrganisation(...topics: readonly TopicFields[]) {
  const place = await neuhof(server);
  const { id } = place.organisation;
  // Those of every organisation, which the morning comes with, are of nobody here.
  await server.db.topic.updateMany({ where: { organisationId: null }, data: { active: false } });
  await server.db.topic.createMany({
    data: topics.map((topic, rank) => ({ organisationId: id, rank, ...topic })),
  });
  return { ...place, id };
}

/**
 * The city helps with the CAF for half an hour and with taxes; the village with the CAF for an hour and with e-mail.
 */
const two = async () => ({
  city: await anOrganisation({ key: "caf-ressources", minutes: 30 }, { key: "impots", minutes: 45, bookable: false }),
  village: await anOrganisation({ key: "email", minutes: 15 }, { key: "caf-ressources", minutes: 60, bring: ["rib"] }),
});

beforeEach(async () => {
  // Topics are never deleted: each test begins with an empty table instead.
  await emptyTables(server.owner, "topic");
  await server.owner.visit.deleteMany();
  await server.db.appointment.deleteMany();
});

/** A place like that one, of an organisation of its own that has no topics; its id. */
async function placeOf(like: string, facts: { readonly runsPermanences: boolean; readonly partner: boolean }) {
  const { id: organisationId } = await server.db.organisation.create({
    data: { slug: `mairie-${randomUUID()}`, name: "Mairie", kind: "city", ...facts },
  });
  const { id: _, imported: __, ...place } = await server.db.place.findUniqueOrThrow({ where: { id: like } });
  const made = await server.db.place.create({ data: { ...place, slug: `mairie-${randomUUID()}`, organisationId } });
  return made.id;
}

/** That organisation holds a half-day like its own morning at another place. */
async function holds(by: { readonly permanence: string }, placeId: string, change: object = {}): Promise<void> {
  const {
    id: _,
    windows,
    vevent: __,
    ...own
  } = await server.db.permanence.findUniqueOrThrow({
    where: { id: by.permanence },
  });
  await server.db.permanence.create({ data: { ...own, windows: windows ?? [], placeId, ...change } });
}

const keysOf = (topics: readonly { readonly key: string }[]): readonly string[] => topics.map(({ key }) => key);
const anybody = { kind: "anonymous" } as const;
const booking = (permanence: string, topic: string, hour = "10:00") => ({
  permanence,
  topics: [topic],
  start: at(hour),
  onBehalfOf: false,
});

describe("two organisations with one key and other minutes", () => {
  test("an appointment takes the minutes of the organisation of the half-day", async () => {
    const { city, village } = await two();
    const minutesOf = async (permanence: string) => {
      const booked = await bookAppointment(anybody, booking(permanence, "caf-ressources"));
      if (!booked.ok) throw new Error(booked.refusal);
      return (booked.value.span.end - booked.value.span.start) / 60_000;
    };
    expect([await minutesOf(city.permanence), await minutesOf(village.permanence)]).toEqual([30, 60]);
  });

  test("slots are those of its minutes, and none about a topic that only the other has", async () => {
    const { city, village } = await two();
    const lastOf = async (permanence: string, topic: string) => {
      const open = await readSlots(permanence, [topic]);
      return open.ok ? open.value.slots.at(-1)?.span.start : open.refusal;
    };
    expect([
      await lastOf(city.permanence, "caf-ressources"),
      await lastOf(village.permanence, "caf-ressources"),
    ]).toEqual([at("11:30"), at("11:00")]);
    expect(await lastOf(city.permanence, "email")).toBe("unknown-topic");
    expect(await bookAppointment(anybody, booking(city.permanence, "email"))).toEqual({
      ok: false,
      refusal: "unknown-topic",
    });
  });

  test("the soonest hours of a town take the minutes of each, in one statement", async () => {
    const { city, village } = await two();
    const rooms = { uncoded: ["Strasbourg"] };
    await server.db.permanence.deleteMany({ where: { id: { notIn: [city.permanence, village.permanence] } } });
    let hours: Awaited<ReturnType<typeof findSoonest>>["hours"] = [];
    const asked = await statementsOf(
      async () => void ({ hours } = await findSoonest("caf-ressources", { town: rooms })),
    );
    expect(asked).toHaveLength(1);
    const lengths = new Set(hours.map(({ permanence, span }) => `${permanence} ${(span.end - span.start) / 60_000}`));
    expect(lengths).toEqual(new Set([`${city.permanence} 30`, `${village.permanence} 60`]));
    expect(keysIn((await findSoonest("email", { town: rooms })).hours)).toEqual([village.permanence]);
    expect(keysIn((await findSoonest("impots", { town: rooms })).hours)).toEqual([]);
  });

  test("tablets and boards reckon with the minutes of each, in as many statements for two lines as for one", async () => {
    const { city, village } = await two();
    const minutesAt = async ({ staff, permanence }: typeof city) => {
      const tablet = await readTablet(staff, permanence);
      return tablet.ok && tablet.value.topicMinutes;
    };
    expect([await minutesAt(city), await minutesAt(village)]).toEqual([
      { "caf-ressources": 30, impots: 45 },
      { email: 15, "caf-ressources": 60 },
    ]);
    for (const line of [city, village]) {
      await line.opens();
      await line.walksIn({ topic: "caf-ressources" });
      await line.does({ type: "call-next", desk: 1 });
      await line.walksIn();
    }
    const boards = await readBoards([city.permanence, village.permanence], 0);
    for (const [line, minutes] of [
      [city, 30],
      [village, 60],
    ] as const) {
      const board = boards.get(line.permanence);
      expect(board).toEqual(
        boardOf(
          await line.line(),
          board!.asOf,
          paceOf((topic) => (topic ? minutes : 25)),
          board!.alive,
        ),
      );
    }
    const cost = async (...lines: readonly string[]) => (await statementsOf(() => readBoards(lines, 0))).length;
    expect(await cost(city.permanence, village.permanence)).toBe(await cost(city.permanence));
  });
});

describe("a visit names a topic of the organisation of its half-day", () => {
  test("whoever takes a number with another one is refused", async () => {
    const { city } = await two();
    await city.opens();
    const wanted = { permanence: city.permanence, topic: "email" };
    expect(await takeNumber(city.staff, wanted)).toEqual({ ok: false, refusal: "unknown-topic" });
    expect(await takeNumber(city.staff, { ...wanted, topic: "caf-ressources" })).toMatchObject({ ok: true });
  });

  test("an act of the team leaves it out", async () => {
    const { village } = await two();
    await village.opens();
    const known = await village.walksIn({ topic: "email" });
    const unknown = await village.walksIn({ topic: "impots" });
    expect((await village.visit(known)).topic).toBe("email");
    expect((await village.visit(unknown)).topic).toBeUndefined();
  });
});

describe("pages and calls", () => {
  test("of a half-day or a place of an organisation show its topics, in its order", async () => {
    const { city, village } = await two();
    expect(keysOf(await read.readTopics({ permanence: city.permanence }))).toEqual(["caf-ressources", "impots"]);
    expect(keysOf(await read.readTopics({ place: village.place.id }))).toEqual(["email", "caf-ressources"]);
    expect(keysOf(await read.readTopics({ permanence: village.permanence }, ["caf-ressources"]))).toEqual([
      "caf-ressources",
    ]);
    // The form of an appointment says how long it takes.
    const minutesIn = async (permanence: string) =>
      (await read.readBookableTopics({ permanence })).map(({ key, minutes }) => `${key} ${minutes}`);
    expect(await minutesIn(city.permanence)).toEqual(["caf-ressources 30"]);
    expect(await minutesIn(village.permanence)).toEqual(["email 15", "caf-ressources 60"]);
  });

  test("at a place of a town hall that runs nothing are the topics of whoever holds half-days there, in one statement", async () => {
    const { city: caf, village } = await two();
    const hall = await placeOf(village.place.id, { runsPermanences: false, partner: true });
    await holds(caf, hall);
    let topics: readonly { readonly key: string; readonly minutes: number }[] = [];
    expect(await statementsOf(async () => (topics = await read.readTopics({ place: hall })))).toHaveLength(1);
    expect(topics.map(({ key, minutes }) => [key, minutes])).toEqual([
      ["caf-ressources", 30],
      ["impots", 45],
    ]);
    expect(keysOf(await read.readBookableTopics({ place: hall }))).toEqual(["caf-ressources"]);
    const answer = await topicsRoute.GET(new Request(`http://localhost:3000/api/v1/topics?place=${hall}`));
    expect(keysOf(((await answer.json()) as { topics: { key: string }[] }).topics)).toEqual([
      "caf-ressources",
      "impots",
    ]);
  });

  test("at a place of an organisation where another holds half-days are those of both, once, by rank, as the holder has them", async () => {
    const { city: caf, village } = await two();
    await server.db.permanence.deleteMany({ where: { placeId: village.place.id } });
    await holds(caf, village.place.id);
    const topics = await read.readTopics({ place: village.place.id });
    expect(topics.map(({ key, minutes }) => [key, minutes])).toEqual([
      ["caf-ressources", 30],
      ["email", 15],
      ["impots", 45],
    ]);
  });

  test("what the owner would book is not bookable where only another holds half-days that do not take it", async () => {
    const { city: caf } = await two();
    const owner = await anOrganisation({ key: "impots", minutes: 45 });
    await server.db.permanence.deleteMany({ where: { placeId: owner.place.id } });
    await holds(caf, owner.place.id);
    expect(keysOf(await read.readBookableTopics({ place: owner.place.id }))).toEqual(["caf-ressources"]);
  });

  test("half-days that are over or cancelled bring no topics to a place", async () => {
    const { city: caf, village } = await two();
    const hall = await placeOf(village.place.id, { runsPermanences: false, partner: true });
    await holds(caf, hall, { status: "cancelled" });
    await holds(village, hall, { startsAt: new Date(at("5:00")), endsAt: new Date(at("8:00")) });
    expect(await read.readTopics({ place: hall })).toEqual([]);
  });

  test("of all organisations show each topic once, in the order of rank, and ask once a minute", async () => {
    await two();
    await anOrganisation({ key: "impots", minutes: 45 });
    setTime(server, "9:10");
    let topics: readonly { readonly key: string; readonly bookable: boolean }[] = [];
    expect(await statementsOf(async () => (topics = await read.readTopics("all-organisations")))).toHaveLength(1);
    expect(await statementsOf(() => read.readBookableTopics("all-organisations"))).toEqual([]);
    expect(topics.map(({ key, bookable }) => [key, bookable])).toEqual([
      ["caf-ressources", true],
      ["email", true],
      ["impots", true],
    ]);
  });

  test("the API answers the topics of a place with its minutes, or those of all", async () => {
    const { village } = await two();
    setTime(server, "9:20");
    const told = async (query: string) => {
      const answer = await topicsRoute.GET(new Request(`http://localhost:3000/api/v1/topics${query}`));
      const { topics, code } = (await answer.json()) as { topics?: { key: string; minutes: number }[]; code?: string };
      return topics?.map(({ key, minutes }) => `${key} ${minutes}`) ?? [answer.status, code];
    };
    expect(await told(`?place=${village.place.slug}`)).toEqual(["email 15", "caf-ressources 60"]);
    expect(await told(`?place=${village.place.id}`)).toEqual(["email 15", "caf-ressources 60"]);
    expect(await told("")).toEqual(["caf-ressources 30", "email 15", "impots 45"]);
    expect(await told("?place=nowhere")).toEqual([404, "not-found"]);
    expect(await told("?place=../..")).toEqual([400, "malformed"]);
  });

  test("lists by topic leave out half-days of an organisation that does not have it", async () => {
    const { city, village } = await two();
    setTime(server, "9:00");
    const coming = (await readComing(1, { topic: "email" })).map(({ id }) => id);
    expect([coming.includes(village.permanence), coming.includes(city.permanence)]).toEqual([true, false]);
    const listed = async (topic: string, place: string) => {
      const list = await listPermanences({
        from: { moment: at("8:00") },
        to: { moment: plusMinutes(at("8:00"), 24 * 60) },
        place,
        topic,
      });
      return list.ok ? list.value.listed.length : list.refusal;
    };
    expect(await listed("email", village.place.slug)).toBe(1);
    expect(await listed("email", city.place.slug)).toBe(0);
    expect(await listed("poterie", city.place.slug)).toBe("unknown-topic");
  });
});

test("a topic that is switched off is offered no more, and what names it keeps its meaning", async () => {
  const { id, permanence, staff, opens, walksIn, visit } = await anOrganisation(
    { key: "caf-ressources", minutes: 30, bring: ["rib"] },
    { key: "impots", minutes: 45 },
  );
  await server.db.topic.updateMany({ where: { organisationId: id, key: "caf-ressources" }, data: { active: false } });
  setTime(server, "9:30");
  expect(keysOf(await read.readTopics({ permanence }))).toEqual(["impots"]);
  expect(keysOf(await read.readTopics("all-organisations"))).toEqual(["impots"]);
  expect(await bookAppointment(anybody, booking(permanence, "caf-ressources"))).toEqual({
    ok: false,
    refusal: "unknown-topic",
  });
  expect(await read.readNamedTopics(permanence, ["caf-ressources"])).toMatchObject([
    { key: "caf-ressources", bring: ["rib"] },
  ]);
  await opens();
  expect((await visit(await walksIn({ topic: "caf-ressources" }))).topic).toBe("caf-ressources");
  const tablet = await readTablet(staff, permanence);
  expect(tablet.ok && tablet.value.topicMinutes).toMatchObject({ "caf-ressources": 30 });
});

const keysIn = (hours: readonly { readonly permanence: string }[]): readonly string[] => [
  ...new Set(hours.map(({ permanence }) => permanence)),
];
