import { plusMinutes } from "#lib/time/instant.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "#tests/server/place/city.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let readOperator: typeof import("#lib/server/place/read-operator.ts").readOperator;
let readOperatorNamed: typeof import("#lib/server/place/read-operator.ts").readOperatorNamed;
let readOperatorOf: typeof import("#lib/server/place/read-operator.ts").readOperatorOf;
let readWorkshops: typeof import("#lib/server/schedule/read-workshops.ts").readWorkshops;
let readTopics: typeof import("#lib/server/schedule/read-topics.ts").readTopics;
let readLanguages: typeof import("#lib/server/place/read-places.ts").readLanguages;

beforeAll(async () => {
  server = await freshServer();
  ({ readOperator, readOperatorNamed, readOperatorOf } = await import("#lib/server/place/read-operator.ts"));
  ({ readWorkshops } = await import("#lib/server/schedule/read-workshops.ts"));
  ({ readTopics } = await import("#lib/server/schedule/read-topics.ts"));
  ({ readLanguages } = await import("#lib/server/place/read-places.ts"));
  setTime(server, "10:00");
});
afterAll(() => server.db.$disconnect());

/** The statements that read organisations themselves; what they say of themselves is read beside. */
const ofOrganisation = (statement: string): boolean => statement.includes('FROM "public"."organisation"');

test("the only operator names all pages, and is queried at most once a minute; with several none does", async () => {
  await server.db.organisation.create({
    data: { slug: "caf", name: "A CAF", kind: "caf", partner: true, phone: "+33300000001" },
  });
  const { organisation } = await city(server.db, { phone: "+33353010067" });
  const asked = await statementsOf(async () => {
    expect(await readOperator()).toMatchObject({ name: "Ville", service: "Ville", phone: "+33353010067" });
    await Promise.all(Array.from({ length: 20 }, readOperator));
  });
  expect(asked.filter(ofOrganisation)).toHaveLength(1);
  expect(await readOperatorOf(organisation.id)).not.toHaveProperty("at");
  await server.db.organisation.create({ data: { slug: "sans", name: "B sans", kind: "city", operator: true } });
  setTime(server, "10:02");
  expect(await readOperator()).toBeUndefined();
  expect(await readOperatorNamed("sans")).toMatchObject({ name: "B sans", at: "/chez/sans" });
  expect(await readOperatorNamed("caf")).toBeUndefined();
  setTime(server, "10:00");
});

test("who holds a place or half-day is read by its id, each organisation at most once a minute", async () => {
  const nouvoitou = await server.db.organisation.create({
    data: { slug: "nouvoitou", name: "Nouvoitou", kind: "city", operator: true, phone: "+33299370000" },
  });
  const { organisation } = await city(server.db, { phone: "+33353010068" });
  const asked = await statementsOf(async () => {
    for (const _ of "twice") {
      expect(await readOperatorOf(nouvoitou.id)).toMatchObject({ name: "Nouvoitou", phone: "+33299370000" });
      expect(await readOperatorOf(organisation.id)).toMatchObject({ name: "Ville", phone: "+33353010068" });
    }
  });
  // One for each, and one that asks whether there are others.
  expect(asked.filter(ofOrganisation)).toHaveLength(3);
  expect(await readOperatorOf("01935f3e-0000-7000-8000-000000000000")).toBeUndefined();
});

test("workshops to come are listed with their free places, in a fixed number of queries", async () => {
  const { place, organisation } = await city(server.db);
  const here = await place("Shadok");
  const workshop = (title: string, startsAt: Date, endsAt: Date, status = "scheduled") =>
    server.db.workshop.create({
      data: {
        placeId: here.id,
        organisationId: organisation.id,
        title,
        level: "debutant",
        startsAt,
        endsAt,
        capacity: 3,
        status,
      },
    });
  const phone = await workshop("Mon téléphone", new Date(at("14:00")), new Date(at("16:00")));
  await workshop("Fini", new Date(at("8:00")), new Date(at("10:00")));
  await workshop("Depuis hier", new Date(plusMinutes(at("10:01"), -24 * 60)), new Date(at("10:01")));
  await workshop("Annulé", new Date(at("14:00")), new Date(at("16:00")), "cancelled");
  const taken = (state: string) =>
    server.db.workshopPlace.create({ data: { workshopId: phone.id, state, createdAt: new Date(at("8:00")) } });
  await Promise.all([taken("booked"), taken("cancelled-by-resident")]);
  const read = await readWorkshops();
  expect(read.map(({ title, free, at: where, span }) => [title, free, where.name, span.start])).toEqual([
    ["Depuis hier", 3, "Shadok", plusMinutes(at("10:01"), -24 * 60)],
    ["Mon téléphone", 2, "Shadok", at("14:00")],
  ]);
  const few = (await statementsOf(readWorkshops)).length;
  for (let index = 0; index < 20; index += 1)
    await workshop(`Atelier ${index}`, new Date(plusMinutes(at("14:00"), index)), new Date(at("18:00")));
  expect((await statementsOf(readWorkshops)).length).toBe(few);
});

test("topics are listed by rank; a half-day with some topics lists only these", async () => {
  for (const [key, rank] of [
    ["impots", 2],
    ["caf-rsa", 1],
    ["autre", 3],
  ] as const)
    await server.db.topic.create({ data: { key, rank, minutes: 30, bring: ["rib"] } });
  const { place } = await city(server.db);
  const here = { place: (await place("Un")).id };
  expect((await readTopics(here)).map(({ key }) => key)).toEqual(["caf-rsa", "impots", "autre"]);
  expect(await readTopics(here, ["autre"])).toEqual([
    { key: "autre", bring: ["rib"], themes: [], minutes: 30, bookable: true, texts: null },
  ]);
});

test("the languages are those spoken at any place, each once", async () => {
  const { place } = await city(server.db);
  await place("Un", { languages: ["fr", "tr"] });
  await place("Deux", { languages: ["fr", "ar"] });
  expect(await readLanguages()).toEqual(["ar", "fr", "tr"]);
});
