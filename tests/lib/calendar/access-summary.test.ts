/** @zones */
import { accessSummaryOf } from "#lib/calendar/access-summary.ts";
import { at, window } from "./half-days.ts";

test("one way to come is said as it is", () => {
  expect(accessSummaryOf({ windows: [window("9:00", "12:00", "walk-in")] })).toEqual({ kind: "walk-in" });
  expect(accessSummaryOf({ windows: [window("9:00", "12:00", "appointment")] })).toEqual({ kind: "appointment" });
  expect(accessSummaryOf({ windows: [window("9:00", "12:00", "mixed")] })).toEqual({ kind: "mixed" });
});

test("appointments first, then without: the hour from which one may simply come", () => {
  expect(
    accessSummaryOf({ windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")] }),
  ).toEqual({ kind: "appointments-first", walkInFrom: at("10:00") });
});

test("the other way round, or side by side, is both ways", () => {
  expect(
    accessSummaryOf({ windows: [window("9:00", "10:00", "walk-in"), window("10:00", "12:00", "appointment")] }),
  ).toEqual({ kind: "mixed" });
  expect(
    accessSummaryOf({ windows: [window("9:00", "11:00", "appointment"), window("10:00", "12:00", "walk-in")] }),
  ).toEqual({ kind: "mixed" });
  expect(
    accessSummaryOf({ windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "mixed")] }),
  ).toEqual({
    kind: "mixed",
  });
});
