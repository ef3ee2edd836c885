/** @zones */
import fc from "fast-check";
import { missingOccurrences, occurrencesOf } from "#lib/schedule/occurrences.ts";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";

const mondays = occurrencesOf(
  { timeZone: "Europe/Paris", weekday: 1, startMinute: 540, endMinute: 720, everyWeeks: 1, fromDate: "2026-09-07" },
  "2026-09-07",
  "2026-10-05",
);
const at = (day: string, hour: string) => instantOf(`2026-09-${day}T${hour}:00+02:00`);
const dates = (found: readonly { readonly localDate: string }[]): string[] => found.map(({ localDate }) => localDate);
const early = at("01", "08:00");

test("every date is written when none exists", () => {
  expect(missingOccurrences(mondays, { dates: new Set(), byHand: [] }, early)).toEqual({
    toWrite: mondays,
    inTheWay: [],
  });
});

test("a date that exists is not written again, be it held, moved to the afternoon or cancelled", () => {
  expect(
    dates(missingOccurrences(mondays, { dates: new Set(["2026-09-07", "2026-09-21"]), byHand: [] }, early).toWrite),
  ).toEqual(["2026-09-14", "2026-09-28"]);
});

test("a half-day entered by hand replaces the date of the series that day, and is reported", () => {
  const byHand = [{ start: at("14", "11:30"), end: at("14", "15:00") }];
  const { toWrite, inTheWay } = missingOccurrences(mondays, { dates: new Set(), byHand }, early);
  expect([dates(toWrite), dates(inTheWay)]).toEqual([["2026-09-07", "2026-09-21", "2026-09-28"], ["2026-09-14"]]);
});

test("one that only touches its start or end does not replace it", () => {
  const byHand = [
    { start: at("14", "08:00"), end: at("14", "09:00") },
    { start: at("14", "12:00"), end: at("14", "15:00") },
  ];
  expect(missingOccurrences(mondays, { dates: new Set(), byHand }, early).inTheWay).toEqual([]);
});

test("a half-day that runs now is written, one that is over is not", () => {
  const nothing = { dates: new Set<string>(), byHand: [] };
  expect(dates(missingOccurrences(mondays, nothing, at("07", "11:59")).toWrite)).toContain("2026-09-07");
  expect(dates(missingOccurrences(mondays, nothing, at("07", "12:00")).toWrite)).not.toContain("2026-09-07");
});

test("what was written once is never written again, at whatever hour one asks", () => {
  fc.assert(
    fc.property(fc.subarray(dates(mondays)), fc.nat(40 * 1440), fc.nat(20 * 1440), (standing, before, after) => {
      const first = missingOccurrences(
        mondays,
        { dates: new Set(standing), byHand: [] },
        instant(early + before * MINUTE),
      ).toWrite;
      const now = new Set([...standing, ...dates(first)]);
      expect(
        missingOccurrences(mondays, { dates: now, byHand: [] }, instant(early + (before + after) * MINUTE)).toWrite,
      ).toEqual([]);
      expect(dates(first).filter((date) => standing.includes(date))).toEqual([]);
    }),
  );
});
