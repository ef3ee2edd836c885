import { asSaid, LONG, sayDuration } from "#lib/time/say-duration.ts";

const said = (minutes: number, locale: string) => sayDuration(minutes, locale).replaceAll("\u00a0", " ");

test("a duration never looks like an hour of the day", () => {
  expect([30, 60, 90, 120, 150].map((minutes) => said(minutes, "fr"))).toEqual(["30 minutes", "1 heure", "1 heure 30", "2 heures", "2 heures 30"]);
});

test("each language says hours in its own words, with Latin digits", () => {
  expect(said(90, "en")).toBe("1 hour, 30 minutes");
  expect(said(90, "tr")).toBe("1 saat 30 dakika");
  expect(said(90, "ar")).toBe("ساعة و30 دقيقة");
  expect(said(240, "ar")).toBe("4 ساعات");
});

test("a long range is rounded outward to half hours: it promises no more than it did", () => {
  expect(asSaid({ low: 85, high: 200 })).toEqual({ low: 60, high: 210 });
  expect(asSaid({ low: 60, high: 120 })).toEqual({ low: 60, high: 120 });
  expect(asSaid({ low: 25, high: 125 })).toEqual({ low: 0, high: 150 });
});

test("above an hour the hours are said, still in fives below two", () => {
  expect(asSaid({ low: 55, high: 100 })).toEqual({ low: 55, high: 100 });
  expect([55, 100].map((minutes) => said(minutes, "fr"))).toEqual(["55 minutes", "1 heure 40"]);
  expect([60, 65].map((minutes) => minutes < LONG)).toEqual([true, false]);
});
