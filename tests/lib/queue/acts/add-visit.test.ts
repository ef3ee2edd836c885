import { at, HalfDay } from "#tests/support/line.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decider.ts";

test("people at the door get the next number, one after the other", () => {
  const day = new HalfDay({ status: "scheduled" });
  day.walkIn("W1", "8:40");
  day.does({ type: "add-visit", visit: "W2", topic: "caf", language: "ar", card: 12 }, "8:41");
  expect(day.visit("W1")).toEqual({
    id: "W1",
    number: 1,
    origin: { kind: "walk-in" },
    joinedAt: at("8:40"),
    priority: false,
    missedCalls: 0,
    awayTimes: 0,
    state: "waiting",
    back: false,
  });
  expect(day.visit("W2")).toMatchObject({ number: 2, topic: "caf", language: "ar", card: 12 });
});

test.each([
  ["numbers-not-given", { numbers: "not-yet" }],
  ["numbers-stopped", { numbers: "stopped" }],
  ["permanence-closed", { status: "closed" }],
  ["permanence-closed", { status: "cancelled" }],
] as const)("nobody gets a number: %s", (refusal, given) => {
  expect(new HalfDay(given).walkIn("W1", "9:10")).toBe(refusal);
});

test("one visit has one number", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  expect(day.does({ type: "add-visit", visit: "W1" }, "9:02")).toBe("already-here");
});

test("a number given without network keeps the moment it was given, never a later one", () => {
  const day = new HalfDay();
  day.does({ type: "add-visit", visit: "W1", joinedAt: at("9:02") }, "9:10");
  day.does({ type: "add-visit", visit: "W2", joinedAt: at("9:30") }, "9:10");
  expect([day.visit("W1").joinedAt, day.visit("W2").joinedAt]).toEqual([at("9:02"), at("9:10")]);
});

test("numbers can be stopped and given again; saying it twice changes nothing", () => {
  const day = new HalfDay({ numbers: "not-yet" });
  expect(day.does({ type: "give-numbers" }, "8:40")).toBe("applied");
  const version = day.state.version;
  expect(day.does({ type: "give-numbers" }, "8:41")).toBe("applied");
  expect(day.state).toMatchObject({ numbers: "given", version });
  expect(day.does({ type: "stop-numbers" }, "11:00")).toBe("applied");
  expect(day.walkIn("W1", "11:01")).toBe("numbers-stopped");
  expect(day.does({ type: "give-numbers" }, "11:02")).toBe("applied");
  expect(day.walkIn("W1", "11:03")).toBe("applied");
});

test("a person who is in line stays in line when numbers are stopped", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.does({ type: "stop-numbers" }, "9:02");
  expect(day.calls("9:05")).toBe("W1");
});

test.each(["give-numbers", "stop-numbers"] as const)("%s is refused once the half-day is over", (type) => {
  expect(new HalfDay({ status: "closed" }).does({ type }, "12:05")).toBe("permanence-closed");
});

test("outside the hours of walk-ins nobody gets a number, and who is in line stays", () => {
  const window = (from: string, to: string, mode: "walk-in" | "appointment") => ({
    span: { start: at(from), end: at(to) },
    mode,
  });
  const day = new HalfDay({ windows: [window("9:00", "10:00", "walk-in"), window("10:00", "12:00", "appointment")] });
  day.walkIn("W1", "9:59");
  expect(day.walkIn("W2", "10:00")).toBe("outside-window");
  expect(day.calls("10:05")).toBe("W1");
});

/** The events of an act at 9:10, or why it is refused. */
const happens = (day: HalfDay, act: Act) => {
  const decision = decide(day.state, { id: "any", at: at("9:10"), device: "tablet-1", ...act }, at("9:10"));
  return decision.ok ? decision.value : decision.refusal;
};

describe("somebody who could not be served", () => {
  test.each(["not-yet", "given", "stopped"] as const)(
    "is counted while numbers are %s, and has no number",
    (numbers) => {
      const day = new HalfDay({ status: "scheduled", numbers });
      expect(
        happens(day, {
          type: "turn-away",
          reason: "other-service",
          topic: "caf",
          language: "ar",
          target: "administration",
        }),
      ).toEqual([
        { type: "turned-away", reason: "other-service", topic: "caf", language: "ar", target: "administration" },
      ]);
      day.does({ type: "turn-away", reason: "full" }, "9:10");
      expect(day.state).toMatchObject({ visits: [], nextNumber: 1 });
    },
  );
});
