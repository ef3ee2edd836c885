import { at, HalfDay } from "#tests/support/line.ts";

const called = () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.calls("9:05");
  return day;
};

test("from call to help to end, every moment is kept", () => {
  const day = called();
  expect(day.does({ type: "start", visit: "W1" }, "9:06")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1, calledAt: at("9:05"), startedAt: at("9:06") });
  expect(day.does({ type: "finish", visit: "W1" }, "9:30")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({
    state: "done",
    desk: 1,
    calledAt: at("9:05"),
    startedAt: at("9:06"),
    endedAt: at("9:30"),
  });
});

test("help begins once, ends once, and only after a call", () => {
  const day = called();
  expect(day.does({ type: "finish", visit: "W1" }, "9:06")).toBe("state-changed");
  day.does({ type: "start", visit: "W1" }, "9:06");
  expect(day.does({ type: "start", visit: "W1" }, "9:07")).toBe("state-changed");
  day.does({ type: "finish", visit: "W1" }, "9:30");
  expect(day.does({ type: "finish", visit: "W1" }, "9:31")).toBe("state-changed");
});

test("only a person who was called can be absent", () => {
  const day = called();
  day.walkIn("W2", "9:02");
  expect(day.does({ type: "absent", visit: "W2" }, "9:06")).toBe("state-changed");
  day.does({ type: "start", visit: "W1" }, "9:06");
  expect(day.does({ type: "absent", visit: "W1" }, "9:07")).toBe("state-changed");
});

test("a person who did not answer keeps number and place, and frees the desk", () => {
  const day = called();
  expect(day.does({ type: "absent", visit: "W1" }, "9:08")).toBe("applied");
  expect(day.visit("W1")).toEqual({
    id: "W1",
    number: 1,
    origin: { kind: "walk-in" },
    joinedAt: at("9:01"),
    priority: false,
    missedCalls: 1,
    awayTimes: 0,
    state: "absent",
    missedAtCall: 1,
  });
  expect(day.called()).toBe("nobody");
});

test.each(["start", "finish", "absent", "prioritise"] as const)("%s of an unknown visit is refused", (type) => {
  expect(new HalfDay().does({ type, visit: "W9" }, "9:05")).toBe("not-found");
});

describe("leaving", () => {
  test.each([
    ["the line", (day: HalfDay) => day.does({ type: "undo", command: "call-9:05" }, "9:05:30")],
    ["a call", () => "applied"],
    ["a missed call", (day: HalfDay) => day.does({ type: "absent", visit: "W1" }, "9:06")],
    [
      "a pause",
      (day: HalfDay) => ["start", "pause"].forEach((type) => day.does({ type: type as "start", visit: "W1" }, "9:06")),
    ],
  ])("from %s is always possible and says by whose word", (_from, before) => {
    const day = called();
    before(day);
    expect(day.does({ type: "leave", visit: "W1", by: "resident" }, "9:07")).toBe("applied");
    expect(day.visit("W1")).toEqual(expect.objectContaining({ state: "left", why: "resident", endedAt: at("9:07") }));
    expect(day.visit("W1")).not.toHaveProperty("desk");
    expect(day.called()).toBe("nobody");
  });

  test("is refused once help has begun, and a second time", () => {
    const day = called();
    day.does({ type: "start", visit: "W1" }, "9:06");
    expect(day.does({ type: "leave", visit: "W1", by: "staff" }, "9:07")).toBe("state-changed");
    day.does({ type: "finish", visit: "W1" }, "9:08");
    expect(day.does({ type: "leave", visit: "W1", by: "staff" }, "9:09")).toBe("state-changed");
    expect(day.does({ type: "leave", visit: "W9", by: "staff" }, "9:09")).toBe("not-found");
  });
});

test("an end that is said later is about that hour, between the beginning and the act; the desk is free from the act on", () => {
  const day = called();
  day.walkIn("W2", "9:02");
  day.does({ type: "start", visit: "W1" }, "9:06");
  expect(day.does({ type: "finish", visit: "W1", endedAt: at("9:20") }, "9:50")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({
    state: "done",
    startedAt: at("9:06"),
    endedAt: at("9:20"),
    endedAbout: true,
  });
  expect(day.calls("9:50")).toBe("W2");
  expect(day.visit("W2")).toMatchObject({ calledAt: at("9:50") });
});

test.each([
  ["9:00", "9:06", true],
  ["9:50", "9:50", undefined],
  ["10:30", "9:50", undefined],
] as const)("said to have ended at %s it ended at %s", (said, ended, endedAbout) => {
  const day = called();
  day.does({ type: "start", visit: "W1" }, "9:06");
  day.does({ type: "finish", visit: "W1", endedAt: at(said) }, "9:50");
  const visit = day.visit("W1");
  expect(visit).toMatchObject({ state: "done", endedAt: at(ended) });
  expect("endedAbout" in visit ? visit.endedAbout : undefined).toBe(endedAbout);
});

test("taken back, the help goes on as before, and ends exactly when it is ended then", () => {
  const day = called();
  day.does({ type: "start", visit: "W1" }, "9:06");
  day.does({ type: "finish", visit: "W1", endedAt: at("9:20") }, "9:50", { name: "slip" });
  expect(day.does({ type: "undo", command: "slip" }, "9:50:30")).toBe("applied");
  day.does({ type: "finish", visit: "W1" }, "9:55");
  expect(day.visit("W1")).toMatchObject({ state: "done", startedAt: at("9:06"), endedAt: at("9:55") });
  expect(day.visit("W1")).not.toHaveProperty("endedAbout");
});
