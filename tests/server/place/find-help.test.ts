import { MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "./city.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

const DAY = 24 * 60;

let server: Server;
let readComing: typeof import("#lib/server/schedule/read-coming.ts").readComing;
let readPermanence: typeof import("#lib/server/schedule/read-permanence.ts").readPermanence;
let readLanguages: typeof import("#lib/server/place/read-places.ts").readLanguages;
let readPlace: typeof import("#lib/server/place/read-places.ts").readPlace;

beforeAll(async () => {
  server = await freshServer();
  ({ readComing } = await import("#lib/server/schedule/read-coming.ts"));
  ({ readPermanence } = await import("#lib/server/schedule/read-permanence.ts"));
  ({ readLanguages, readPlace } = await import("#lib/server/place/read-places.ts"));
});
beforeEach(async () => {
  await server.db.permanence.deleteMany();
  await server.owner.place.deleteMany();
  await server.owner.organisation.deleteMany();
  setTime(server, "10:00");
});
afterAll(() => server.db.$disconnect());

const names = (held: readonly { at: { name: string } }[]) => held.map(({ at: place }) => place.name);

test("coming half-days are not over, begin within the given days and are not cancelled, earliest first", async () => {
  const { place, halfDay } = await city(server.db);
  const [open, over, tomorrow, far, cancelled] = await Promise.all(
    ["Open", "Over", "Tomorrow", "Far", "Cancelled"].map((name) => place(name)),
  );
  await halfDay(tomorrow!, plusMinutes(at("9:00"), DAY));
  await halfDay(open!, at("9:00"), { status: "open", openedAt: new Date(at("9:02")) });
  await halfDay(over!, at("7:00"));
  await halfDay(far!, plusMinutes(at("10:00"), 7 * DAY + 1));
  await halfDay(cancelled!, at("14:00"), { status: "cancelled", cancelReason: "travaux" });
  expect(names(await readComing(7))).toEqual(["Open", "Tomorrow"]);
  expect(names(await readComing(7, { cancelledToo: true }))).toEqual(["Open", "Cancelled", "Tomorrow"]);
});

test("half-days at the same hour are sorted by the name of their place", async () => {
  const { place, halfDay } = await city(server.db);
  for (const name of ["Meinau", "Cronenbourg", "Robertsau", "Elsau"]) await halfDay(await place(name), at("14:00"));
  expect(names(await readComing(7))).toEqual(["Cronenbourg", "Elsau", "Meinau", "Robertsau"]);
});

test("the filter by topic finds half-days with that topic, and those for all topics", async () => {
  await server.db.topic.createMany({
    data: ["caf-rsa", "caf-logement", "impots"].map((key, rank) => ({ key, rank, minutes: 30 })),
  });
  const { place, halfDay } = await city(server.db);
  await halfDay(await place("All"), at("9:00"));
  await halfDay(await place("CAF"), at("10:30"), { topicKeys: ["caf-rsa", "caf-logement"] });
  await halfDay(await place("Impots"), at("11:00"), { topicKeys: ["impots"] });
  expect(names(await readComing(7, { topic: "caf-rsa" }))).toEqual(["All", "CAF"]);
});

test("half-days are filtered by language and by place", async () => {
  const { place, halfDay } = await city(server.db);
  const arabic = await place("Arabic", { languages: ["fr", "ar"] });
  const french = await place("French", { languages: ["fr"] });
  await halfDay(arabic, at("9:00"));
  await halfDay(french, at("9:30"));
  expect(names(await readComing(7, { language: "ar" }))).toEqual(["Arabic"]);
  expect(names(await readComing(7, { place: french.id }))).toEqual(["French"]);
});

test("a half-day with languages of its own is found by these, and not by those of its place", async () => {
  const { place, halfDay } = await city(server.db);
  const arabic = await place("Arabic", { languages: ["fr", "ar"] });
  const french = await place("French", { languages: ["fr"] });
  await halfDay(arabic, at("9:00"), { languages: ["fr", "pl"] });
  await halfDay(french, at("9:30"), { languages: ["ar", "pl"] });
  await halfDay(arabic, at("14:00"));
  await halfDay(french, at("7:00"), { languages: ["sq"] });
  server.clock.move(server.clock.offset() + 6 * MINUTE);
  const listed = async (language: string) => names(await readComing(7, { language }));
  expect(await listed("ar")).toEqual(["French", "Arabic"]);
  expect(await listed("pl")).toEqual(["Arabic", "French"]);
  expect(await listed("fr")).toEqual(["Arabic", "Arabic"]);
  expect(await readLanguages()).toEqual(expect.arrayContaining(["ar", "fr", "pl"]));
});

test("a half-day has its windows as moments, and the telephone of its place, else of its organisation", async () => {
  const { place, halfDay } = await city(server.db, { phone: "+33300000000" });
  const own = await halfDay(await place("Own", { phone: "+33311111111" }), at("9:00"), {
    windows: [{ from: 60, to: 180, mode: "mixed" }],
  });
  const none = await halfDay(await place("None"), at("9:00"));
  const read = await readPermanence(own.id);
  expect(read?.windows).toEqual([{ span: { start: at("10:00"), end: at("12:00") }, mode: "mixed" }]);
  expect([read?.call, (await readPermanence(none.id))?.call]).toEqual(["+33311111111", "+33300000000"]);
});

test("an unknown id or slug, or a text that is no id, finds nothing", async () => {
  expect(await readPermanence("01a20e51-17c4-7329-97d2-38a348f2b89a")).toBeUndefined();
  expect(await readPermanence("../../etc/passwd")).toBeUndefined();
  expect(await readPlace("nulle-part")).toBeUndefined();
});

test("sixty half-days take as many queries as three", async () => {
  const { place, halfDay } = await city(server.db);
  const grow = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1)
      await halfDay(
        await place(`P${index}`, { languages: ["fr"] }),
        plusMinutes(at("9:00"), (index % 6) * DAY + index),
      );
  };
  await grow(0, 3);
  const few = (await statementsOf(() => readComing(7))).length;
  await grow(3, 60);
  expect(names(await readComing(7))).toHaveLength(60);
  expect((await statementsOf(() => readComing(7))).length).toBe(few);
  // Half-days, places, organisations, and closures.
  expect(few).toBeLessThanOrEqual(4);
});

test("half-days where a language is spoken are found by the places that speak it, which are read once a minute", async () => {
  const { place, halfDay } = await city(server.db);
  await halfDay(await place("Kurde", { languages: ["fr", "ku"] }), at("9:00"));
  await halfDay(await place("Autre", { languages: ["fr"] }), at("9:00"));
  const listed = async (language: string) => names(await readComing(7, { language }));
  server.clock.move(server.clock.offset() + 2 * MINUTE);
  expect([await listed("ku"), await listed("zz")]).toEqual([["Kurde"], []]);
  const [statement = "", ...others] = await statementsOf(async () => void (await listed("ku")));
  expect(others.filter((one) => /unnest/u.test(one))).toEqual([]);
  expect(statement).toMatch(/p\.place_id = ANY/u);
});

test("a language that more than a hundred places have is found all the same, and nothing of the other places", async () => {
  const { organisation, place, halfDay } = await city(server.db);
  await server.db.$executeRaw`
    INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region, languages)
    SELECT gen_random_uuid(), ${organisation.id}::uuid, 'lieu-' || n, 'Lieu', 'Lieu', '1 rue', 'Strasbourg', '67100', 48.5, 7.7, '67', '{fr,ti}'
    FROM generate_series(1, 120) AS n`;
  await halfDay(await place("Tigrigna", { languages: ["fr", "ti"] }), at("9:00"));
  await halfDay(await place("Autre", { languages: ["fr"] }), at("9:00"));
  // The places of the test before are kept for a minute.
  server.clock.move(server.clock.offset() + 4 * MINUTE);
  expect(names(await readComing(7, { language: "ti" }))).toEqual(["Tigrigna"]);
});
