import { plusMinutes } from "#lib/time/instant.ts";
import { emptyTables } from "#tests/support/empty-tables.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "./city.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let readOrganisation: typeof import("#lib/server/place/read-organisation.ts").readOrganisation;
let readOrganisationNamed: typeof import("#lib/server/place/read-organisation.ts").readOrganisationNamed;
let readOrganisationOf: typeof import("#lib/server/place/read-organisation.ts").readOrganisationOf;
let readWorkshops: typeof import("#lib/server/schedule/read-workshops.ts").readWorkshops;
let readLanguages: typeof import("#lib/server/place/read-places.ts").readLanguages;
let shownOrganisation: typeof import("#app/[locale]/(site)/shown-organisation.ts").shownOrganisation;

beforeAll(async () => {
  server = await freshServer();
  ({ readOrganisation, readOrganisationNamed, readOrganisationOf } =
    await import("#lib/server/place/read-organisation.ts"));
  ({ readWorkshops } = await import("#lib/server/schedule/read-workshops.ts"));
  ({ readLanguages } = await import("#lib/server/place/read-places.ts"));
  ({ shownOrganisation } = await import("#app/[locale]/(site)/shown-organisation.ts"));
  setTime(server, "10:00");
});
afterAll(() => server.db.$disconnect());

/** The statements that read organisations themselves; what they say of themselves is read beside. */
const ofOrganisation = (statement: string): boolean => statement.includes('FROM "public"."organisation"');

test("the only organisation names all pages, and is queried at most once a minute; with several none does", async () => {
  await server.db.organisation.create({
    data: { slug: "caf", name: "A CAF", kind: "caf", partner: true, phone: "+33300000001" },
  });
  const { organisation } = await city(server.db, { phone: "+33353010067" });
  const asked = await statementsOf(async () => {
    expect(await readOrganisation()).toMatchObject({ name: "Ville", service: "Ville", phone: "+33353010067" });
    await Promise.all(Array.from({ length: 20 }, readOrganisation));
  });
  expect(asked.filter(ofOrganisation)).toHaveLength(1);
  expect(await readOrganisationOf(organisation.id)).not.toHaveProperty("at");
  await server.db.organisation.create({ data: { slug: "sans", name: "B sans", kind: "city", runsPermanences: true } });
  setTime(server, "10:02");
  expect(await readOrganisation()).toBeUndefined();
  expect(await readOrganisationNamed("sans")).toMatchObject({ name: "B sans", at: "/chez/sans" });
  expect(await readOrganisationNamed("caf")).toBeUndefined();
  setTime(server, "10:00");
});

test("who holds a place or half-day is read by its id, each organisation at most once a minute", async () => {
  const nouvoitou = await server.db.organisation.create({
    data: { slug: "nouvoitou", name: "Nouvoitou", kind: "city", runsPermanences: true, phone: "+33299370000" },
  });
  const { organisation } = await city(server.db, { phone: "+33353010068" });
  const asked = await statementsOf(async () => {
    for (const _ of "twice") {
      expect(await readOrganisationOf(nouvoitou.id)).toMatchObject({ name: "Nouvoitou", phone: "+33299370000" });
      expect(await readOrganisationOf(organisation.id)).toMatchObject({ name: "Ville", phone: "+33353010068" });
    }
  });
  // One for each, one that asks whether there are others, and one that asks which of them are ready.
  expect(asked.filter(ofOrganisation)).toHaveLength(4);
  expect(await readOrganisationOf("01935f3e-0000-7000-8000-000000000000")).toBeUndefined();
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
    server.db.workshopPlace.create({
      data: { workshopId: phone.id, organisationId: organisation.id, state, createdAt: new Date(at("8:00")) },
    });
  await Promise.all([taken("booked"), taken("cancelled-by-resident")]);
  const read = await readWorkshops();
  expect(read.map(({ title, free, at: where, span }) => [title, free, where.name, span.start])).toEqual([
    ["Depuis hier", 3, "Shadok", plusMinutes(at("10:01"), -24 * 60)],
    ["Mon téléphone", 2, "Shadok", at("14:00")],
  ]);
  expect(await readOrganisationOf(organisation.id)).toMatchObject({ holdsWorkshops: true });
  const few = (await statementsOf(readWorkshops)).length;
  for (let index = 0; index < 20; index += 1)
    await workshop(`Atelier ${index}`, new Date(plusMinutes(at("14:00"), index)), new Date(at("18:00")));
  expect((await statementsOf(readWorkshops)).length).toBe(few);
});

test("the languages are those spoken at any place, each once", async () => {
  const { place } = await city(server.db);
  await place("Un", { languages: ["fr", "tr"] });
  await place("Deux", { languages: ["fr", "ar"] });
  expect(await readLanguages()).toEqual(["ar", "fr", "tr"]);
});

describe("the root of an installation with several organisations", () => {
  /** The organisations that there are, read anew. */
  async function root() {
    const { forgetOrganisations, listOrganisations } = await import("#lib/server/place/read-organisation.ts");
    forgetOrganisations();
    return { speaksFor: await readOrganisation(), listed: (await listOrganisations()).map(({ slug }) => slug) };
  }
  const ready = async (facts: { readonly phone?: string }) => {
    const made = await city(server.db, facts);
    const place = await made.place("Mairie");
    await made.halfDay(place, at("14:00"));
    return { ...made.organisation, place };
  };

  beforeEach(() => emptyTables(server.owner, "organisation", "place"));

  test("speaks for the first, and shows what is its own, until another can be reached and has a half-day at a place that is shown", async () => {
    const rennes = await ready({ phone: "+33353010067" });
    const village = await server.db.organisation.create({
      data: { slug: "nouvoitou", name: "Nouvoitou", kind: "city", runsPermanences: true },
    });
    expect((await root()).speaksFor).toMatchObject({ slug: rennes.slug, onlyOf: rennes.id });
    expect((await root()).speaksFor).not.toHaveProperty("at");
    expect((await root()).listed).toEqual([rennes.slug]);
    expect(await readOrganisationOf(rennes.id)).not.toHaveProperty("at");
    expect(await readOrganisationOf(rennes.id)).toMatchObject({ onlyOf: rennes.id });
    expect(await readOrganisationOf(village.id)).toMatchObject({ at: "/chez/nouvoitou", onlyOf: village.id });

    const other = await ready({});
    expect((await root()).speaksFor).toMatchObject({ slug: rennes.slug });
    await server.db.organisationSettings.create({
      data: { organisationId: other.id, serviceName: "Aide", writtenMail: "aide@village.example" },
    });
    expect((await root()).speaksFor).toBeUndefined();
    expect((await root()).listed.toSorted()).toEqual([rennes.slug, other.slug].toSorted());
    expect(await readOrganisationOf(rennes.id)).toMatchObject({ at: `/chez/${rennes.slug}` });

    await server.db.place.update({ where: { id: other.place.id }, data: { hidden: true } });
    expect((await root()).speaksFor).toMatchObject({ slug: rennes.slug });
    await server.db.place.update({ where: { id: other.place.id }, data: { hidden: false } });
    await server.db.permanence.updateMany({ where: { placeId: other.place.id }, data: { status: "cancelled" } });
    expect((await root()).speaksFor).toMatchObject({ slug: rennes.slug });
  });

  test("speaks for the host while none is ready, and for nobody where none hosts", async () => {
    const host = await city(server.db);
    const other = await city(server.db);
    expect((await root()).speaksFor).toBeUndefined();
    await server.db.organisation.update({ where: { id: host.organisation.id }, data: { hosts: true } });
    expect((await root()).speaksFor).toMatchObject({ slug: host.organisation.slug });
    expect((await root()).listed.toSorted()).toEqual([host.organisation.slug, other.organisation.slug].toSorted());
  });

  test("says the telephone of whom it speaks for also while the database is away", async () => {
    await ready({ phone: "+33353010067" });
    await city(server.db, { phone: "+33299370000" });
    const { forgetOrganisations } = await import("#lib/server/place/read-organisation.ts");
    const { readInstallation } = await import("#lib/server/place/read-installation.ts");
    const { knownOfPage } = await import("#lib/server/place/known-places.ts");
    forgetOrganisations();
    await readInstallation();
    expect(knownOfPage("/").telephone?.phone).toBe("+33353010067");
    await ready({ phone: "+33299370001" });
    forgetOrganisations();
    await readInstallation();
    expect(knownOfPage("/").telephone).toBeUndefined();
  });
});

test("the pages of an organisation that there is none of lead to an address with status 404, in the reader's language", async () => {
  const { forgetOrganisations } = await import("#lib/server/place/read-organisation.ts");
  await emptyTables(server.owner, "organisation", "place");
  forgetOrganisations();
  await server.db.organisation.create({
    data: { slug: "rennes", name: "Rennes", kind: "city", runsPermanences: true },
  });
  await server.db.organisation.create({ data: { slug: "caf", name: "CAF", kind: "caf", partner: true } });
  const opened = (slug: string, locale: string) =>
    shownOrganisation(Promise.resolve({ slug, locale })).then(
      (organisation) => organisation?.slug,
      (error: { readonly digest?: string }) => error.digest?.split(";")[2],
    );
  expect(await opened("rennes", "fr")).toBe("rennes");
  expect(await opened("personne", "fr")).toBe("/chez/personne/inconnu");
  expect(await opened("personne", "ar")).toBe("/ar/chez/personne/inconnu");
  expect(await opened("caf", "fr")).toBe("/chez/caf/inconnu");
});
