/** @zones */
import { instantOf } from "#lib/time/instant.ts";
import {
  sayClockMinute,
  sayClockTime,
  sayDay,
  sayDayBriefly,
  sayHour,
  sayHourBriefly,
  sayMinuteOfDay,
  sayMonth,
  sayWeekday,
  sayWeekdayBriefly,
} from "#lib/time/say.ts";

const PARIS = "Europe/Paris";
const tenThirty = instantOf("2026-11-23T10:30:00+01:00");
const nine = instantOf("2026-11-23T09:00:00+01:00");

test("French hours are « 9 h » and « 10 h 30 », with no-break spaces", () => {
  expect(sayHour(nine, PARIS, "fr")).toBe("9\u00a0h");
  expect(sayHour(tenThirty, PARIS, "fr")).toBe("10\u00a0h\u00a030");
  expect(sayHour(instantOf("2026-11-23T14:05:00+01:00"), PARIS, "fr")).toBe("14\u00a0h\u00a005");
});

test("other languages use 24 hours with Latin digits, Arabic too", () => {
  for (const locale of ["ar", "tr", "en"]) {
    expect(sayHour(nine, PARIS, locale)).toBe("9:00");
    expect(sayHour(tenThirty, PARIS, locale)).toBe("10:30");
    expect(sayHour(instantOf("2026-11-23T14:05:00+01:00"), PARIS, locale)).toBe("14:05");
  }
});

test("the hour is that of the place, not of the reader", () => {
  expect(sayHour(tenThirty, "UTC", "fr")).toBe("9\u00a0h\u00a030");
});

test("midnight is 0 h as a start and 24 h as an end", () => {
  expect(sayMinuteOfDay(0, "fr")).toBe("0\u00a0h");
  expect(sayMinuteOfDay(1440, "fr")).toBe("24\u00a0h");
});

test("a date is written with its weekday in the order of each language", () => {
  expect(sayDay("2026-09-07", "fr")).toBe("lundi 7 septembre");
  expect(sayDay("2026-09-07", "en")).toBe("Monday 7 September");
  expect(sayDay("2026-09-07", "tr")).toBe("7 Eylül Pazartesi");
  expect(sayDay("2026-09-07", "ar")).toBe("الاثنين 7/9");
});

test("in an SMS a date is short, and in English its month is a word", () => {
  expect(sayDayBriefly("2026-11-12", "fr")).toBe("jeu 12/11");
  expect(sayDayBriefly("2026-11-12", "en")).toBe("Thu 12 Nov");
  expect(sayDayBriefly("2026-11-12", "tr")).toBe("Per 12/11");
  expect(sayDayBriefly("2026-11-12", "ar")).toBe("12/11");
  expect(["fr", "en", "tr", "ar"].map((locale) => sayWeekdayBriefly("2026-11-12", locale))).toEqual([
    "jeu",
    "Thu",
    "Per",
    "12/11",
  ]);
});

test("in an SMS an hour has no spaces", () => {
  expect(sayHourBriefly(nine, PARIS, "fr")).toBe("9h");
  expect(sayHourBriefly(tenThirty, PARIS, "fr")).toBe("10h30");
  expect(sayHourBriefly(tenThirty, PARIS, "ar")).toBe("10:30");
});

test("the first of a month is « 1er » in French only", () => {
  expect(sayDay("2026-12-01", "fr")).toBe("mardi 1er décembre");
  expect(sayDay("2026-12-11", "fr")).toBe("vendredi 11 décembre");
  expect(sayDay("2026-12-01", "ar")).toBe("الثلاثاء 1/12");
  expect(sayDay("2026-12-01", "en")).toBe("Tuesday 1 December");
});

test("a clock always shows its minutes, so that nine o’clock is not read as an opening hour", () => {
  const nine = instantOf("2026-11-23T09:00:00+01:00");
  expect(sayClockTime(nine, "Europe/Paris", "fr")).toBe("9\u00a0h\u00a000");
  expect(sayClockTime(instantOf("2026-11-23T09:05:00+01:00"), "Europe/Paris", "fr")).toBe("9\u00a0h\u00a005");
  expect(sayClockTime(nine, "Europe/Paris", "ar")).toBe("9:00");
});

test("a minute of the day is written as the time of a clock in each language", () => {
  expect(sayClockMinute(9 * 60, "fr")).toBe("9\u00a0h\u00a000");
  expect(sayClockMinute(9 * 60 + 5, "tr")).toBe("9:05");
});

test("weekdays are named in the language of the reader, 1 is Monday", () => {
  expect([1, 5, 7].map((weekday) => sayWeekday(weekday, "fr"))).toEqual(["lundi", "vendredi", "dimanche"]);
  expect(sayWeekday(1, "tr")).toBe("Pazartesi");
  expect(sayWeekday(2, "en")).toBe("Tuesday");
});

test("a month is said with its year, in Arabic by its number", () => {
  expect(["fr", "ar", "tr", "en"].map((locale) => sayMonth("2026-11-23", locale))).toEqual([
    "novembre 2026",
    "11/2026",
    "Kasım 2026",
    "November 2026",
  ]);
});
