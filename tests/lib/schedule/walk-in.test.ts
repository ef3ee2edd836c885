/** @zones */
import { firstWalkInHours, nextWalkInWindow, takesWalkIns, walkInAt } from "#lib/schedule/walk-in.ts";
import { at, morning, window } from "./mornings.ts";

const blocks = morning({ windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")] });

test("during a window for appointments, a resident without one reads from when they may come", () => {
  expect(walkInAt(blocks, at("9:59"))).toEqual({ state: "from", at: at("10:00") });
});

test("a resident without an appointment may come from the start of the walk-in window to its end", () => {
  expect([at("10:00"), at("11:59")].map((now) => walkInAt(blocks, now).state)).toEqual(["now", "now"]);
  expect(walkInAt(blocks, at("12:00"))).toEqual({ state: "no" });
});

test("of several later windows the first is named, in whatever order they are given", () => {
  const late = morning({
    windows: [
      window("11:00", "12:00", "walk-in"),
      window("9:00", "10:00", "appointment"),
      window("10:30", "11:00", "mixed"),
    ],
  });
  expect(walkInAt(late, at("9:10"))).toEqual({ state: "from", at: at("10:30") });
});

test("a half-day of appointments only takes no walk-ins", () => {
  expect(walkInAt(morning({ windows: [window("9:00", "12:00", "appointment")] }), at("9:30"))).toEqual({ state: "no" });
});

test("the first hours without an appointment go on while one window follows another, and end before the first gap", () => {
  const hours = (...windows: readonly ReturnType<typeof window>[]) => firstWalkInHours(morning({ windows }));
  expect(firstWalkInHours(blocks)).toEqual({ start: at("10:00"), end: at("12:00") });
  expect(hours(window("10:00", "11:00", "mixed"), window("9:00", "10:00", "walk-in"))).toEqual({
    start: at("9:00"),
    end: at("11:00"),
  });
  expect(
    hours(
      window("9:00", "10:00", "walk-in"),
      window("10:00", "11:00", "appointment"),
      window("11:00", "12:00", "mixed"),
    ),
  ).toEqual({ start: at("9:00"), end: at("10:00") });
  expect(hours(window("9:00", "12:00", "appointment"))).toBeUndefined();
  expect(hours()).toEqual({ start: at("9:00"), end: at("12:00") });
});

test("a half-day without windows is wholly for walk-ins", () => {
  expect(walkInAt(morning({ windows: [] }), at("9:30"))).toEqual({ state: "now" });
});

describe("a number at the door", () => {
  /** One desk, the default of a mixed half-day: appointments first, walk-ins after. */
  const afterAppointments = morning({
    windows: [window("9:00", "10:30", "appointment"), window("10:30", "12:00", "walk-in")],
  });

  test.each([
    ["7:30", true, "long before the half-day: somebody on site gives numbers"],
    ["9:29", false, "more than an hour before walk-ins begin"],
    ["9:30", true, "an hour before walk-ins begin"],
    ["11:59", true, "until the last minute"],
    ["12:00", false, "not from the end on"],
  ])("with walk-ins after appointments, at %s: %s (%s)", (time, expected) => {
    expect(takesWalkIns(afterAppointments, at(time))).toBe(expected);
  });

  test("is not given between two windows of walk-ins, and the next window is told", () => {
    const day = morning({
      windows: [
        window("11:00", "12:00", "walk-in"),
        window("9:00", "10:00", "mixed"),
        window("10:00", "11:00", "appointment"),
      ],
    });
    expect(takesWalkIns(day, at("9:59"))).toBe(true);
    expect(takesWalkIns(day, at("10:30"))).toBe(false);
    expect(nextWalkInWindow(day, at("10:30"))?.span.start).toBe(at("11:00"));
    expect(nextWalkInWindow(day, at("11:00"))).toBeUndefined();
  });

  test("is given at no time in a half-day of appointments only", () => {
    const day = morning({ windows: [window("9:00", "12:00", "appointment")] });
    expect(["8:00", "9:30", "12:30"].map((time) => takesWalkIns(day, at(time)))).toEqual([false, false, false]);
  });

  test("is given throughout a half-day without windows", () => {
    const day = morning({ windows: [] });
    expect(["8:00", "9:30", "12:00"].map((time) => takesWalkIns(day, at(time)))).toEqual([true, true, false]);
  });
});
