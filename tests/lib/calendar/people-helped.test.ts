/** @zones */
import { monthBefore, shareableCount } from "#lib/calendar/people-helped.ts";

test("the last whole month ends before the first of this one", () => {
  expect(monthBefore("2026-11-24")).toEqual({ from: "2026-10-01", to: "2026-11-01" });
  expect(monthBefore("2026-11-01")).toEqual({ from: "2026-10-01", to: "2026-11-01" });
});

test("before January comes December of the year before, before March a February of its own length", () => {
  expect(monthBefore("2027-01-15")).toEqual({ from: "2026-12-01", to: "2027-01-01" });
  expect(monthBefore("2028-03-31")).toEqual({ from: "2028-02-01", to: "2028-03-01" });
});

test("four people are too few to be told, five are not", () => {
  expect([0, 4, 5, 412].map(shareableCount)).toEqual([undefined, undefined, 5, 412]);
});
