/** @zones */
import { instant } from "#lib/time/instant.ts";
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
