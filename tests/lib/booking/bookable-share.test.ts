import { bookableShare } from "#lib/booking/bookable-share.ts";
import type { Mode } from "#lib/schedule/permanence.ts";
import { at, windows } from "./half-day.ts";
import { WEEKLY, minutes } from "#prisma/seed/weekly.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";

const share = (desks: number, bookableLanes: number, ...given: readonly (readonly [string, string, Mode])[]) =>
  bookableShare({ desks, bookableLanes, windows: windows(...given), span: { start: at("9:00"), end: at("12:00") } });

test("one lane of three desks all along is a third, and a third is not too much", () => {
  expect(share(3, 1, ["9:00", "12:00", "mixed"])).toEqual({ share: 1 / 3, warning: false });
});

test("one lane of two desks all along is half, and warns", () => {
  expect(share(2, 1, ["9:00", "12:00", "mixed"])).toEqual({ share: 1 / 2, warning: true });
});

test("with one desk the first hour of three is a third; a quarter of an hour more warns", () => {
  expect(share(1, 1, ["9:00", "10:00", "appointment"], ["10:00", "12:00", "walk-in"])).toEqual({
    share: 1 / 3,
    warning: false,
  });
  expect(share(1, 1, ["9:00", "10:15", "appointment"], ["10:15", "12:00", "walk-in"]).warning).toBe(true);
});

test("where one comes by appointment only, or never by one, there is no such limit", () => {
  expect(share(1, 1, ["9:00", "12:00", "appointment"])).toEqual({ share: 1, warning: false });
  expect(share(2, 0, ["9:00", "12:00", "walk-in"])).toEqual({ share: 0, warning: false });
  expect(share(2, 2, ["9:00", "12:00", "walk-in"])).toEqual({ share: 0, warning: false });
});

test("a minute in two windows counts once, one outside the half-day not at all", () => {
  expect(
    share(1, 1, ["8:00", "9:30", "mixed"], ["9:00", "9:30", "appointment"], ["11:45", "13:00", "mixed"]).share,
  ).toBe(0.25);
});

test("a half-day without windows takes no appointment", () => {
  expect(share(2, 1)).toEqual({ share: 0, warning: false });
});

test("no week of the demo books more than a third of the desks' time", () => {
  for (const weekly of WEEKLY) {
    const moment = (minute: number) => instant(minute * MINUTE);
    const span = { start: moment(0), end: moment(minutes(weekly.to) - minutes(weekly.from)) };
    const held = {
      ...weekly,
      span,
      windows: weekly.windows.map(({ from, to, mode }) => ({ span: { start: moment(from), end: moment(to) }, mode })),
    };
    expect([weekly.place, bookableShare(held).warning]).toEqual([weekly.place, false]);
  }
});
