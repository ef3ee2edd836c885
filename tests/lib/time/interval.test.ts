/** @zones */
import { instant, instantOf, minutesBetween, plusMinutes } from "#lib/time/instant.ts";
import { contains, encloses, interval, overlaps } from "#lib/time/interval.ts";

const span = (start: number, end: number) => ({ start: instant(start), end: instant(end) });

test("two spans that touch do not overlap", () => {
  expect(overlaps(span(0, 30), span(30, 60))).toBe(false);
});

test("two spans with a common moment overlap, in either order", () => {
  expect(overlaps(span(0, 31), span(30, 60))).toBe(true);
  expect(overlaps(span(30, 60), span(0, 31))).toBe(true);
});

test("a span contains its start and not its end", () => {
  expect(contains(span(10, 20), instant(10))).toBe(true);
  expect(contains(span(10, 20), instant(20))).toBe(false);
});

test("an empty or reversed span is refused", () => {
  expect(interval(instant(5), instant(5))).toEqual({ ok: false, refusal: "reversed-span" });
  expect(interval(instant(6), instant(5))).toEqual({ ok: false, refusal: "reversed-span" });
});

test("a span encloses itself, and no span that ends later", () => {
  expect(encloses(span(0, 10), span(0, 10))).toBe(true);
  expect(encloses(span(0, 10), span(5, 11))).toBe(false);
});

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
