/** @zones */
import { datesOfSeries, occurrencesOf } from "#lib/schedule/occurrences.ts";
import type { Series } from "#lib/schedule/series.ts";
import { instantOf } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";

const PARIS = "Europe/Paris";
const neuhof: Series = {
  timeZone: PARIS,
  weekday: 1,
  startMinute: 540,
  endMinute: 720,
  everyWeeks: 1,
  fromDate: "2026-09-01",
};
const dates = (series: Series, from: string, to: string): string[] =>
  occurrencesOf(series, from, to).map(({ localDate }) => localDate);
const starts = (series: Series, from: string, to: string): string[] =>
  occurrencesOf(series, from, to).map(({ span }) => isoInZone(span.start, PARIS));

test("Mondays from 9 to 12, from the first Monday of September", () => {
  expect(dates(neuhof, "2026-08-01", "2026-09-22")).toEqual(["2026-09-07", "2026-09-14", "2026-09-21"]);
});

test("the first day asked for counts, the last does not", () => {
  expect(dates(neuhof, "2026-09-07", "2026-09-14")).toEqual(["2026-09-07"]);
});

test("nine is nine before and after each change of clocks", () => {
  expect(starts(neuhof, "2027-03-22", "2027-04-05")).toEqual([
    "2027-03-22T09:00:00+01:00",
    "2027-03-29T09:00:00+02:00",
  ]);
  expect(starts(neuhof, "2027-10-25", "2027-11-08")).toEqual([
    "2027-10-25T09:00:00+02:00",
    "2027-11-01T09:00:00+01:00",
  ]);
});

test("the second Tuesday of each month, and the last one", () => {
  const tuesday: Series = { ...neuhof, weekday: 2 };
  expect(dates({ ...tuesday, nthOfMonth: 2 }, "2026-09-01", "2026-12-01")).toEqual([
    "2026-09-08",
    "2026-10-13",
    "2026-11-10",
  ]);
  expect(dates({ ...tuesday, nthOfMonth: -1 }, "2026-09-01", "2026-12-31")).toEqual([
    "2026-09-29",
    "2026-10-27",
    "2026-11-24",
    "2026-12-29",
  ]);
});

test("a series without school holidays leaves them out, and what nobody knows yet; one with them does not", () => {
  const school = [{ from: "2026-10-18", to: "2026-11-01" }];
  const closed = { closures: [], holidays: new Set<string>(), school };
  const outcomes = (series: Series) =>
    datesOfSeries(series, "2026-10-05", "2026-11-10", closed).map(
      ({ localDate, notHeld = "held" }) => `${localDate} ${notHeld}`,
    );
  expect(outcomes({ ...neuhof, inSchoolHolidays: false })).toEqual([
    "2026-10-05 held",
    "2026-10-12 held",
    "2026-10-19 school-holidays",
    "2026-10-26 school-holidays",
    "2026-11-02 school-unknown",
    "2026-11-09 school-unknown",
  ]);
  expect(outcomes(neuhof).every((outcome) => outcome.endsWith(" held"))).toBe(true);
});

test("a date is said with why it is not held: cancelled, a public holiday, closed; and whether it was changed by hand", () => {
  const works = { start: instantOf("2026-09-21T08:00:00+02:00"), end: instantOf("2026-09-21T18:00:00+02:00") };
  const closed = { closures: [works], holidays: new Set(["2026-09-14"]) };
  const all = datesOfSeries(neuhof, "2026-09-07", "2026-10-06", closed, [
    { kind: "cancelled", originalDate: "2026-09-07" },
    { kind: "changed", originalDate: "2026-09-28", hours: { startMinute: 600, endMinute: 720 } },
  ]);
  expect(all.map(({ localDate, notHeld, byHand }) => [localDate, notHeld ?? (byHand ? "by hand" : "held")])).toEqual([
    ["2026-09-07", "cancelled"],
    ["2026-09-14", "public-holiday"],
    ["2026-09-21", "closed"],
    ["2026-09-28", "by hand"],
    ["2026-10-05", "held"],
  ]);
});

test("a date that somebody decided to hold on a public holiday is held", () => {
  const closed = { closures: [], holidays: new Set(["2026-09-14"]) };
  const held = occurrencesOf(neuhof, "2026-09-14", "2026-09-15", closed, [
    { kind: "changed", originalDate: "2026-09-14", despiteHoliday: true },
  ]);
  expect(held.map(({ localDate }) => localDate)).toEqual(["2026-09-14"]);
});

test("a half-day that begins before the clocks change lasts its length, whatever the clock shows at its end", () => {
  const night: Series = { ...neuhof, weekday: 7, startMinute: 60, endMinute: 240 };
  const [spring] = occurrencesOf(night, "2027-03-28", "2027-03-29");
  const [autumn] = occurrencesOf(night, "2027-10-31", "2027-11-01");
  expect(
    [spring, autumn].map((one) => one && [isoInZone(one.span.start, PARIS), isoInZone(one.span.end, PARIS)]),
  ).toEqual([
    ["2027-03-28T01:00:00+01:00", "2027-03-28T05:00:00+02:00"],
    ["2027-10-31T01:00:00+02:00", "2027-10-31T03:00:00+01:00"],
  ]);
});
