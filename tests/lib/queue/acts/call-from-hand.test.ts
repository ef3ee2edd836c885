import { decide } from "#lib/queue/acts/decide.ts";
import { at, HalfDay } from "#tests/support/line.ts";

/** What a call from the hand of table 1 does that was done at one time and received at another. */
const calls = (day: HalfDay, visit: string, done: string, received: string) =>
  decide(
    day.state,
    {
      id: "call",
      device: "tablet-1",
      at: at(done),
      type: "call",
      visit,
      desk: 1,
      fromHand: true,
      expected: { visit, state: "waiting" },
    },
    at(received),
  );

test("a call from the hand is by the rule, and says so; whom it passed is told so", () => {
  const day = new HalfDay({ tables: 2 });
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  expect(calls(day, "W2", "9:05", "9:30")).toMatchObject({
    ok: true,
    value: [{ type: "visit-called", visit: "W2", by: "rule", fromHand: true, overtaken: ["W1"] }],
  });
});

test("it takes the turn of those who were due when it was done, not when it was received", () => {
  const day = new HalfDay({ tables: 2 }).booked("A", "9:10").booked("B", "9:25");
  day.walkIn("W1", "9:01");
  expect(calls(day, "W1", "9:12", "9:40")).toMatchObject({ value: [{ passes: ["appointment-A"] }] });
});

test("somebody whom another table has called meanwhile is not called again", () => {
  const day = new HalfDay({ tables: 2 });
  day.walkIn("W1", "9:01");
  day.calls("9:04", 2);
  expect(calls(day, "W1", "9:05", "9:30")).toEqual({ ok: false, refusal: "already-called" });
});
