import fc from "fast-check";
import { firstDayToWrite, lastDayToWrite, mayBeWritten } from "#lib/report/may-be-written.ts";
import { plusDays } from "#lib/time/zone.ts";
import { runs } from "#tests/support/property-runs.ts";

test.each([
  ["2026-11-01", "2026-12-05"],
  ["2026-11-30", "2026-12-05"],
  ["2026-12-31", "2027-01-05"],
  ["2027-01-31", "2027-02-05"],
])("the report of %s may be written and corrected until %s", (day, last) => {
  expect(lastDayToWrite(day)).toBe(last);
  expect(mayBeWritten(day, last)).toBe(true);
  expect(mayBeWritten(day, plusDays(last, 1))).toBe(false);
});

test("no report is written before its day", () => {
  expect(mayBeWritten("2026-11-28", "2026-11-27")).toBe(false);
  expect(mayBeWritten("2026-11-28", "2026-11-28")).toBe(true);
});

test("the first day still to be written is the first one that may be", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_500 }), (days) => {
      const today = plusDays("2025-01-01", days);
      const first = firstDayToWrite(today);
      expect(mayBeWritten(first, today)).toBe(true);
      expect(mayBeWritten(plusDays(first, -1), today)).toBe(false);
    }),
    { numRuns: runs(300) },
  );
});
