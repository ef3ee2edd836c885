/** @long */
import { city } from "./city.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, owner } = await serverOnFreshDatabase();
const { arePlacesToLookUp, fillInseeCodes } = await import("#lib/server/place/fill-insee-codes.ts");

beforeEach(() => owner.place.deleteMany());
afterAll(() => db.$disconnect());

const codes = async () =>
  (await db.place.findMany({ orderBy: { name: "asc" } })).map(({ name, inseeCode }) => [name, inseeCode]);

test("places of an older version get the code of their commune; one without a commune is looked up once, and the job ends", async () => {
  const { place } = await city(db);
  await place("Barachois", { city: "Saint-Denis", postalCode: "97400" });
  await place("Basilique", { city: "Saint-Denis", postalCode: "93200" });
  await place("Canal", { city: "Paris 10e", postalCode: "75010" });
  await place("Nulle-part", { city: "Saint-Denis", postalCode: "67100" });
  expect(await arePlacesToLookUp()).toBe(true);
  expect(await fillInseeCodes(2)).toBe(4);
  expect(await codes()).toEqual([
    ["Barachois", "97411"],
    ["Basilique", "93066"],
    ["Canal", "75056"],
    ["Nulle-part", ""],
  ]);
  expect(await arePlacesToLookUp()).toBe(false);
  expect(await fillInseeCodes()).toBe(0);
});

test("a code that is known stays, and many places are looked up in few statements", async () => {
  const { place } = await city(db);
  await place("Ici", { inseeCode: "93066" });
  for (let number = 0; number < 30; number += 1) await place(`Maison-${number}`);
  const asked = await statementsOf(async () => expect(await fillInseeCodes()).toBe(30));
  expect(asked.filter((statement) => /UPDATE place/u.test(statement))).toHaveLength(1);
  expect(await db.place.count({ where: { inseeCode: "67482" } })).toBe(30);
  expect((await codes())[0]).toEqual(["Ici", "93066"]);
});

test("two processes fill at once, and each place is looked up once", async () => {
  const { place } = await city(db);
  for (let number = 0; number < 20; number += 1) await place(`Maison-${number}`);
  const filled = await Promise.all([fillInseeCodes(3), fillInseeCodes(3)]);
  expect(filled[0] + filled[1]).toBe(20);
  expect(await arePlacesToLookUp()).toBe(false);
});

test("whether a place is left to look up is answered by an index, however many places there are", async () => {
  const { organisation } = await city(db);
  await db.$executeRaw`
    INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region, insee_code)
    SELECT gen_random_uuid(), ${organisation.id}::uuid, 'lieu-' || n, 'Lieu', 'Lieu', '1 rue', 'Strasbourg', '67100', 48.5, 7.7, '67', '67482'
    FROM generate_series(1, 5000) AS n`;
  // By the owner: the serving role may not analyse, and would be told so in a warning only.
  await owner.$executeRaw`ANALYZE place`;
  const [statement = ""] = await statementsOf(async () => expect(await arePlacesToLookUp()).toBe(false));
  const plan = await db.$queryRawUnsafe<{ readonly "QUERY PLAN": string }[]>(`EXPLAIN (GENERIC_PLAN) ${statement}`);
  expect(plan.map((line) => line["QUERY PLAN"]).join(" ")).toContain("place_insee_code_idx");
});
