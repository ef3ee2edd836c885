import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import fc from "fast-check";
import {
  forecastTurns,
  waitFor,
  waitOfNewcomer,
  waitOfVisit,
  answersBeforeClosing,
  beforeClosingOf,
  comesTooLate,
  isTooLateFor,
} from "#lib/queue/wait/estimate-wait.ts";
import { awaitedAt, occupantOf, type LineState } from "#lib/queue/line/line-state.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, HalfDay } from "#tests/support/line.ts";
import type { Wait } from "#lib/queue/board/board.ts";
import { finished } from "#lib/queue/wait/simulate-turns.ts";

/** A quick paper takes 10 minutes, the CAF 40, anything else 20. */
const pace = paceOf((topic) => (topic === "paper" ? 10 : topic === "caf" ? 40 : 20));
const wait = (day: HalfDay, who: string, time: string) => waitFor(day.state, who, at(time), pace);

const busy = () => {
  const day = new HalfDay();
  day.does({ type: "add-visit", visit: "W0", topic: "caf" }, "9:00");
  day.calls("9:00");
  day.does({ type: "start", visit: "W0" }, "9:00");
  return day;
};

describe("the three states are never confused", () => {
  test("nobody waits and a desk is free: come now", () => {
    expect(wait(new HalfDay(), "newcomer", "9:05")).toEqual({ state: "nobody" });
  });

  test("nobody waits but the desk is busy: a range", () => {
    expect(wait(busy(), "newcomer", "9:20")).toEqual({ state: "range", low: 0, high: 45 });
  });

  test("behind a help that runs on for an hour or two a newcomer waits less and less: its end was forgotten", () => {
    const high = (time: string): number => {
      const said = wait(busy(), "newcomer", time);
      return said.state === "range" ? said.high : NaN;
    };
    expect(high("10:20")).toBeGreaterThan(20);
    expect(high("11:00")).toBeLessThanOrEqual(30);
    expect(high("12:00")).toBeLessThanOrEqual(10);
  });

  test("while somebody has waited for long the help does go on: who works there would have noticed", () => {
    const day = busy();
    day.walkIn("W1", "9:30");
    expect(waitFor(day.state, "W1", at("11:00"), pace)).toMatchObject({ state: "range", low: 0 });
    const said = wait(day, "W1", "11:00");
    expect(said.state === "range" && said.high).toBeGreaterThan(40);
  });

  test("somebody waits beside a free desk: a range", () => {
    const day = new HalfDay();
    day.walkIn("W1", "9:01");
    expect(wait(day, "newcomer", "9:02")).toEqual({ state: "range", low: 5, high: 35 });
  });

  test("somebody to be asked again before a newcomer: a range", () => {
    const day = new HalfDay();
    for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
    day.calls("9:02");
    day.does({ type: "absent", visit: "W1" }, "9:03");
    for (const [person, time] of [
      ["W2", "9:04"],
      ["W3", "9:06"],
    ] as const) {
      day.calls(time);
      day.does({ type: "leave", visit: person, by: "resident" }, time);
    }
    expect(wait(day, "newcomer", "9:07")).toMatchObject({ state: "range" });
  });

  test("somebody who did not answer holds no newcomer up", () => {
    const day = new HalfDay();
    day.walkIn("W1", "9:01");
    day.calls("9:02");
    day.does({ type: "absent", visit: "W1" }, "9:03");
    expect(wait(day, "newcomer", "9:04")).toEqual({ state: "nobody" });
  });

  test("not open yet, or no desk present: not known", () => {
    const scheduled = new HalfDay({ status: "scheduled" });
    scheduled.walkIn("W1", "8:40");
    const alone = new HalfDay({ deskCount: 0 });
    alone.walkIn("W1", "9:01");
    for (const day of [scheduled, alone]) {
      expect([wait(day, "newcomer", "9:05"), wait(day, "W1", "9:05")]).toEqual([
        { state: "unknown" },
        { state: "unknown" },
      ]);
    }
  });

  test("a person who is called waits no more, who has gone has no wait", () => {
    const day = busy();
    day.walkIn("W1", "9:01");
    day.does({ type: "leave", visit: "W1", by: "staff" }, "9:02");
    expect(wait(day, "W0", "9:05")).toEqual({ state: "range", low: 0, high: 0 });
    expect([wait(day, "W1", "9:05"), wait(day, "W9", "9:05")]).toEqual([{ state: "unknown" }, { state: "unknown" }]);
  });
});

/** The same line, in which no desk has been idle for long. */
const justSatDown = (line: LineState, now: Instant): LineState => ({
  ...line,
  desks: line.desks.map((desk) => ({ ...desk, since: now })),
});

const TRIES = runs(40, 500);
test("in any morning every range is in fives, at least ten wide, and whoever is next may be called at once", () => {
  let ranges = 0;
  fc.assert(
    fc.property(anyMorning, (steps) => {
      const { end, now } = runMorning(steps);
      const inLine = end.visits.filter(({ state }) => state === "waiting" || state === "absent");
      const forecasts = forecastTurns(end, now, pace);
      for (const announced of [
        waitOfNewcomer(end, now, pace),
        ...inLine.map((visit) => waitOfVisit(end, visit, forecasts)),
      ]) {
        if (announced.state !== "range") continue;
        ranges += 1;
        expect([
          announced.low % 5,
          announced.high % 5,
          announced.high - announced.low >= 10,
          announced.low >= 0,
        ]).toEqual([0, 0, true, true]);
      }
      const next = nextInTurn(end, now);
      const isFree = end.desks.some(
        ({ number, state }) => state === "present" && !occupantOf(end, number) && awaitedAt(end, number).length === 0,
      );
      if (next && isFree && end.status === "open" && !end.suspended && end.expected.length === 0)
        expect(waitFor(justSatDown(end, now), next.id, now, pace)).toEqual({ state: "range", low: 0, high: 10 });
    }),
    { numRuns: TRIES },
  );
  expect(ranges).toBeGreaterThan(TRIES);
});

/** The CAF takes 45 minutes, anything else 20. */
const slowPace = paceOf((topic) => (topic === "caf" ? 45 : 20));
const answer = (day: HalfDay, who: string, time: string) => beforeClosingOf(day.state, who, at(time), slowPace);

test("yes: even the longest wait and the help itself end by noon", () => {
  const day = new HalfDay();
  expect(answer(day, "newcomer", "11:40")).toBe("yes");
  expect(answer(day, "newcomer", "11:41")).toBe("maybe");
});

test("the topic of the visit itself counts", () => {
  const day = new HalfDay();
  day.walkIn("W1", "11:20");
  day.does({ type: "add-visit", visit: "W2", topic: "caf" }, "11:20");
  expect(answer(day, "W1", "11:24")).toBe("yes");
  day.does({ type: "leave", visit: "W1", by: "resident" }, "11:24");
  expect(answer(day, "W2", "11:24")).toBe("maybe");
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
    expect(finished(answersBeforeClosing(day.state, at(time), slowPace))).toEqual({
      yes: count("yes"),
      maybe: count("maybe"),
      no: count("no"),
    });
  }
});

test("a person who comes now comes too late when the middle of their wait lies after the end", () => {
  const late = (wait: Wait) => comesTooLate(wait, at("11:30"), at("12:00"));
  expect([late({ state: "range", low: 10, high: 60 }), late({ state: "range", low: 10, high: 65 })]).toEqual([
    false,
    true,
  ]);
  expect([late({ state: "nobody" }), late({ state: "unknown" })]).toEqual([false, false]);
  expect(comesTooLate({ state: "nobody" }, at("12:00"), at("12:00"))).toBe(true);
});

test("too many wait only when a board whose line is known says so", () => {
  const board = { wait: { state: "range", low: 40, high: 95 }, alive: true, asOf: at("11:00") } as const;
  expect(isTooLateFor(board, at("12:00"))).toBe(true);
  expect(isTooLateFor({ ...board, wait: { state: "range", low: 35, high: 90 } }, at("12:00"))).toBe(false);
  expect(isTooLateFor({ ...board, alive: false }, at("12:00"))).toBe(false);
  expect(isTooLateFor({ ...board, wait: { state: "nobody" } }, at("12:00"))).toBe(false);
  expect(isTooLateFor(undefined, at("12:00"))).toBe(false);
});
