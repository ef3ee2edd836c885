/** @zones */
import { commonHolidays, observedHolidays } from "#lib/time/public-holidays.ts";

const goodFriday = { date: "2027-03-26", name: "good-friday" } as const;
const stephen = { date: "2027-12-26", name: "second-christmas-day" } as const;

test("Good Friday is a closed day where the commune observes it", () => {
  expect([...observedHolidays([goodFriday, stephen], { goodFriday: true })]).toEqual([
    ["2027-03-26", "good-friday"],
    ["2027-12-26", "second-christmas-day"],
  ]);
});

test("Good Friday is an ordinary day elsewhere, while 26 December is closed", () => {
  expect([...observedHolidays([goodFriday, stephen], { goodFriday: false }).keys()]).toEqual(["2027-12-26"]);
});

test("of several places only the holidays that all of them have are common", () => {
  const christmas = { date: "2027-12-25", name: "christmas" } as const;
  const strasbourg = observedHolidays([goodFriday, christmas, stephen], { goodFriday: true });
  const nancy = observedHolidays([christmas], { goodFriday: true });
  expect([...commonHolidays([strasbourg, nancy])]).toEqual([["2027-12-25", "christmas"]]);
  expect(commonHolidays([]).size).toBe(0);
});
