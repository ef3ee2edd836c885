/** @zones */
import fc from "fast-check";
import { NTHS, seriesOf, type Series } from "#lib/schedule/series.ts";
import { runs } from "#tests/support/property-runs.ts";

const neuhof: Series = {
  timeZone: "Europe/Paris",
  weekday: 1,
  startMinute: 540,
  endMinute: 720,
  everyWeeks: 1,
  fromDate: "2026-09-01",
};

test("Mondays from 9 to 12 are a series that can be kept", () => {
  expect(seriesOf(neuhof)).toEqual({ ok: true, value: neuhof });
});

test("nothing may start between 2 and 3 at night, when clocks change", () => {
  for (const startMinute of [120, 150, 179])
    expect(seriesOf({ ...neuhof, startMinute })).toEqual({ ok: false, refusal: "starts-when-clocks-change" });
  for (const startMinute of [119, 180]) expect(seriesOf({ ...neuhof, startMinute })).toMatchObject({ ok: true });
});

test("a half-day that ends before it begins is refused, as is a series that ends before its first day", () => {
  expect(seriesOf({ ...neuhof, endMinute: 540 })).toEqual({ ok: false, refusal: "reversed-span" });
  expect(seriesOf({ ...neuhof, endMinute: 1441 })).toEqual({ ok: false, refusal: "reversed-span" });
  expect(seriesOf({ ...neuhof, untilDate: "2026-08-31" })).toEqual({ ok: false, refusal: "reversed-span" });
  expect(seriesOf({ ...neuhof, untilDate: "2026-09-01" })).toMatchObject({ ok: true });
});

test("a week has seven days", () => {
  for (const weekday of [0, 8, 1.5])
    expect(seriesOf({ ...neuhof, weekday })).toEqual({ ok: false, refusal: "no-such-weekday" });
});

test("a half-day lasts at most fourteen hours", () => {
  expect(seriesOf({ ...neuhof, startMinute: 420, endMinute: 420 + 840 })).toMatchObject({ ok: true });
  expect(seriesOf({ ...neuhof, startMinute: 420, endMinute: 420 + 841 })).toEqual({ ok: false, refusal: "too-long" });
});

test("a series comes back every one to eight weeks", () => {
  for (const everyWeeks of [1, 2, 8]) expect(seriesOf({ ...neuhof, everyWeeks })).toMatchObject({ ok: true });
  for (const everyWeeks of [0, -1, 9, 1.5, Number.NaN])
    expect(seriesOf({ ...neuhof, everyWeeks })).toEqual({ ok: false, refusal: "no-such-rhythm" });
});

test("a series of each month names the first to the fourth weekday or the last, and no rhythm of weeks besides", () => {
  for (const nthOfMonth of NTHS) expect(seriesOf({ ...neuhof, nthOfMonth })).toMatchObject({ ok: true });
  for (const nthOfMonth of [0, 5, -2, 1.5] as never[])
    expect(seriesOf({ ...neuhof, nthOfMonth })).toEqual({ ok: false, refusal: "no-such-rhythm" });
  expect(seriesOf({ ...neuhof, nthOfMonth: 1, everyWeeks: 2 })).toEqual({ ok: false, refusal: "no-such-rhythm" });
});

test("nothing is ever accepted that the database would refuse", () => {
  const any = fc.record({
    weekday: fc.integer({ min: -1, max: 9 }),
    startMinute: fc.integer({ min: -10, max: 1500 }),
    endMinute: fc.integer({ min: -10, max: 1500 }),
    everyWeeks: fc.integer({ min: -1, max: 10 }),
    timeZone: fc.constant("Europe/Paris"),
    fromDate: fc.constant("2026-09-01"),
  });
  fc.assert(
    fc.property(any, (series) => {
      if (!seriesOf(series).ok) return;
      expect(series.startMinute < 120 || 180 <= series.startMinute).toBe(true);
      expect(
        0 <= series.startMinute &&
          series.startMinute < series.endMinute &&
          series.endMinute <= 1440 &&
          series.endMinute - series.startMinute <= 840,
      ).toBe(true);
      expect(1 <= series.everyWeeks && series.everyWeeks <= 8 && 1 <= series.weekday && series.weekday <= 7).toBe(true);
    }),
    { numRuns: runs(1_000) },
  );
});
