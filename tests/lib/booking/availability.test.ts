import { availabilityOf } from "#lib/booking/availability.ts";
import { at, BEFORE, booked, morning, TOPICS, windows } from "./half-day.ts";

const left = (halfDay = morning(), appointments: Parameters<typeof availabilityOf>[2] = [], now = BEFORE) =>
  availabilityOf(halfDay, TOPICS, appointments, now);

test("hours are left while the shortest topic has room", () => {
  expect(left()).toBe("hours");
  expect(left(morning(), [booked("9:00", "11:30")])).toBe("hours");
});

test("a half-day is full when not even the shortest topic has room", () => {
  expect(left(morning(), [booked("9:00", "12:00")])).toBe("full");
  expect(left(morning(), [booked("9:00", "11:45")])).toBe("full");
});

test("a second lane is one more chance", () => {
  expect(left(morning({ bookableLanes: 2 }), [booked("9:00", "12:00")])).toBe("hours");
});

test("in a half-day for walk-ins only there is nothing to book", () => {
  expect(left(morning({ windows: windows(["9:00", "12:00", "walk-in"]) }))).toBe("nothing");
  expect(left(morning({ bookableLanes: 0 }))).toBe("nothing");
  expect(left(morning({ topics: ["depannage"] }))).toBe("nothing");
});

test("when the last hour comes sooner than the notice, there is nothing to book, which is not full", () => {
  expect(left(morning({ notice: 30 }), [], at("11:00"))).toBe("hours");
  expect(left(morning({ notice: 30 }), [], at("11:01"))).toBe("nothing");
  expect(left(morning({ notice: 30 }), [booked("11:30", "12:00")], at("11:00"))).toBe("full");
});

test("after the last bookable hour, or once it is cancelled, there is nothing to book", () => {
  expect(left(morning(), [], at("12:00"))).toBe("nothing");
  expect(left(morning({ status: "cancelled" }))).toBe("nothing");
});
