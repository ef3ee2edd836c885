import { at, HalfDay } from "#tests/support/line.ts";
import { decide } from "#lib/queue/acts/decider.ts";

test("a call keeps the desk, the time, the conseiller, and that it was by the rule", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.calls("9:05");
  expect(day.visit("W1")).toEqual({
    id: "W1",
    number: 1,
    origin: { kind: "walk-in" },
    joinedAt: at("9:01"),
    priority: false,
    missedCalls: 0,
    awayTimes: 0,
    state: "called",
    desk: 1,
    calledAt: at("9:05"),
  });
  expect(day.state.calls).toBe(1);
});

describe("a desk does not call", () => {
  const day = () => {
    const line = new HalfDay({ deskCount: 2 });
    line.walkIn("W1", "9:01");
    line.walkIn("W2", "9:02");
    return line;
  };

  test("while somebody is called to it or sits there", () => {
    const line = day();
    line.calls("9:05");
    expect(line.calls("9:06")).toBe("desk-busy");
    line.does({ type: "start", visit: "W1" }, "9:07");
    expect(line.calls("9:08")).toBe("desk-busy");
    expect(line.does({ type: "call", visit: "W2", desk: 1 }, "9:08")).toBe("desk-busy");
    expect(line.calls("9:08", 2)).toBe("W2");
  });

  test("when nobody is behind it", () => {
    expect(day().calls("9:05", 3)).toBe("desk-not-taken");
    const line = day();
    line.desk(1, { type: "break" }, "9:04");
    expect(line.calls("9:05")).toBe("desk-not-taken");
  });

  test("before the permanence is open, and after its end", () => {
    expect(new HalfDay({ status: "scheduled" }).calls("8:55")).toBe("permanence-not-open");
    expect(new HalfDay({ status: "closed" }).calls("12:05")).toBe("permanence-closed");
  });

  test("for a conseiller of another desk", () => {
    const line = day();
    const another = { by: "conseiller-2" };
    expect(line.does({ type: "call-next", desk: 1 }, "9:05", another)).toBe("not-your-desk");
    expect(line.does({ type: "call", visit: "W1", desk: 1 }, "9:05", another)).toBe("not-your-desk");
    expect(line.does({ type: "call-next", desk: 2 }, "9:05", another)).toBe("applied");
    expect(line.does({ type: "call-next", desk: 1 }, "9:06", { by: "conseiller-1" })).toBe("applied");
  });

  test("but a desk without a conseiller calls for anybody of the team", () => {
    const line = new HalfDay({ deskCount: 0 });
    line.does({ type: "take-desk", desk: 1 }, "8:56");
    line.walkIn("W1", "9:01");
    expect(line.does({ type: "call-next", desk: 1 }, "9:05", { by: "conseiller-2" })).toBe("applied");
  });

  test("when nobody waits", () => {
    expect(new HalfDay().calls("9:05")).toBe("queue-empty");
  });
});

test("two desks that saw the same person next: the second is refused already-called", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  const expected = { visit: "W1", state: "waiting" };
  expect(day.does({ type: "call-next", desk: 1 }, "9:05", { expected })).toBe("applied");
  expect(day.does({ type: "call-next", desk: 2 }, "9:05", { expected })).toBe("already-called");
  expect(day.does({ type: "call", visit: "W1", desk: 2 }, "9:05")).toBe("already-called");
  expect(day.called(2)).toBe("nobody");
});

test("a desk that saw somebody else as next is refused state-changed", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.walkIn("W1", "9:01");
  day.here("A", "9:20");
  expect(day.does({ type: "call-next", desk: 1 }, "9:28", { expected: { visit: "W1", state: "waiting" } })).toBe(
    "state-changed",
  );
  expect(day.does({ type: "call-next", desk: 1 }, "9:28", { expected: { visit: "A", state: "waiting" } })).toBe(
    "applied",
  );
});

test("a person who did not answer can be called by name at once, without being offered first", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  day.calls("9:05");
  day.does({ type: "absent", visit: "W1" }, "9:06");
  expect(day.does({ type: "call", visit: "W1", desk: 1 }, "9:07")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "called", missedCalls: 1, calledAt: at("9:07") });
  expect(day.visit("W1")).not.toHaveProperty("missedAtCall");
  expect(day.state.overtakes).toEqual([]);
});

test("an unknown visit, or one that has ended, cannot be called", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.does({ type: "leave", visit: "W1", by: "resident" }, "9:02");
  expect(day.does({ type: "call", visit: "W1", desk: 1 }, "9:05")).toBe("state-changed");
  expect(day.does({ type: "call", visit: "W9", desk: 1 }, "9:05")).toBe("not-found");
});

/** What a call from the hand of desk 1 does that was done at one time and received at another. */
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
      withoutNetwork: true,
      expected: { visit, state: "waiting" },
    },
    at(received),
  );

test("a call from the hand is by the rule, and says so; whom it passed is told so", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  expect(calls(day, "W2", "9:05", "9:30")).toMatchObject({
    ok: true,
    value: [{ type: "visit-called", visit: "W2", by: "rule", withoutNetwork: true, overtaken: ["W1"] }],
  });
});

test("it takes the turn of those who were due when it was done, not when it was received", () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A", "9:10").booked("B", "9:25");
  day.walkIn("W1", "9:01");
  expect(calls(day, "W1", "9:12", "9:40")).toMatchObject({ value: [{ passes: ["appointment-A"] }] });
});

test("somebody whom another desk has called meanwhile is not called again", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  day.calls("9:04", 2);
  expect(calls(day, "W1", "9:05", "9:30")).toEqual({ ok: false, refusal: "already-called" });
});

const three = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  return day;
};
const letPast = (day: HalfDay) => day.state.overtakes.flatMap((overtake) => overtake.overtaken);

test("priority overtakes everybody in front who has no priority", () => {
  const day = three();
  day.does({ type: "prioritise", visit: "W2" }, "9:03");
  expect(letPast(day)).toEqual(["W1"]);
  day.does({ type: "prioritise", visit: "W3" }, "9:04");
  expect(day.state.overtakes.at(-1)?.overtaken).toEqual(["W1"]);
});

test("priority said when the number is given lets the whole line past", () => {
  const day = three();
  day.does({ type: "add-visit", visit: "W4", priority: true }, "9:05");
  expect(letPast(day)).toEqual(["W1", "W2", "W3"]);
  expect(day.calls("9:06")).toBe("W4");
});

test("priority is given once, and only to somebody in line", () => {
  const day = three();
  day.does({ type: "prioritise", visit: "W3" }, "9:03");
  const before = day.state;
  expect(day.does({ type: "prioritise", visit: "W3" }, "9:04")).toBe("applied");
  expect(day.state).toBe(before);
  day.calls("9:05");
  expect(day.does({ type: "prioritise", visit: "W3" }, "9:05")).toBe("already-called");
  day.does({ type: "leave", visit: "W2", by: "resident" }, "9:06");
  expect(day.does({ type: "prioritise", visit: "W2" }, "9:07")).toBe("state-changed");
});
