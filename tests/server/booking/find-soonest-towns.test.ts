import { instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2026-11-20T10:00:00+01:00" });
const { findSoonestTowns } = await import("#lib/server/booking/find-soonest-towns.ts");

const MONDAY = instantOf("2026-11-23T09:00:00+01:00");

afterAll(() => db.$disconnect());

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
  expect([...(await findSoonestTowns())].sort()).toEqual(["Haguenau", "Strasbourg"]);
  await held("Molsheim", 0);
  expect(await statementsOf(findSoonestTowns)).toEqual([]);
  clock.move(clock.offset() + MINUTE);
  expect(await findSoonestTowns()).toContain("Molsheim");
});
