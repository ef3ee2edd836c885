/** @zones */
import { instant, instantOf, minutesBetween, plusMinutes } from "#lib/time/instant.ts";

test("a moment has whole milliseconds, and minus zero becomes zero", () => {
  expect(instant(1.9)).toBe(1);
  expect(instant(-0)).toBe(0);
  expect(instant(-0.5)).toBe(0);
});

test("a moment is read from ISO 8601 text with an offset; other text throws", () => {
  expect(instantOf("2026-11-23T09:00:00+01:00")).toBe(instantOf("2026-11-23T08:00:00Z"));
  expect(() => instantOf("demain matin")).toThrow(RangeError);
});

test("minutes between two moments are whole, rounded down, and negative backwards", () => {
  const nine = instantOf("2026-11-23T09:00:00Z");
  expect(minutesBetween(nine, plusMinutes(nine, 15))).toBe(15);
  expect(minutesBetween(nine, instant(plusMinutes(nine, 15) - 1))).toBe(14);
  expect(minutesBetween(plusMinutes(nine, 15), nine)).toBe(-15);
});
