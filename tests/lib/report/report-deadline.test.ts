import fc from "fast-check";
import { firstDayToWrite, lastDayToWrite, mayBeWritten } from "#lib/report/report-deadline.ts";
import { plusDays } from "#lib/time/zone.ts";
import { runs } from "#tests/support/property-runs.ts";
import { DURATION_PRESETS, LONGEST_REPORT, nearestPreset, presetOfHelp } from "#lib/report/minutes.ts";
import { instantOf } from "#lib/time/instant.ts";

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

/**
 * inclusion-numerique/coop-mediation-numerique at 46aa33bd,
 * apps/web/src/features/activites/use-cases/cra/fields/duree-accompagnement.ts.
 */
test("the durations offered are those of the national form", () => {
  expect(DURATION_PRESETS).toEqual([15, 30, 45, 60, 90, 120]);
  expect(LONGEST_REPORT).toBe(1_439);
});

test.each([
  [0, 15],
  [22, 15],
  [23, 30],
  [52, 45],
  [53, 60],
  [75, 60],
  [76, 90],
  [105, 90],
  [106, 120],
  [600, 120],
])("help of %i minutes is reported as %i at first", (minutes, preset) => {
  expect(nearestPreset(minutes)).toBe(preset);
});

test("a report begins with the preset nearest to the clock", () => {
  expect(presetOfHelp(instantOf("2026-11-28T09:04:10Z"), instantOf("2026-11-28T09:41:00Z"))).toBe(30);
  expect(presetOfHelp(instantOf("2026-11-28T09:04:10Z"), instantOf("2026-11-28T09:42:10Z"))).toBe(45);
});

test("a clock that ran backwards is the shortest preset", () => {
  expect(presetOfHelp(instantOf("2026-11-28T09:10:00Z"), instantOf("2026-11-28T09:00:00Z"))).toBe(15);
});
