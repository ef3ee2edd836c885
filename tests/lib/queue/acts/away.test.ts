import type { Instant } from "#lib/time/instant.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const two = () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  return day;
};

test("« je reviens » keeps number and place, and counts", () => {
  const day = two();
  expect(day.goesAway("W1", "9:02", "9:20")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({
    state: "waiting",
    number: 1,
    joinedAt: at("9:01"),
    awayUntil: at("9:20"),
    awayTimes: 1,
  });
  expect(day.frees("9:19:59")).toBe("W2");
  expect(day.frees("9:30")).toBe("W1");
  expect(day.visit("W1")).not.toHaveProperty("awayUntil");
});

test("a person who is back sooner says so: they can be called again, and it does not count", () => {
  const day = two();
  day.goesAway("W1", "9:02", "9:40");
  expect(day.does({ type: "away", visit: "W1" }, "9:10")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ awayTimes: 1 });
  expect(day.calls("9:10")).toBe("W1");
});

test("a person who was not away changes nothing by saying that they are here", () => {
  const day = two();
  const before = day.state;
  expect(day.does({ type: "away", visit: "W1" }, "9:10")).toBe("applied");
  expect(day.state).toBe(before);
});

test("twice is the most, also when the first time is made longer", () => {
  const day = two();
  day.goesAway("W1", "9:02", "9:10");
  expect(day.goesAway("W1", "9:05", "9:30")).toBe("applied");
  expect(day.goesAway("W1", "9:40", "9:50")).toBe("away-enough");
  expect(day.visit("W1")).toMatchObject({ awayTimes: 2, awayUntil: at("9:30") });
});

test.each([
  ["9:14:29", "outside-hours", "less than five minutes"],
  ["9:14:30", "applied", "five minutes minus 30 s of network delay"],
  ["9:15", "applied", "five minutes"],
  ["10:10", "applied", "an hour"],
  ["10:10:01", "outside-hours", "more than an hour"],
  ["9:05", "outside-hours", "an hour that has passed"],
])("at 9:10, until %s: %s (%s)", (until, outcome) => {
  expect(two().goesAway("W1", "9:10", until)).toBe(outcome);
});

test("the time to be back must be before the end of the half-day", () => {
  const day = two();
  expect([day.goesAway("W1", "11:30", "12:00"), day.goesAway("W1", "11:30", "11:59:59")]).toEqual([
    "outside-hours",
    "applied",
  ]);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, at("9:20") + 0.5])("%s is refused as the time to be back", (until) => {
  expect(two().does({ type: "away", visit: "W1", until: until as Instant }, "9:10")).toBe("outside-hours");
});

test("going away is refused for people who are called, served, gone or absent", () => {
  const day = two();
  day.calls("9:05");
  expect(day.goesAway("W1", "9:06", "9:20")).toBe("already-called");
  day.does({ type: "start", visit: "W1" }, "9:06");
  expect(day.goesAway("W1", "9:07", "9:20")).toBe("already-called");
  day.frees("9:10");
  expect(day.goesAway("W1", "9:11", "9:20")).toBe("state-changed");
  day.does({ type: "absent", visit: "W2" }, "9:12");
  expect(day.goesAway("W2", "9:13", "9:30")).toBe("state-changed");
  expect(day.goesAway("W9", "9:13", "9:30")).toBe("not-found");
});
