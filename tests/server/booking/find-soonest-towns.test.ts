import { instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2026-11-20T10:00:00+01:00" });
const { findSoonestTowns } = await import("#lib/server/booking/find-soonest-towns.ts");

const MONDAY = instantOf("2026-11-23T09:00:00+01:00");

afterAll(() => db.$disconnect());

const bookable = async () =>
  (await findSoonestTowns())
    .filter((town) => town.bookable)
    .map(({ name }) => name)
    .sort();

test("the towns to choose from are those where a half-day of the next four weeks takes appointments, each once; asked again within a minute, nobody asks the database", async () => {
  const { place, halfDay } = await city(db);
  const held = async (town: string, days: number, change: object = {}) =>
    halfDay(await place("Maison", { city: town }), plusMinutes(MONDAY, days * 24 * 60), {
      bookableLanes: 1,
      ...change,
    });
  await held("Strasbourg", 0);
  await held("Strasbourg", 1);
  await held("Haguenau", 24);
  await held("Saverne", 0, { bookableLanes: 0 });
  await held("Barr", 26);
  await held("Erstein", 0, { status: "cancelled" });
  await held("Wasselonne", -4);
  expect(await bookable()).toEqual(["Haguenau", "Strasbourg"]);
  await held("Molsheim", 0);
  expect(await statementsOf(findSoonestTowns)).toEqual([]);
  clock.move(clock.offset() + MINUTE);
  expect(await bookable()).toContain("Molsheim");
});

test("two communes of one name are two towns, each with its département; one of a name alone has none, whether it takes appointments or not", async () => {
  const { place, halfDay } = await city(db);
  const [basilica] = [
    await place("Basilique", { city: "Saint-Denis", postalCode: "93200", inseeCode: "93066" }),
    await place("Barachois", { city: "Saint-Denis", postalCode: "97400", inseeCode: "97411" }),
    await place("Mairie", { city: "Colmar", postalCode: "68000", inseeCode: "68066" }),
  ];
  await halfDay(basilica, MONDAY, { bookableLanes: 1 });
  clock.move(clock.offset() + MINUTE);
  const towns = (await findSoonestTowns()).filter(({ written }) => /Saint-Denis|Colmar/u.test(written.join(" ")));
  expect(towns.map(({ key, name, bookable: takes }) => [key, name, takes]).sort()).toEqual([
    ["68066", "Colmar", false],
    ["93066", "Saint-Denis (Seine-Saint-Denis)", true],
    ["97411", "Saint-Denis (La Réunion)", false],
  ]);
});
