import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import fc from "fast-check";
import { forecastTurns, waitFor, waitOfNewcomer, waitOfVisit } from "#lib/queue/wait/estimate-wait.ts";
import { awaitedAt } from "#lib/queue/line/desks.ts";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, HalfDay } from "#tests/support/line.ts";

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
    expect(wait(busy(), "newcomer", "9:20")).toEqual({ state: "range", low: 0, high: 40 });
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
        ...inLine.map(({ id }) => waitOfVisit(end, id, forecasts)),
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
        expect(waitFor(end, next.id, now, pace)).toEqual({ state: "range", low: 0, high: 10 });
    }),
    { numRuns: TRIES },
  );
  expect(ranges).toBeGreaterThan(TRIES);
});
