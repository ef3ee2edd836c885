/** @zones */
import { observedHolidays } from "#lib/time/public-holidays.ts";

const goodFriday = { date: "2027-03-26", goodFriday: true };
const stephen = { date: "2027-12-26", goodFriday: false };

test("Good Friday is a closed day where the commune observes it", () => {
  expect([...observedHolidays([goodFriday, stephen], { goodFriday: true })]).toEqual(["2027-03-26", "2027-12-26"]);
});

test("Good Friday is an ordinary day elsewhere, while 26 December is closed", () => {
  expect([...observedHolidays([goodFriday, stephen], { goodFriday: false })]).toEqual(["2027-12-26"]);
});
