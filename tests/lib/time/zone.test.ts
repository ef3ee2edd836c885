/** @zones */
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";
import { daysBetween, instantAt, isoInZone, localDateOf, minuteOfDay, plusDays, weekdayOf } from "#lib/time/zone.ts";

const PARIS = "Europe/Paris";
const NEW_YORK = "America/New_York";

test("9:00 in Strasbourg is 8:00 UTC in winter and 7:00 UTC in summer", () => {
  expect(instantAt("2026-11-23", 540, PARIS)).toBe(instantOf("2026-11-23T08:00:00Z"));
  expect(instantAt("2027-06-07", 540, PARIS)).toBe(instantOf("2027-06-07T07:00:00Z"));
});

test("a time zone west of Greenwich has its own date and hour", () => {
  const evening = instantOf("2026-11-24T02:30:00Z");
  expect(localDateOf(evening, NEW_YORK)).toBe("2026-11-23");
  expect(minuteOfDay(evening, NEW_YORK)).toBe(21 * 60 + 30);
  expect(isoInZone(evening, NEW_YORK)).toBe("2026-11-23T21:30:00-05:00");
});

test("the place's day begins at its own midnight", () => {
  expect(localDateOf(instantOf("2026-11-22T22:59:59Z"), PARIS)).toBe("2026-11-22");
  expect(localDateOf(instantOf("2026-11-22T23:00:00Z"), PARIS)).toBe("2026-11-23");
  expect(minuteOfDay(instantOf("2026-11-22T23:00:00Z"), PARIS)).toBe(0);
});

test("in ISO 8601 a moment has the offset of the zone, and milliseconds only when not zero", () => {
  expect(isoInZone(instantOf("2026-11-23T08:00:00Z"), PARIS)).toBe("2026-11-23T09:00:00+01:00");
  expect(isoInZone(instantOf("2027-06-07T07:00:00.250Z"), PARIS)).toBe("2027-06-07T09:00:00.250+02:00");
  expect(isoInZone(instantOf("2026-11-23T08:00:00Z"), "UTC")).toBe("2026-11-23T08:00:00+00:00");
  expect(isoInZone(instantOf("2026-11-23T08:00:00Z"), "Asia/Kolkata")).toBe("2026-11-23T13:30:00+05:30");
});

test("before and after a clock change the time is that of the local clock", () => {
  expect(isoInZone(instantAt("2027-03-28", 90, PARIS), PARIS)).toBe("2027-03-28T01:30:00+01:00");
  expect(isoInZone(instantAt("2027-03-28", 180, PARIS), PARIS)).toBe("2027-03-28T03:00:00+02:00");
  expect(isoInZone(instantAt("2027-10-31", 105, PARIS), PARIS)).toBe("2027-10-31T01:45:00+02:00");
  expect(isoInZone(instantAt("2027-10-31", 180, PARIS), PARIS)).toBe("2027-10-31T03:00:00+01:00");
});

test("the last second before a clock change and the first one after it each have their own offset, in whatever order they are asked", () => {
  const before = instantOf("2027-03-28T00:59:59Z");
  const after = instantOf("2027-03-28T01:00:00Z");
  const said = [before, after, before].map((moment) => isoInZone(moment, PARIS));
  expect(said).toEqual(["2027-03-28T01:59:59+01:00", "2027-03-28T03:00:00+02:00", "2027-03-28T01:59:59+01:00"]);
});

test("a time that comes twice is the first, one that does not exist is after the change, whatever the time zone of the process", () => {
  expect(isoInZone(instantAt("2027-10-31", 150, PARIS), PARIS)).toBe("2027-10-31T02:30:00+02:00");
  expect(isoInZone(instantAt("2027-03-28", 150, PARIS), PARIS)).toBe("2027-03-28T03:30:00+02:00");
  expect(isoInZone(instantAt("2027-11-07", 90, NEW_YORK), NEW_YORK)).toBe("2027-11-07T01:30:00-04:00");
  expect(isoInZone(instantAt("2027-03-14", 150, NEW_YORK), NEW_YORK)).toBe("2027-03-14T03:30:00-04:00");
});

test("minutes from 1440 on belong to the next day", () => {
  expect(instantAt("2026-11-23", 1440 + 90, PARIS)).toBe(instantAt("2026-11-24", 90, PARIS));
});

test("every quarter of an hour of a year is found again from its date and minute, except the hour that comes twice", () => {
  const twice = (moment: number): boolean =>
    localDateOf(instant(moment), PARIS) === "2027-10-31" && Math.floor(minuteOfDay(instant(moment), PARIS) / 60) === 2;
  const lost: string[] = [];
  for (
    let moment = instantOf("2027-01-01T00:00:00Z") as number;
    moment < instantOf("2028-01-01T00:00:00Z");
    moment += 15 * MINUTE
  ) {
    const again = instantAt(localDateOf(instant(moment), PARIS), minuteOfDay(instant(moment), PARIS), PARIS);
    if (again !== moment && !twice(moment)) lost.push(isoInZone(instant(moment), PARIS));
  }
  expect(lost).toEqual([]);
});

test("days are counted on the calendar, across clock changes, months and leap years", () => {
  expect(plusDays("2027-03-22", 7)).toBe("2027-03-29");
  expect(plusDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(plusDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(daysBetween("2027-03-22", "2027-11-01")).toBe(224);
  expect(daysBetween("2027-03-22", "2027-03-21")).toBe(-1);
});

test("weekdays are numbered from 1 (Monday) to 7 (Sunday)", () => {
  expect(["2026-11-23", "2026-11-28", "2026-11-29"].map(weekdayOf)).toEqual([1, 6, 7]);
});

test("an invalid date or an unknown time zone throws a RangeError", () => {
  expect(() => instantAt("2027-02-29", 0, PARIS)).toThrow(RangeError);
  expect(() => plusDays("23/11/2026", 1)).toThrow(RangeError);
  expect(() => localDateOf(instantOf("2026-11-23T08:00:00Z"), "Europe/Strasbourg")).toThrow(RangeError);
});
