import fc from "fast-check";
import { occurrencesOf, type Occurrence } from "#lib/schedule/occurrences.ts";
import { seriesChange } from "#lib/schedule/series-change.ts";
import { NTHS, type Series } from "#lib/schedule/series.ts";
import { plusDays, weekdayOf } from "#lib/time/zone.ts";
import { runs } from "#tests/support/property-runs.ts";

const mondays: Series = {
  timeZone: "Europe/Paris",
  weekday: 1,
  startMinute: 540,
  endMinute: 720,
  everyWeeks: 1,
  fromDate: "2026-09-07",
};
const FROM = "2026-09-07";
const TO = "2026-11-30";
const dates = (series: Series): readonly Occurrence[] => occurrencesOf(series, FROM, TO);
const said = (former: Series, next: Series, within: "week" | "month" = "week") => {
  const { pairs, without, added } = seriesChange(dates(former), dates(next), within);
  return {
    pairs: pairs.map(({ held, date }) => `${held.originalDate.slice(5)} → ${date.originalDate.slice(5)}`),
    without: without.map(({ originalDate }) => originalDate.slice(5)),
    added: added.map(({ originalDate }) => originalDate.slice(5)),
  };
};

test("with other hours each half-day stands for its own day", () => {
  const { pairs, without, added } = said(mondays, { ...mondays, startMinute: 510 });
  expect(pairs.slice(0, 2)).toEqual(["09-07 → 09-07", "09-14 → 09-14"]);
  expect([without, added]).toEqual([[], []]);
});

test("on another day of the week each half-day moves within its week", () => {
  expect(said(mondays, { ...mondays, weekday: 3 }).pairs.slice(0, 2)).toEqual(["09-07 → 09-09", "09-14 → 09-16"]);
});

test("every second week leaves every second half-day without a date", () => {
  const { pairs, without, added } = said(mondays, { ...mondays, everyWeeks: 2 });
  expect(pairs.slice(0, 2)).toEqual(["09-07 → 09-07", "09-21 → 09-21"]);
  expect(without.slice(0, 2)).toEqual(["09-14", "09-28"]);
  expect(added).toEqual([]);
});

test("from every second week to every week, the weeks between have new dates", () => {
  expect(said({ ...mondays, everyWeeks: 2 }, mondays).added.slice(0, 2)).toEqual(["09-14", "09-28"]);
});

test("from the first Monday of the month to the third Thursday, each half-day moves within its month", () => {
  const first: Series = { ...mondays, nthOfMonth: 1 };
  const third: Series = { ...mondays, nthOfMonth: 3, weekday: 4 };
  expect(said(first, third, "month").pairs).toEqual(["09-07 → 09-17", "10-05 → 10-15", "11-02 → 11-19"]);
  expect(said(first, third).pairs).toEqual([]);
});

test("any change of a series: no half-day and no date is lost or has two, none leaves its week or month", () => {
  const anySeries = fc
    .record({
      weekday: fc.integer({ min: 1, max: 7 }),
      rhythm: fc.oneof(
        fc.integer({ min: 1, max: 4 }).map((everyWeeks) => ({ everyWeeks })),
        fc.constantFrom(...NTHS).map((nthOfMonth) => ({ everyWeeks: 1, nthOfMonth })),
      ),
    })
    .map(({ weekday, rhythm }): Series => ({ ...mondays, weekday, ...rhythm }));
  const weekOf = (date: string): string => plusDays(date, 1 - weekdayOf(date));
  fc.assert(
    fc.property(anySeries, anySeries, fc.constantFrom("week" as const, "month" as const), (former, next, within) => {
      const standing = dates(former);
      const wanted = dates(next);
      const { pairs, without, added } = seriesChange(standing, wanted, within);
      expect(new Set([...pairs.map(({ held }) => held), ...without])).toEqual(new Set(standing));
      expect(pairs.length + without.length).toBe(standing.length);
      expect(new Set([...pairs.map(({ date }) => date), ...added])).toEqual(new Set(wanted));
      expect(pairs.length + added.length).toBe(wanted.length);
      for (const { held, date } of pairs) {
        const isNear = weekOf(held.originalDate) === weekOf(date.originalDate);
        expect(isNear || (within === "month" && held.originalDate.slice(0, 7) === date.originalDate.slice(0, 7))).toBe(
          true,
        );
      }
    }),
    { numRuns: runs(100) },
  );
});
