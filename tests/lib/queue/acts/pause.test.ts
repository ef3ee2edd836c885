import { at, HalfDay } from "#tests/support/line.ts";

const served = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  return day.serves("W1", "9:05");
};
const pause = (day: HalfDay, time: string) => day.does({ type: "pause", visit: "W1" }, time, { name: "pause" });
const resume = (day: HalfDay, time: string) => day.does({ type: "resume", visit: "W1" }, time, { name: "resume" });

test("a person who fetches a paper keeps their desk, and leaves it free", () => {
  const day = served();
  expect(pause(day, "9:10")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({
    state: "paused",
    for: "errand",
    desk: 1,
    calledAt: at("9:05"),
    startedAt: at("9:05"),
  });
  expect(day.called(1)).toBe("nobody");
  expect(day.calls("9:10")).toBe("W2");
});

test("help goes on with the time of its beginning", () => {
  const day = served();
  pause(day, "9:10");
  expect(resume(day, "9:20")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1, startedAt: at("9:05") });
  expect(day.visit("W1")).not.toHaveProperty("for");
});

test("while somebody else is called to the desk or helped there, the person waits for it", () => {
  const day = served();
  pause(day, "9:10");
  day.calls("9:10");
  expect(resume(day, "9:11")).toBe("desk-busy");
  day.does({ type: "start", visit: "W2" }, "9:12");
  expect(resume(day, "9:13")).toBe("desk-busy");
  expect(day.visit("W1").state).toBe("paused");
});

test.each([
  ["is left", { type: "leave-desk" }],
  ["is on a break", { type: "break" }],
] as const)("when the desk %s the person is next at any desk", (_, act) => {
  const day = served();
  pause(day, "9:10");
  day.desk(1, act, "9:11");
  expect(resume(day, "9:20")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "waiting", back: true, number: 1, joinedAt: at("9:01") });
  expect(day.visit("W1")).not.toHaveProperty("desk");
  expect(day.calls("9:21", 2)).toBe("W1");
});

test.each(["waiting", "called", "done"])("only help that goes on is paused, not a person who is %s", (state) => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  if (state !== "waiting") day.calls("9:05");
  if (state === "done") day.frees("9:20");
  expect(day.visit("W1").state).toBe(state);
  expect(pause(day, "9:21")).toBe("state-changed");
  expect(resume(day, "9:21")).toBe("state-changed");
});

test("an unknown visit is neither paused nor resumed", () => {
  const day = new HalfDay();
  expect([pause(day, "9:05"), resume(day, "9:05")]).toEqual(["not-found", "not-found"]);
});

test("a pause is not taken back over somebody who was called to the desk meanwhile", () => {
  const day = served();
  pause(day, "9:10");
  day.calls("9:10:10");
  expect(day.does({ type: "undo", command: "pause" }, "9:10:30")).toBe("desk-busy");
});
