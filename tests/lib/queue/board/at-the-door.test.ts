import { atTheDoor } from "#lib/queue/board/at-the-door.ts";
import { at, MONDAY, morning, window } from "#tests/lib/schedule/mornings.ts";

const found = (held: Parameters<typeof atTheDoor>[0], hour: string) => atTheDoor(held, MONDAY, at(hour));
const giving = (change: Parameters<typeof morning>[0] = {}) => morning({ numbers: "given", ...change });
const afternoon = morning({ id: "afternoon", from: "14:00", to: "17:00" });

test("before anybody gives numbers the door says when the team comes", () => {
  expect(found([morning(), afternoon], "8:30")).toEqual({ state: "not-yet", permanence: morning() });
});

test("numbers that a person gives before the opening hour can be taken at once", () => {
  expect(found([giving()], "8:40").state).toBe("take");
});

test("the half-day that gives numbers is shown, not an earlier one that nobody opened", () => {
  const late = giving({ id: "late", from: "11:00", to: "13:00" });
  expect(found([morning(), late], "11:30")).toEqual({ state: "take", permanence: late });
});

test("stopped numbers are shown as stopped, not as closed", () => {
  expect(found([morning({ status: "open", numbers: "stopped" })], "11:00").state).toBe("stopped");
});

test("in the booked hours the door says from when one may come without appointment", () => {
  const blocks = giving({ windows: [window("9:00", "11:00", "appointment"), window("11:00", "12:00", "walk-in")] });
  expect(found([blocks], "9:10")).toEqual({ state: "by-appointment", permanence: blocks, from: at("11:00") });
  expect(found([blocks], "11:00").state).toBe("take");
});

test("where everything is booked no later hour is promised", () => {
  const booked = giving({ windows: [window("9:00", "12:00", "appointment")] });
  expect(found([booked], "9:10")).toEqual({ state: "by-appointment", permanence: booked });
});

test("after the end nobody new is taken, even where nobody closed; the next half-day of the day is named", () => {
  expect(found([giving({ status: "open" }), afternoon], "12:00")).toEqual({ state: "not-yet", permanence: afternoon });
});

test("on a day without permanence the door is closed, and the next one is named", () => {
  const thursday = morning({ day: "2026-11-26" });
  expect(found([morning({ status: "cancelled" }), thursday], "9:30")).toEqual({ state: "closed", next: thursday });
  expect(found([], "9:30")).toEqual({ state: "closed" });
});
