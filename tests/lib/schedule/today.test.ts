import { instantOf } from "#lib/time/instant.ts";
import { isToday } from "#lib/schedule/today.ts";

const span = (start: string, end: string) => ({ start: instantOf(start), end: instantOf(end) });
const morning = span("2026-11-24T09:00:00+01:00", "2026-11-24T12:00:00+01:00");
const night = span("2026-11-24T22:00:00+01:00", "2026-11-25T01:00:00+01:00");
const zone = "Europe/Paris";

test("a morning is today's from midnight to midnight of its place, whatever the machine's zone", () => {
  expect(isToday(morning, zone, instantOf("2026-11-24T00:00:00+01:00"))).toBe(true);
  expect(isToday(morning, zone, instantOf("2026-11-24T23:59:59+01:00"))).toBe(true);
  expect(isToday(morning, zone, instantOf("2026-11-23T23:59:59+01:00"))).toBe(false);
  expect(isToday(morning, zone, instantOf("2026-11-25T00:00:00+01:00"))).toBe(false);
});

test("one that goes on past midnight is today's until it ends", () => {
  expect(isToday(night, zone, instantOf("2026-11-25T00:59:00+01:00"))).toBe(true);
  expect(isToday(night, zone, instantOf("2026-11-25T01:00:00+01:00"))).toBe(false);
});

test("the day is the place's: at the same moment it is tomorrow in Tahiti no more than today in Paris", () => {
  const late = instantOf("2026-11-25T08:00:00+01:00");
  expect(isToday(morning, zone, late)).toBe(false);
  expect(isToday(morning, "Pacific/Tahiti", late)).toBe(false);
  expect(isToday(span("2026-11-24T19:00:00-10:00", "2026-11-24T20:00:00-10:00"), "Pacific/Tahiti", late)).toBe(true);
});
