import { at, HalfDay } from "#tests/support/line.ts";

const three = (): HalfDay => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  return day;
};
const takesOver = (day: HalfDay, visit: string, desk: number, time: string) =>
  day.does({ type: "take-over", visit, desk }, time, { by: "coordination" });

test("help goes on at the other desk, with the time of its beginning, and the former one is free", () => {
  const day = three().serves("W1", "9:05", 2);
  expect(takesOver(day, "W1", 1, "9:20")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1, startedAt: at("9:05") });
  expect(day.does({ type: "finish", visit: "W1" }, "9:25", { by: "conseiller-2" })).toBe("not-your-desk");
  expect(day.does({ type: "finish", visit: "W1" }, "9:25", { by: "conseiller-1" })).toBe("applied");
});

test("who was called is called to the other desk, and has the minutes to come anew", () => {
  const day = three();
  day.calls("9:05", 2);
  expect(takesOver(day, "W1", 1, "9:08")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "called", desk: 1, calledAt: at("9:08") });
  expect(day.state.calls).toBe(1);
});

test("only to a desk where somebody is, and nobody else is helped", () => {
  const day = three().serves("W1", "9:05", 2);
  expect(takesOver(day, "W1", 3, "9:06")).toBe("desk-not-taken");
  day.desk(1, { type: "break" }, "9:07");
  expect(takesOver(day, "W1", 1, "9:08")).toBe("desk-not-taken");
  day.desk(1, { type: "return" }, "9:09");
  day.calls("9:10");
  expect(takesOver(day, "W1", 1, "9:11")).toBe("desk-busy");
});

test("nobody is taken over who is at no desk; at that desk already, nothing happens", () => {
  const day = three().serves("W1", "9:05");
  const { version } = day.state;
  expect(takesOver(day, "W2", 1, "9:06")).toBe("state-changed");
  expect(takesOver(day, "nobody", 1, "9:06")).toBe("not-found");
  expect(takesOver(day, "W1", 1, "9:06")).toBe("applied");
  expect(day.state.version).toBe(version);
});

test("a former conseiller's act that arrives late does not touch the person", () => {
  const day = three();
  day.does({ type: "call-next", desk: 2 }, "9:05:00", { name: "call", by: "conseiller-2" });
  takesOver(day, "W1", 1, "9:05:20");
  expect(day.does({ type: "start", visit: "W1" }, "9:05:30", { by: "conseiller-2" })).toBe("not-your-desk");
  expect(day.does({ type: "undo", command: "call" }, "9:05:40", { by: "conseiller-2" })).toBe("not-your-desk");
});
