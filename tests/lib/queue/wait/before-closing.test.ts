import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import type { Wait } from "#lib/queue/board/board.ts";
import { answersBeforeClosing, beforeClosingOf, comesTooLate, isTooLateFor } from "#lib/queue/wait/before-closing.ts";
import { finished } from "#lib/in-parts.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const pace = paceOf((topic) => (topic === "caf" ? 45 : 20));
const answer = (day: HalfDay, who: string, time: string) => beforeClosingOf(day.state, who, at(time), pace);

test("yes: even the longest wait and the help itself end by noon", () => {
  const day = new HalfDay();
  expect(answer(day, "newcomer", "11:40")).toBe("yes");
  expect(answer(day, "newcomer", "11:41")).toBe("maybe");
});

test("the topic of the visit itself counts", () => {
  const day = new HalfDay();
  day.walkIn("W1", "11:20");
  day.does({ type: "add-visit", visit: "W2", topic: "caf" }, "11:20");
  expect(answer(day, "W1", "11:25")).toBe("yes");
  day.does({ type: "leave", visit: "W1", by: "resident" }, "11:25");
  expect(answer(day, "W2", "11:25")).toBe("maybe");
});

test("no: their turn comes after noon, more likely than not", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3", "W4", "W5"]) day.walkIn(person, "10:55");
  expect(answer(day, "W1", "11:00")).toBe("yes");
  expect(answer(day, "W3", "11:00")).toBe("maybe");
  expect(answer(day, "W5", "11:30")).toBe("no");
});

test("maybe: while the wait is not known", () => {
  const day = new HalfDay({ status: "scheduled" });
  day.walkIn("W1", "8:40");
  expect(answer(day, "W1", "8:41")).toBe("maybe");
});

test("a person who was called has had their turn, one who left has not", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2"]) day.walkIn(person, "11:50");
  day.calls("11:55");
  day.does({ type: "leave", visit: "W2", by: "resident" }, "11:56");
  expect([answer(day, "W1", "12:10"), answer(day, "W2", "12:10")]).toEqual(["yes", "no"]);
  day.does({ type: "start", visit: "W1" }, "11:56");
  day.does({ type: "finish", visit: "W1" }, "12:05");
  expect(answer(day, "W1", "12:10")).toBe("yes");
});

test("the team counts the very answers that the people in line read", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3", "W4", "W5"]) day.walkIn(person, "10:00");
  day.walkIn("W6", "10:01");
  day.does({ type: "leave", visit: "W6", by: "resident" }, "10:02");
  for (const time of ["10:05", "10:40", "11:00", "11:59"]) {
    const read = ["W1", "W2", "W3", "W4", "W5"].map((person) => answer(day, person, time));
    const count = (said: string): number => read.filter((one) => one === said).length;
    expect(finished(answersBeforeClosing(day.state, at(time), pace))).toEqual({
      yes: count("yes"),
      maybe: count("maybe"),
      no: count("no"),
    });
  }
});

test("a person who comes now comes too late when the middle of their wait lies after the end", () => {
  const late = (wait: Wait) => comesTooLate(wait, at("11:30"), at("12:00"));
  expect([late({ state: "range", low: 10, high: 45 }), late({ state: "range", low: 15, high: 45 })]).toEqual([
    false,
    true,
  ]);
  expect([late({ state: "nobody" }), late({ state: "unknown" })]).toEqual([false, false]);
  expect(comesTooLate({ state: "nobody" }, at("12:00"), at("12:00"))).toBe(true);
});

test("too many wait only when a board whose line is known says so", () => {
  const board = { wait: { state: "range", low: 30, high: 90 }, alive: true, asOf: at("11:00") } as const;
  expect(isTooLateFor(board, at("12:00"))).toBe(true);
  expect(isTooLateFor({ ...board, wait: { state: "range", low: 25, high: 90 } }, at("12:00"))).toBe(false);
  expect(isTooLateFor({ ...board, alive: false }, at("12:00"))).toBe(false);
  expect(isTooLateFor({ ...board, wait: { state: "nobody" } }, at("12:00"))).toBe(false);
  expect(isTooLateFor(undefined, at("12:00"))).toBe(false);
});
