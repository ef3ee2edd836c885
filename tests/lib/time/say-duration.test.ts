/** @zones */
import { instantOf } from "#lib/time/instant.ts";
import { rangeOnTheClock, sayDuration, sayPlannedTime, sayRange } from "#lib/time/say-duration.ts";

const said = (minutes: number, locale: string) => sayDuration(minutes, locale).replaceAll("\u00a0", " ");

test("a French duration is written out, so that it does not look like an hour of the day", () => {
  expect([30, 60, 90, 120, 150].map((minutes) => said(minutes, "fr"))).toEqual([
    "30 minutes",
    "1 heure",
    "1 heure 30",
    "2 heures",
    "2 heures 30",
  ]);
});

test("each language has its own words for hours, with Latin digits", () => {
  expect(said(90, "en")).toBe("1 hour 30 minutes");
  expect(said(90, "tr")).toBe("1 saat 30 dakika");
  expect(said(90, "ar")).toBe("ساعة و30 دقيقة");
  expect(said(240, "ar")).toBe("4 ساعات");
});

test("Arabic uses the form after a preposition for two hours", () => {
  expect(said(120, "ar")).toBe("ساعتين");
  expect(said(150, "ar")).toBe("ساعتين و30 دقيقة");
});

const range = (low: number, high: number, locale = "fr") => {
  const { key, ...values } = sayRange({ low, high }, locale);
  return [key, ...Object.values(values).map((value) => String(value).replaceAll("\u00a0", " "))];
};

test("up to an hour a range is given in minutes, unchanged", () => {
  expect(range(20, 40)).toEqual(["range", "20", "40 minutes"]);
  expect(range(0, 60)).toEqual(["under", "0", "60 minutes"]);
});

test("in Arabic minutes have the form of their count: one for 3 to 10, another from 11", () => {
  expect(range(5, 10, "ar")).toEqual(["range", "5", "10 دقائق"]);
  expect(range(0, 5, "ar")).toEqual(["under", "0", "5 دقائق"]);
  expect(range(10, 15, "ar")).toEqual(["range", "10", "15 دقيقة"]);
});

test("the planned time of a person is said in quarters of an hour, at least one", () => {
  const planned = [4 * 60 + 59, 5 * 60 + 1, 3 * 60 + 38, 3].map((minutes) => sayPlannedTime(minutes, "fr"));
  expect(planned.map((one) => one.replaceAll("\u00a0", " "))).toEqual([
    "5 heures",
    "5 heures",
    "3 heures 45",
    "15 minutes",
  ]);
});

test("above an hour a range is given in hours and minutes; below two hours it is not rounded", () => {
  expect(range(55, 65)).toEqual(["rangeLong", "55 minutes", "1 heure 05"]);
  expect(range(55, 100)).toEqual(["rangeLong", "55 minutes", "1 heure 40"]);
  expect(range(0, 115)[0]).toBe("underLong");
});

test("an end from two hours on is rounded outward to half hours", () => {
  expect(range(85, 200)).toEqual(["rangeLong", "1 heure 25", "3 heures 30"]);
  expect(range(125, 205)).toEqual(["rangeLong", "2 heures", "3 heures 30"]);
  expect(range(60, 120)).toEqual(["rangeLong", "1 heure", "2 heures"]);
  expect(range(25, 125)).toEqual(["rangeLong", "25 minutes", "2 heures 30"]);
});

test("while the upper end grows the lower one does not go back", () => {
  expect(range(45, 110)).toEqual(["rangeLong", "45 minutes", "1 heure 50"]);
  expect(range(45, 120)).toEqual(["rangeLong", "45 minutes", "2 heures"]);
});

test("as hours of the day a range is rounded outward to five minutes", () => {
  const at = (hour: string) => instantOf(`2026-11-23T${hour}:00+01:00`);
  expect(rangeOnTheClock({ low: 20, high: 40 }, at("09:40"))).toEqual({ start: at("10:00"), end: at("10:20") });
  // The seconds of the minute that is printed add nothing: the page of the number says the same range.
  expect(rangeOnTheClock({ low: 20, high: 40 }, instantOf("2026-11-23T09:40:40+01:00"))).toEqual({
    start: at("10:00"),
    end: at("10:20"),
  });
  expect(rangeOnTheClock({ low: 20, high: 40 }, at("09:42"))).toEqual({ start: at("10:00"), end: at("10:25") });
});
