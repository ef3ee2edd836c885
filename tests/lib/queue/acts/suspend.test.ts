import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { waitFor } from "#lib/queue/wait/estimate-wait.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const suspended = () => {
  const day = new HalfDay({ tables: 2 }).booked("A", "9:30").serves("W0", "9:00");
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  day.calls("9:05", 2);
  day.does({ type: "suspend" }, "9:10");
  return day;
};

test("no number is given and nobody is called until the line goes on, in the order it had", () => {
  const day = suspended();
  expect([
    day.walkIn("W3", "9:11"),
    day.calls("9:11"),
    day.does({ type: "call", visit: "W2", desk: 1 }, "9:11"),
  ]).toEqual(["line-suspended", "line-suspended", "line-suspended"]);
  expect(day.does({ type: "resume-line" }, "9:20")).toBe("applied");
  expect(day.calls("9:20")).toBe("W2");
  expect(day.walkIn("W3", "9:21")).toBe("applied");
});

test("what has begun goes on: people arrive for their hour, sit down, finish, leave", () => {
  const day = suspended();
  expect(day.here("A", "9:12")).toBe("applied");
  expect(day.does({ type: "start", visit: "W1" }, "9:12")).toBe("applied");
  expect(day.does({ type: "finish", visit: "W1" }, "9:13")).toBe("applied");
  expect(day.does({ type: "leave", visit: "W2", by: "resident" }, "9:13")).toBe("applied");
});

test("a person who does not come to the table meanwhile is absent, as at other times", () => {
  expect(suspended().does({ type: "absent", visit: "W1" }, "9:12")).toBe("applied");
});

test("nobody is promised a time meanwhile", () => {
  const day = suspended();
  expect([
    waitFor(
      day.state,
      "newcomer",
      at("9:12"),
      paceOf(() => 20),
    ),
    waitFor(
      day.state,
      "W2",
      at("9:12"),
      paceOf(() => 20),
    ),
  ]).toEqual([{ state: "unknown" }, { state: "unknown" }]);
});

test("announcing the same message twice changes nothing", () => {
  const day = suspended();
  const before = day.state;
  day.does({ type: "suspend" }, "9:11");
  expect(day.state).toBe(before);
  day.does({ type: "resume-line" }, "9:12");
  const after = day.state;
  day.does({ type: "resume-line" }, "9:13");
  expect(day.state).toBe(after);
});

test("who was given a number without network meanwhile is in line all the same, also once numbers were stopped", () => {
  const day = suspended();
  const gives = (visit: string, number: number) =>
    day.does({ type: "add-visit", visit, number, joinedAt: at("9:09") }, "9:11");
  expect(gives("W3", 3)).toBe("applied");
  day.does({ type: "stop-numbers" }, "9:12");
  expect(gives("W4", 4)).toBe("applied");
  expect(day.walkIn("W5", "9:13")).toBe("numbers-stopped");
});
