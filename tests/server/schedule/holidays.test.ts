/** @zones */
import { holidaysOf } from "#lib/server/schedule/holidays.ts";

const strasbourg = { holidayRegion: "67", goodFriday: true };

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
