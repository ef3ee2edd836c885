import { walkInAt } from "#lib/schedule/walk-in.ts";
import { at, morning, window } from "#tests/lib/schedule/mornings.ts";

const blocks = morning({ windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")] });

test("while the hour is booked, a person without appointment reads from when she may come", () => {
  expect(walkInAt(blocks, at("9:59"))).toEqual({ state: "from", at: at("10:00") });
});

test("she may come from the minute that hour begins until the end", () => {
  expect([at("10:00"), at("11:59")].map((now) => walkInAt(blocks, now).state)).toEqual(["now", "now"]);
  expect(walkInAt(blocks, at("12:00"))).toEqual({ state: "no" });
});

test("of several later hours the first is told, however they are written", () => {
  const late = morning({ windows: [window("11:00", "12:00", "walk-in"), window("9:00", "10:00", "appointment"), window("10:30", "11:00", "mixed")] });
  expect(walkInAt(late, at("9:10"))).toEqual({ state: "from", at: at("10:30") });
});

test("in a half-day of appointments nobody comes without one", () => {
  expect(walkInAt(morning({ windows: [window("9:00", "12:00", "appointment")] }), at("9:30"))).toEqual({ state: "no" });
});

test("a half-day without windows is wholly for walk-ins", () => {
  expect(walkInAt(morning({ windows: [] }), at("9:30"))).toEqual({ state: "now" });
});
