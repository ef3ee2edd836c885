import fc from "fast-check";
import { plusMinutes } from "#lib/time/instant.ts";
import { plainWords } from "#lib/place/plain-words.ts";
import { runs } from "#tests/support/property-runs.ts";
import { cursorOf } from "#lib/server/place/place-cursor.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "#tests/server/place/city.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

const DAY = 24 * 60;

let server: Server;
let findPlaces: typeof import("#lib/server/schedule/find-places.ts").findPlaces;
type FoundPlaces = Awaited<ReturnType<typeof findPlaces>>;

beforeAll(async () => {
  server = await freshServer();
  ({ findPlaces } = await import("#lib/server/schedule/find-places.ts"));
});
/** How many places there are is kept a minute: each test begins two minutes later. */
let minutes = 0;
beforeEach(async () => {
  await server.db.permanence.deleteMany();
  await server.owner.closure.deleteMany();
  await server.owner.place.deleteMany();
  await server.owner.organisation.deleteMany();
  minutes += 2;
  setTime(server, `10:${String(minutes).padStart(2, "0")}`);
});
afterAll(() => server.db.$disconnect());

/** Adds that many places at once, in towns « Ville 1 » to « Ville 9 ». */
const manyPlaces = (organisation: { readonly id: string }, count: number) => server.db.$executeRaw`
  INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
  SELECT gen_random_uuid(), ${organisation.id}::uuid, 'lieu-' || n, 'Mairie ' || lpad(n::text, 5, '0'), 'Mairie', '1 rue', 'Ville ' || 1 + n % 9, lpad((10000 + n)::text, 5, '0'), 48.5, 7.7, '67'
  FROM generate_series(1, ${count}) AS n`;

const listed = ({ towns }: FoundPlaces): readonly string[] =>
  towns.flatMap(({ name: town, places }) => places.map(({ name }) => `${town}: ${name}`));
const all = (found: FoundPlaces) => [
  ...(found.kind === "in-order" ? found.soon : []),
  ...found.towns.flatMap(({ places }) => places),
];
const names = (found: FoundPlaces): readonly string[] => all(found).map(({ name }) => name);

test("each place has its next half-day within two weeks, if there is one; those that have one come first, the next date first", async () => {
  const { place, halfDay } = await city(server.db);
  const b = await place("B");
  const a = await place("A");
  await place("C");
  await halfDay(b, plusMinutes(at("9:00"), 2 * DAY));
  const first = await halfDay(b, plusMinutes(at("9:00"), DAY));
  await halfDay(b, at("6:00"));
  await halfDay(b, plusMinutes(at("8:00"), DAY), { status: "cancelled", cancelReason: "travaux" });
  await halfDay(a, plusMinutes(at("9:00"), 15 * DAY));
  const sooner = await halfDay(await place("Z"), plusMinutes(at("15:00"), 60));
  const found = await findPlaces({});
  expect(all(found).map(({ name, next }) => [name, next?.id])).toEqual([
    ["Z", sooner.id],
    ["B", first.id],
    ["A", undefined],
    ["C", undefined],
  ]);
  expect(found).toMatchObject({ found: 4, planned: 2 });
});

test("a place that is shut now has its closure, its own or its organisation’s, the one that lasts longest", async () => {
  const { place, organisation } = await city(server.db);
  const a = await place("A");
  const b = await place("B");
  await place("C", { organisationId: (await city(server.db)).organisation.id });
  const shuts = (placeId: string | null, from: number, until: number, reason: string, more: object = {}) =>
    server.db.closure.create({
      data: {
        organisationId: organisation.id,
        placeId,
        startsAt: new Date(plusMinutes(at("9:00"), from * DAY)),
        endsAt: new Date(plusMinutes(at("9:00"), until * DAY)),
        reason,
        ...more,
      },
    });
  await shuts(a.id, -1, 3, "Travaux");
  await shuts(b.id, 1, 5, "Plus tard");
  await shuts(b.id, -5, -1, "Fini");
  await shuts(b.id, -1, 9, "Rouvert", { liftedAt: new Date(at("8:00")) });
  const told = async () => all(await findPlaces({})).map(({ name, closure }) => [name, closure?.sentence]);
  expect(await told()).toEqual([
    ["A", "Travaux"],
    ["B", undefined],
    ["C", undefined],
  ]);
  await shuts(null, -1, 2, "Grève");
  expect(await told()).toEqual([
    ["A", "Travaux"],
    ["B", "Grève"],
    ["C", undefined],
  ]);
});

test("a place without a telephone has that of its organisation", async () => {
  const { place, organisation } = await city(server.db);
  await place("A", { phone: "+33388000009" });
  await place("B");
  await server.db.organisation.update({ where: { id: organisation.id }, data: { phone: "+33388000001" } });
  expect(all(await findPlaces({})).map(({ phone }) => phone)).toEqual(["+33388000009", "+33388000001"]);
});

describe("a search", () => {
  beforeEach(async () => {
    const { place } = await city(server.db);
    await place("Mairie de quartier du Neuhof", { city: "Strasbourg", postalCode: "67100" });
    await place("Médiathèque L’Échappée", { city: "Saint-Louis", postalCode: "68300" });
    await place("CCAS St-Joseph", { city: "Châtenois", postalCode: "67730" });
    await place("Espace Saint Michel", { city: "Haguenau", postalCode: "67500" });
  });

  test.each([
    ["a name, without capitals and accents", "mediatheque echappee", ["Médiathèque L’Échappée"]],
    ["the beginnings of words", "méd éch", ["Médiathèque L’Échappée"]],
    ["a commune, by its beginning", "chat", ["CCAS St-Joseph"]],
    ["a postal code in two parts", "67 500", ["Espace Saint Michel"]],
    ["words of the name and the commune together", "ccas de Châtenois", ["CCAS St-Joseph"]],
    ["a word of another place too", "ccas haguenau", []],
    ["the middle of a word", "hof", []],
    ["letters that no place is written in", "ستراسبورغ", []],
    ["signs of a query", "neuhof:* | !ccas & '", []],
  ] as const)("by %s: « %s »", async (_, text, expected) => {
    expect(names(await findPlaces({ text }))).toEqual(expected);
  });
});

test("what is found is ordered by what is held next, and the town that was asked for comes first", async () => {
  const { place, halfDay } = await city(server.db);
  const haguenau = { city: "Haguenau", postalCode: "67500" };
  await place("Mairie", haguenau);
  await halfDay(await place("Tisserands", haguenau), plusMinutes(at("9:00"), DAY));
  await halfDay(await place("Foyer Haguenau"), plusMinutes(at("9:00"), DAY));
  expect(names(await findPlaces({ text: "haguenau" }))).toEqual(["Tisserands", "Foyer Haguenau", "Mairie"]);
});

test("a place that is new, or renamed, is found at once", async () => {
  const { place } = await city(server.db);
  const { id } = await place("Ancien");
  expect(names(await findPlaces({ text: "ancien" }))).toEqual(["Ancien"]);
  await server.db.place.update({ where: { id }, data: { name: "Nouveau" } });
  expect(names(await findPlaces({ text: "ancien" }))).toEqual([]);
  expect(names(await findPlaces({ text: "nouveau" }))).toEqual(["Nouveau"]);
});

test("very many places are listed town by town, each once, and a text that is no cursor leads to the start", async () => {
  const { organisation } = await city(server.db);
  await manyPlaces(organisation, 300);
  const seen: string[] = [];
  for (let after: string | undefined, turn = 0; turn === 0 || after !== undefined; turn += 1) {
    const page = await findPlaces({ after });
    if (page.kind !== "by-town") throw new Error("They are put in order.");
    expect(page.begins).toBe(turn === 0);
    seen.push(...listed(page));
    after = page.after;
  }
  expect(seen).toHaveLength(300);
  expect(seen).toEqual(seen.toSorted());
  expect(new Set(seen).size).toBe(300);
  for (const after of ["nulle-part", cursorOf(["Ville 2", "x"]), cursorOf(["Ville 2", "", "a\0", crypto.randomUUID()])])
    expect(listed(await findPlaces({ after }))).toEqual(seen.slice(0, 30));
});

test("of more than 250 that are found, 250 are shown, and it is said that there are more", async () => {
  const { organisation } = await city(server.db);
  await manyPlaces(organisation, 300);
  expect(await findPlaces({ text: "mairie" })).toMatchObject({ found: 250, more: true, pages: 9 });
  expect(await findPlaces({ text: "mairie 00007" })).toMatchObject({ found: 1, more: false });
});

test("the same 250 are shown on each page although places are written meanwhile", async () => {
  const { organisation } = await city(server.db);
  await manyPlaces(organisation, 300);
  const read = async (write: (shown: FoundPlaces) => Promise<unknown>) => {
    const seen: string[] = [];
    for (const page of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const found = await findPlaces({ text: "mairie", page });
      seen.push(...names(found));
      await write(found);
    }
    return seen;
  };
  const before = await read(() => Promise.resolve());
  const writtenMeanwhile = await read(({ towns }) =>
    server.db.place.updateMany({
      where: { id: { in: towns.flatMap(({ places }) => places.map(({ id }) => id)) } },
      data: { phone: "+33388000009" },
    }),
  );
  expect(writtenMeanwhile).toEqual(before);
  expect(new Set(before).size).toBe(250);
});

test("the list by town goes on where it stood when the last place shown is deleted", async () => {
  const { organisation } = await city(server.db);
  await manyPlaces(organisation, 300);
  const next = async (after?: string) => {
    const page = await findPlaces({ after });
    if (page.kind !== "by-town") throw new Error("They are put in order.");
    return page;
  };
  const first = await next();
  const second = listed(await next(first.after));
  await server.owner.place.delete({ where: { id: first.towns.at(-1)?.places.at(-1)?.id ?? "" } });
  expect(listed(await next(first.after))).toEqual(second);
});

test("thousands of places are searched by the index, in as many statements as a few", async () => {
  const { organisation } = await city(server.db);
  await manyPlaces(organisation, 20);
  const ask = () => statementsOf(() => findPlaces({ text: "mairie ville" }));
  const few = (await ask()).length;
  await server.owner.$executeRaw`DELETE FROM place`;
  await manyPlaces(organisation, 5_000);
  await server.owner.$executeRaw`ANALYZE place`;
  const [search = "", ...others] = await ask();
  expect(1 + others.length).toBe(few);
  // Places, what is shown of them, what shuts them now, their next half-days, and these half-days’ organisations,
  // places and closures.
  expect(few).toBeLessThanOrEqual(5);
  const plan = await server.db.$queryRawUnsafe<{ readonly "QUERY PLAN": string }[]>(`EXPLAIN (GENERIC_PLAN) ${search}`);
  expect(plan.map((line) => line["QUERY PLAN"]).join(" ")).toContain("place_by_words");
});

test("the words of the database and of the application are the same, whatever is written", async () => {
  const sample = fc.sample(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replaceAll("\0", "")),
      fc.string({ unit: fc.constantFrom(..."aZé'’-. œŒæßẞÉïſKİ0٣ؤ字".split(""), "st ", "Ste", "\u0301") }),
    ),
    runs(300),
  );
  const rows = await server.db.$queryRaw<{ words: string }[]>`
    SELECT plain_words(written) AS words FROM unnest(${sample}::text[]) WITH ORDINALITY AS t (written, n) ORDER BY n`;
  expect(rows.map(({ words }) => words)).toEqual(sample.map((text) => plainWords(text).join(" ")));
});
