import type { Mode } from "#lib/schedule/permanence.ts";
import { nextWalkInWindow, takesWalkIns } from "#lib/queue/walk-in-window.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const halfDay = (...windows: readonly (readonly [string, string, Mode])[]) => ({
  span: { start: at("9:00"), end: at("12:00") },
  windows: windows.map(([from, to, mode]) => ({ span: { start: at(from), end: at(to) }, mode })),
});
/** One table, the default of a mixed half-day: appointments first, walk-ins after. */
const blocks = halfDay(["9:00", "10:30", "appointment"], ["10:30", "12:00", "walk-in"]);

test.each([
  ["7:30", true, "long before the half-day: somebody on site gives numbers"],
  ["9:29", false, "more than an hour before walk-ins begin"],
  ["9:30", true, "an hour before walk-ins begin"],
  ["11:59", true, "until the last minute"],
  ["12:00", false, "not from the end on"],
])("with walk-ins after appointments, at %s: %s (%s)", (time, expected) => {
  expect(takesWalkIns(blocks, at(time))).toBe(expected);
});

test("between two windows of walk-ins nobody gets a number, and the next window is told", () => {
  const day = halfDay(["9:00", "10:00", "mixed"], ["10:00", "11:00", "appointment"], ["11:00", "12:00", "walk-in"]);
  expect(takesWalkIns(day, at("9:59"))).toBe(true);
  expect(takesWalkIns(day, at("10:30"))).toBe(false);
  expect(nextWalkInWindow(day, at("10:30"))?.span.start).toBe(at("11:00"));
  expect(nextWalkInWindow(day, at("11:00"))).toBeUndefined();
});

test("a half-day of appointments only gives no number at any time", () => {
  const day = halfDay(["9:00", "12:00", "appointment"]);
  expect(["8:00", "9:30", "12:30"].map((time) => takesWalkIns(day, at(time)))).toEqual([false, false, false]);
});

test("a half-day without windows is for walk-ins throughout", () => {
  expect(["8:00", "9:30", "12:00"].map((time) => takesWalkIns(halfDay(), at(time)))).toEqual([true, true, false]);
});

test("a person outside the windows is refused, one who is in line stays", () => {
  const day = new HalfDay(halfDay(["9:00", "10:00", "walk-in"], ["10:00", "12:00", "appointment"]));
  day.walkIn("W1", "9:59");
  expect(day.walkIn("W2", "10:00")).toBe("outside-window");
  expect(day.calls("10:05")).toBe("W1");
});
