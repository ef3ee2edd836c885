/** @zones */
import { plusMinutes } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "#tests/server/place/city.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

const DAY = 24 * 60;

let server: Server;
let permanences: typeof import("#app/api/v1/permanences/route.ts");
let places: typeof import("#app/api/v1/places/route.ts");
let topics: typeof import("#app/api/v1/topics/route.ts");
let listPlaces: typeof import("#lib/server/place/read-places.ts").listPlaces;
let listPermanences: typeof import("#lib/server/queue/list-permanences.ts").listPermanences;

beforeAll(async () => {
  server = await freshServer();
  permanences = await import("#app/api/v1/permanences/route.ts");
  places = await import("#app/api/v1/places/route.ts");
  topics = await import("#app/api/v1/topics/route.ts");
  ({ listPlaces } = await import("#lib/server/place/read-places.ts"));
  ({ listPermanences } = await import("#lib/server/queue/list-permanences.ts"));
  await server.db.topic.createMany({
    data: [
      { key: "impots", rank: 1, minutes: 45, bring: ["rib"] },
      { key: "caf-rsa", rank: 0, minutes: 30, bring: ["piece-identite", "rib"], bookable: false },
    ],
  });
});
beforeEach(() => setTime(server, "10:00"));
afterAll(() => server.db.$disconnect());

type HalfDayOfApi = {
  id: string;
  place: string;
  startsAt: string;
  status: string;
  confirmed: boolean;
  numbers: string;
  waiting: number;
  wait: { state: string };
};
const asked = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://localhost:3000${path}`, { headers });
const list = async (query = "") => {
  const answer = await permanences.GET(asked(`/api/v1/permanences${query}`));
  return {
    status: answer.status,
    cache: answer.headers.get("cache-control"),
    ...((await answer.json()) as { code?: string; permanences: readonly HalfDayOfApi[]; next?: string }),
  };
};

/** One place of its own, so that no other test's half-days are seen. */
async function place(name = "Shadok") {
  const here = await city(server.db);
  const one = await here.place(name);
  const start = async (minutes: number, change: object = {}) =>
    (await here.halfDay(one, plusMinutes(at("9:00"), minutes), change)).id;
  return {
    ...one,
    start,
    starts: async (query: string) =>
      (await list(`?place=${one.slug}${query}`)).permanences.map(({ startsAt }) => startsAt.slice(5, 16)),
  };
}

describe("half-days", () => {
  test("without a span: what is not over, and begins within fourteen days, earliest first, in the place's offset", async () => {
    const shadok = await place();
    await shadok.start(13 * DAY);
    await shadok.start(0);
    await shadok.start(-4 * 60);
    await shadok.start(15 * DAY);
    const { status, cache, permanences: found } = await list(`?place=${shadok.slug}`);
    expect([status, cache]).toEqual([200, "no-store"]);
    expect(found.map(({ startsAt }) => startsAt)).toEqual(["2026-11-24T09:00:00+01:00", "2026-12-07T09:00:00+01:00"]);
    expect(found[0]).toEqual({
      id: expect.any(String),
      place: shadok.id,
      startsAt: "2026-11-24T09:00:00+01:00",
      endsAt: "2026-11-24T12:00:00+01:00",
      access: "walk-in",
      status: "scheduled",
      confirmed: false,
      numbers: "not-yet",
      desks: 1,
      waiting: 0,
      wait: { state: "unknown" },
      organisation: { slug: expect.any(String), name: expect.any(String) },
    });
  });

  test("a day is the place's own, the last one not included; a moment cuts to the minute", async () => {
    const { start, starts } = await place();
    for (const minutes of [0, 14 * 60 + 30, DAY, 2 * DAY]) await start(minutes);
    expect(await starts("&from=2026-11-24&to=2026-11-25")).toEqual(["11-24T09:00", "11-24T23:30"]);
    expect(await starts("&from=2026-11-24&to=2026-11-24")).toEqual([]);
    expect(await starts("&from=2026-11-24T12:00:00%2B01:00&to=2026-11-25T09:00:00%2B01:00")).toEqual(["11-24T23:30"]);
    expect(await starts("&from=2026-11-24T11:59:00%2B01:00&to=2026-11-25T09:01:00%2B01:00")).toEqual([
      "11-24T09:00",
      "11-24T23:30",
      "11-25T09:00",
    ]);
  });

  test("those cancelled or over are told as such, and a forgotten one is no longer open", async () => {
    const { start, slug } = await place();
    await start(0, { status: "cancelled", cancelReason: "travaux" });
    await start(5 * 60, { status: "closed", outcome: "held", closedAt: new Date(at("17:00")) });
    expect(
      (await list(`?place=${slug}&from=2026-11-24`)).permanences.map(({ status, confirmed, waiting }) => [
        status,
        confirmed,
        waiting,
      ]),
    ).toEqual([
      ["cancelled", false, 0],
      ["closed", false, 0],
    ]);
  });

  test("by topic: those that take it, and those that take all", async () => {
    const { start, starts } = await place();
    await start(0);
    await start(DAY, { topicKeys: ["caf-rsa"] });
    await start(2 * DAY, { topicKeys: ["impots"] });
    expect(await starts("&topic=caf-rsa")).toEqual(["11-24T09:00", "11-25T09:00"]);
  });

  test("where a line stands, it is told how many wait and about how long", async () => {
    const line = await neuhof(server);
    await line.does({ type: "give-numbers" });
    await line.walksIn();
    const [before] = (await list(`?place=${line.place.id}&from=2026-11-24`)).permanences;
    expect(before).toMatchObject({ confirmed: false, numbers: "given", waiting: 1 });
    await line.opens();
    await line.walksIn();
    const [open] = (await list(`?place=${line.place.id}&from=2026-11-24`)).permanences;
    expect(open).toMatchObject({
      status: "open",
      confirmed: true,
      waiting: 2,
      wait: { state: expect.stringMatching(/range|unknown/) },
    });
  });

  test("of a line that nobody closed nobody is told to wait once it has ended automatically, and it is read no more", async () => {
    const line = await neuhof(server);
    await line.opens();
    await line.walksIn();
    const waiting = async () =>
      (await list(`?place=${line.place.id}&from=2026-11-24`)).permanences.map((told) => [told.status, told.waiting]);
    setTime(server, "13:29");
    expect(await waiting()).toEqual([["open", 1]]);
    setTime(server, "13:31");
    const { endUnclosedLines } = await import("#lib/server/queue/end-unclosed-lines.ts");
    await endUnclosedLines(server.clock.now());
    const statements = await statementsOf(async () => expect(await waiting()).toEqual([["closed", 0]]));
    expect(statements.filter((text) => text.includes("visit"))).toEqual([]);
  });

  test("a place or a topic that nobody knows, and a query that is none, are refused in a word", async () => {
    expect(await list("?place=nulle-part")).toMatchObject({ status: 404, code: "not-found" });
    expect(await list(`?place=${crypto.randomUUID()}`)).toMatchObject({ status: 404, code: "not-found" });
    expect(await list("?topic=passeport")).toMatchObject({ status: 422, code: "unknown-topic" });
    for (const query of [
      "?from=hier",
      "?from=1970-01-01&to=2999-01-01",
      "?place=%00",
      "?topic=%00",
      "?from=2026-11-24%00",
    ])
      expect(await list(query)).toMatchObject({ status: 400, code: "malformed" });
    expect(await list("?from=2000-01-01")).toMatchObject({ status: 200, permanences: [] });
    expect(await list("?from=1999-12-31")).toMatchObject({ detail: expect.stringMatching(/^from: .*2000-01-01/u) });
  });

  test("of very many the first are told, and from when to ask on", async () => {
    const { start, slug } = await place();
    for (const day of [0, 1, 2]) await start(day * DAY);
    const span = { from: { day: "2026-11-24" }, to: { day: "2026-12-01" }, place: slug };
    const cut = await listPermanences(span, 2);
    expect(cut).toMatchObject({ ok: true, value: { listed: [{}, {}] } });
    expect(cut.ok && cut.value.next && isoInZone(cut.value.next.start, cut.value.next.timeZone)).toBe(
      "2026-11-26T09:00:00+01:00",
    );
    expect(await listPermanences(span, 3)).not.toHaveProperty("value.next");
  });

  test("each half-day and each place names who holds it, by the name that residents read", async () => {
    const { id, start, slug } = await place();
    await start(DAY);
    const { organisationId: organisation } = await server.db.place.findUniqueOrThrow({ where: { id } });
    await server.db.organisationSettings.create({
      data: { organisationId: organisation, serviceName: "Aide numérique du village" },
    });
    const { slug: ofVillage } = await server.db.organisation.findUniqueOrThrow({ where: { id: organisation } });
    const named = { slug: ofVillage, name: "Aide numérique du village" };
    expect(await list(`?place=${slug}`)).toMatchObject({ permanences: [{ organisation: named }] });
    const { places: told } = (await (await places.GET(asked("/api/v1/places"))).json()) as {
      places: { slug: string; organisation: object }[];
    };
    expect(told.find((one) => one.slug === slug)).toMatchObject({ organisation: named });
  });

  test("sixty half-days ask the database no more often than three", async () => {
    const { start, slug } = await place();
    const count = async () => (await statementsOf(() => list(`?place=${slug}`))).length;
    for (let day = 0; day < 3; day += 1) await start(day * DAY);
    const few = await count();
    for (let number = 0; number < 57; number += 1) await start(number * 4 * 60 + 30);
    expect(await count()).toBe(few);
  });
});

test("the places are listed by name, each with where it is and how to reach it; what is unknown is null", async () => {
  const { place: make } = await city(server.db);
  await make("Zoo", { wheelchair: true, languages: ["fr", "ar"], phone: "+33311111111" });
  await make("Aubette");
  const answer = await places.GET(asked("/api/v1/places"));
  const { places: told } = (await answer.json()) as {
    places: { name: string; wheelchair: boolean | null; phone?: string; languages: string[] }[];
  };
  expect([answer.status, told.at(0)?.name, told.at(-1)?.name]).toEqual([200, "Aubette", "Zoo"]);
  expect(told.at(-1)).toMatchObject({
    wheelchair: true,
    languages: ["fr", "ar"],
    phone: "+33311111111",
    city: "Strasbourg",
    timeZone: "Europe/Paris",
  });
  expect(told.at(0)).toMatchObject({ wheelchair: null, languages: [] });
  expect(told.at(0)).not.toHaveProperty("phone");
});

describe("places", () => {
  const listed = async (query = "") => {
    const answer = await places.GET(asked(`/api/v1/places${query}`));
    return (await answer.json()) as { code?: string; next?: string; places: { name: string; inseeCode?: string }[] };
  };

  test("of very many the first are told, and the place from which to ask on, until all were told once", async () => {
    const { place: make } = await city(server.db);
    for (const name of ["Même", "Même", "Même", "Autre"]) await make(name);
    const all = (await listed()).places.map(({ name }) => name);
    const read: string[] = [];
    for (let from: string | undefined, turn = 0; turn === 0 || from !== undefined; turn += 1) {
      const list = await listPlaces({ from }, 2);
      if (!list.ok) throw new Error(list.refusal);
      read.push(...list.value.places.map(({ name }) => name));
      from = list.value.next;
    }
    expect(read).toEqual(all);
    expect((await listed()).next).toBeUndefined();
  });

  test.each([
    ["is renamed", (id: string) => server.db.place.update({ where: { id }, data: { name: "Z" } }), ["D", "Z"]],
    ["is deleted", (id: string) => server.owner.place.delete({ where: { id } }), ["D"]],
  ])("a list goes on where it stood when the place from which it goes on %s", async (_, change, expected) => {
    const { place: make } = await city(server.db);
    const town = `2A${crypto.randomUUID().replaceAll(/\D/g, "").slice(0, 3)}`;
    const made = [];
    for (const name of ["A", "B", "C", "D"]) made.push(await make(name, { inseeCode: town }));
    const first = await listPlaces({ town }, 2);
    if (!first.ok) throw new Error(first.refusal);
    await change(made[2]?.id ?? "");
    const second = await listPlaces({ town, from: first.value.next }, 2);
    expect(second.ok && second.value.places.map(({ name }) => name)).toEqual(expected);
  });

  test("the places of a town are those of its commune, by its INSEE code", async () => {
    const { place: make } = await city(server.db);
    await make("Barachois", { city: "Saint-Denis", inseeCode: "97411" });
    await make("Basilique", { city: "Saint-Denis", inseeCode: "93066" });
    await make("Sans commune", { city: "Saint-Denis", inseeCode: "" });
    expect((await listed("?town=93066")).places).toMatchObject([{ name: "Basilique", inseeCode: "93066" }]);
    expect((await listed("?town=99999")).places).toEqual([]);
  });

  test("a part of a town's list begins with a place of the town", async () => {
    const { place: make } = await city(server.db);
    const one = await make("Un", { inseeCode: "68297" });
    const two = await make("Un", { inseeCode: "68297" });
    const first = [one.id, two.id].toSorted()[0];
    expect((await listed(`?town=68297&from=${first}`)).places).toHaveLength(2);
    expect((await listed(`?town=68298&from=${first}`)).code).toBe("not-found");
  });

  test("an unknown place is not found, and what is no id or no code is malformed", async () => {
    expect((await listed(`?from=${crypto.randomUUID()}`)).code).toBe("not-found");
    expect((await listed("?from=neuhof")).code).toBe("malformed");
    expect((await listed("?town=Strasbourg")).code).toBe("malformed");
  });
});

test("the topics are listed in their display order, in the language asked for, with what to bring", async () => {
  const tell = async (language?: string) => {
    const answer = await topics.GET(
      asked("/api/v1/topics", language === undefined ? {} : { "accept-language": language }),
    );
    return {
      language: answer.headers.get("content-language"),
      vary: answer.headers.get("vary"),
      topics: ((await answer.json()) as { topics: { key: string; label: string; minutes: number; bring: string[] }[] })
        .topics,
    };
  };
  const french = await tell();
  expect(french).toMatchObject({ language: "fr", vary: "Accept-Language" });
  expect(french.topics.map(({ key, minutes }) => [key, minutes])).toEqual([
    ["caf-rsa", 30],
    ["impots", 45],
    ["caf", 25],
  ]);
  expect(french.topics[1]).toMatchObject({ label: "Impôts", bring: [expect.stringContaining("RIB")] });
  const english = await tell("en-GB,en;q=0.9,fr;q=0.1");
  expect([english.language, english.topics[1]?.label]).toEqual(["en", "Taxes"]);
  expect((await tell("de")).language).toBe("fr");
});
