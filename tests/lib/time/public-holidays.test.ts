/** @zones */
import { observedHolidays } from "#lib/time/public-holidays.ts";

const goodFriday = { date: "2027-03-26", goodFriday: true };
const stephen = { date: "2027-12-26", goodFriday: false };

test("Good Friday is kept where the commune keeps it", () => {
  expect([...observedHolidays([goodFriday, stephen], { goodFriday: true })]).toEqual(["2027-03-26", "2027-12-26"]);
});

test("and is a day like another elsewhere, while 26 December is kept all the same", () => {
  expect([...observedHolidays([goodFriday, stephen], { goodFriday: false })]).toEqual(["2027-12-26"]);
});
