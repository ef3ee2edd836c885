/** @zones */
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { neuhof } from "#tests/server/booking/neuhof.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-24T10:00:00+01:00" });
const { commonHolidaysIn, holidaysIn, holidaysOf } = await import("#lib/server/schedule/holidays.ts");

const strasbourg = { holidayRegion: "67", goodFriday: true };

afterAll(() => db.$disconnect());

test("the holidays of a week at a place have their names, across the end of a year too", () => {
  expect([...holidaysIn(strasbourg, "2027-03-24", 7)]).toEqual([
    ["2027-03-26", "good-friday"],
    ["2027-03-29", "easter-monday"],
  ]);
  expect([...holidaysIn(strasbourg, "2026-12-26", 7)]).toEqual([
    ["2026-12-26", "second-christmas-day"],
    ["2027-01-01", "new-year"],
  ]);
});

test("a holiday of every place is common, one that some places alone observe is none", async () => {
  expect((await commonHolidaysIn("2027-03-24", 7)).size).toBe(0);
  clock.move(clock.offset() + 120_000);
  const here = await neuhof(db);
  const common = async () => {
    clock.move(clock.offset() + 120_000);
    return [...(await commonHolidaysIn("2027-03-24", 7)).values()];
  };
  expect(await common()).toEqual(["good-friday", "easter-monday"]);
  const nancy = await neuhof(db);
  await db.place.update({ where: { id: nancy.place }, data: { holidayRegion: "54" } });
  expect(await common()).toEqual(["easter-monday"]);
  await db.place.update({ where: { id: here.place }, data: { holidayRegion: "54" } });
  expect(await common()).toEqual(["easter-monday"]);
});

test("Strasbourg has thirteen public holidays in 2027, among them Good Friday and 26 December", () => {
  const days = holidaysOf(strasbourg, [2027]);
  expect([...days]).toEqual([
    "2027-01-01",
    "2027-03-26",
    "2027-03-29",
    "2027-05-01",
    "2027-05-06",
    "2027-05-08",
    "2027-05-17",
    "2027-07-14",
    "2027-08-15",
    "2027-11-01",
    "2027-11-11",
    "2027-12-25",
    "2027-12-26",
  ]);
});

test("a municipality without a Protestant church has twelve holidays: Good Friday is none", () => {
  const days = holidaysOf({ ...strasbourg, goodFriday: false }, [2027]);
  expect(days.has("2027-03-26")).toBe(false);
  expect(days.size).toBe(12);
});

test("outside Alsace and Moselle the eleven national holidays apply", () => {
  const days = holidaysOf({ holidayRegion: "54", goodFriday: true }, [2027]);
  expect(days.has("2027-12-26")).toBe(false);
  expect(days.size).toBe(11);
});

test("the movable days follow Easter from year to year", () => {
  const days = holidaysOf(strasbourg, [2026, 2028]);
  expect(["2026-04-03", "2026-04-06", "2028-04-14", "2028-04-17"].map((day) => days.has(day))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(days.has("2027-03-26")).toBe(false);
});
