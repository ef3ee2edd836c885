/** @zones */
import { byDay, nextOf, upcomingOf } from "#lib/schedule/upcoming.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { at, morning } from "./mornings.ts";

const ids = (held: readonly Permanence[]) => held.map(({ id }) => id);
const open = (change: Parameters<typeof morning>[0] = {}) =>
  morning({ status: "open", openedAt: at("9:02"), ...change });

test("a half-day is offered now from the minute it begins to the minute it ends", () => {
  const seen = (hour: string) => upcomingOf([morning()], at(hour)).now.length;
  expect([seen("8:59"), seen("9:00"), seen("11:59"), seen("12:00")]).toEqual([0, 1, 1, 0]);
});

test("a half-day that opened early is offered now, before its hour", () => {
  expect(ids(upcomingOf([open({ id: "early" })], at("8:50")).now)).toEqual(["early"]);
});

test("one that nobody has closed is not offered after its end", () => {
  const offer = upcomingOf([open()], at("12:00"));
  expect([offer.now, offer.today, offer.days]).toEqual([[], [], []]);
});

test("what a person confirmed stands before what is only planned, whatever its hour", () => {
  const held = [morning({ id: "planned", from: "8:00" }), open({ id: "confirmed" })];
  expect(ids(upcomingOf(held, at("10:00")).now)).toEqual(["confirmed", "planned"]);
});

test("what is held later today stands apart from the next days, each in the order of the clock", () => {
  const held = [
    morning({ id: "wednesday", day: "2026-11-25" }),
    morning({ id: "tuesday afternoon", day: "2026-11-24", from: "14:00", to: "17:00" }),
    morning({ id: "tuesday morning", day: "2026-11-24" }),
    morning({ id: "this afternoon", from: "14:00", to: "17:00" }),
  ];
  const offer = upcomingOf(held, at("10:00"));
  expect(ids(offer.today)).toEqual(["this afternoon"]);
  expect(offer.days.map(({ date, held: ofDay }) => [date, ids(ofDay)])).toEqual([
    ["2026-11-24", ["tuesday morning", "tuesday afternoon"]],
    ["2026-11-25", ["wednesday"]],
  ]);
});

test("today is the day at the place, not on the server", () => {
  // 23:30 on Sunday in UTC is already Monday in Strasbourg.
  expect(ids(upcomingOf([morning({ id: "monday" })], at("0:30")).today)).toEqual(["monday"]);
});

test("cancelled and closed half-days are offered to nobody", () => {
  const held = [morning({ status: "cancelled" }), morning({ status: "closed" })];
  expect(upcomingOf(held, at("10:00"))).toEqual({ now: [], today: [], days: [] });
});

test("half-days stand under their days in the order given", () => {
  const held = [morning({ id: "a", day: "2026-11-24" }), morning({ id: "b" }), morning({ id: "c", day: "2026-11-24" })];
  expect(byDay(held).map(({ date, held: ofDay }) => [date, ids(ofDay)])).toEqual([
    ["2026-11-24", ["a", "c"]],
    ["2026-11-23", ["b"]],
  ]);
});

const appointmentsUntil = (hours: number) =>
  [
    { mode: "appointment", span: { start: at("9:00"), end: at(`${9 + hours}:00`) } },
    { mode: "walk-in", span: { start: at(`${9 + hours}:00`), end: at("12:00") } },
  ] as const;

test("the next half-day is the one that takes walk-ins soonest, not the one that opens first for appointments", () => {
  const next = (...held: Permanence[]) => nextOf(upcomingOf(held, at("8:00")))?.id;
  const reserved = morning({ id: "reserved", windows: appointmentsUntil(2) });
  expect(next(reserved, morning({ id: "everybody", from: "9:30" }))).toBe("everybody");
  expect(next(reserved, morning({ id: "later", from: "11:30" }))).toBe("reserved");
  expect(next(morning({ id: "second", from: "9:30" }), morning({ id: "first" }))).toBe("first");
});

test("the next half-day is of the first day that has any; without any there is none", () => {
  const next = (...held: Permanence[]) => nextOf(upcomingOf(held, at("8:00")))?.id;
  expect(
    next(morning({ id: "today", windows: appointmentsUntil(2) }), morning({ id: "tomorrow", day: "2026-11-24" })),
  ).toBe("today");
  expect(next(morning({ id: "wednesday", day: "2026-11-25" }), morning({ id: "tuesday", day: "2026-11-24" }))).toBe(
    "tuesday",
  );
  expect(next()).toBeUndefined();
});
