import fc from "fast-check";
import { isUncalled } from "#lib/queue/line/visit.ts";
import { inTurn } from "#lib/queue/order/next-in-turn.ts";
import { passesBefore, whyBefore } from "#lib/queue/order/why-before.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { at, HalfDay } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";

const why = (day: HalfDay, first: string, second: string, time: string) =>
  whyBefore(day.state, first, second, at(time));
const before = (day: HalfDay, second: string, time: string) => {
  const visit = day.visit(second);
  return isUncalled(visit) ? passesBefore(day.state, visit, at(time)).map(({ id }) => id) : [];
};

test("who arrived earlier passes, and both arrivals are said", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:03");
  day.walkIn("B", "9:04");
  expect(why(day, "A", "B", "9:05")).toEqual({ because: "number", first: at("9:03"), second: at("9:04") });
  expect(why(day, "B", "A", "9:05")).toBeUndefined();
  expect(before(day, "B", "9:05")).toEqual(["A"]);
});

test("the same is said while the earlier one is at a desk", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:03");
  day.walkIn("B", "9:04");
  day.calls("9:05");
  expect(why(day, "A", "B", "9:06")).toEqual({ because: "number", first: at("9:03"), second: at("9:04") });
  expect(before(day, "B", "9:06")).toEqual(["A"]);
});

test("who was called before one came did not pass before them", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:03");
  day.calls("9:05");
  day.walkIn("B", "9:06");
  expect(before(day, "B", "9:07")).toEqual([]);
  expect(why(day, "A", "B", "9:07")).toBeUndefined();
});

test("priority is said, and no cause", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:03");
  day.walkIn("B", "9:04");
  day.does({ type: "prioritise", visit: "B" }, "9:05");
  expect(why(day, "B", "A", "9:06")).toEqual({ because: "priority" });
  day.calls("9:06");
  expect(why(day, "B", "A", "9:07")).toEqual({ because: "priority" });
});

test("whose help had begun is back, and passes", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("A", "9:01");
  day.walkIn("B", "9:02");
  day.walkIn("C", "9:03");
  day.calls("9:04", 2);
  day.desk(2, { type: "start", visit: "A" }, "9:04");
  day.desk(2, { type: "pause", visit: "A" }, "9:05");
  day.desk(2, { type: "leave-desk" }, "9:06");
  day.does({ type: "resume", visit: "A" }, "9:10");
  expect(why(day, "A", "B", "9:11")).toEqual({ because: "back" });
});

test("an appointment that was made before the number passes at its hour, and its hour is said", () => {
  const day = new HalfDay().booked("R", "9:30");
  day.walkIn("A", "9:03");
  day.here("R", "9:20");
  expect(why(day, "A", "R", "9:25")).toEqual({ because: "not-yet", hour: at("9:30") });
  expect(why(day, "R", "A", "9:30")).toEqual({ because: "appointment", hour: at("9:30"), second: at("9:03") });
});

test("of two appointments the earlier hour passes", () => {
  const day = new HalfDay().booked("R", "9:30").booked("S", "9:45");
  day.here("S", "9:10");
  day.here("R", "9:20");
  expect(why(day, "R", "S", "9:46")).toEqual({ because: "hours", first: at("9:30"), second: at("9:45") });
});

test("an appointment made when others waited already does not pass them", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:03");
  day.booked("R", "9:30", at("9:10"));
  day.here("R", "9:20");
  expect(why(day, "A", "R", "9:31")).toEqual({ because: "booked-after", hour: at("9:10") });
});

test("who came late for an appointment stands in line from their arrival, and is told its hour", () => {
  const day = new HalfDay().booked("R", "9:00");
  day.walkIn("A", "9:02");
  day.walkIn("B", "9:10");
  day.calls("9:03");
  day.here("R", "9:20");
  expect(why(day, "B", "R", "9:21")).toEqual({
    because: "late",
    first: at("9:10"),
    second: at("9:20"),
    hour: at("9:00"),
  });
});

test("who is out, and who did not answer, are told so", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:01");
  day.walkIn("B", "9:02");
  day.walkIn("C", "9:03");
  day.goesAway("A", "9:04", "9:40");
  expect(why(day, "B", "A", "9:05")).toEqual({ because: "away", hour: at("9:40") });
  day.calls("9:06");
  day.does({ type: "absent", visit: "B" }, "9:10");
  expect(why(day, "C", "B", "9:11")).toEqual({ because: "absent" });
  day.calls("9:12");
  expect(why(day, "C", "B", "9:13")).toEqual({ because: "absent" });
  expect(why(day, "C", "A", "9:13")).toEqual({ because: "was-away" });
});

test("who missed a call keeps their place: asked again they pass by their number, and that is said", () => {
  const day = new HalfDay();
  for (const [visit, time] of [
    ["A", "9:01"],
    ["B", "9:02"],
    ["C", "9:03"],
    ["D", "9:04"],
  ] as const)
    day.walkIn(visit, time);
  day.calls("9:05");
  day.does({ type: "absent", visit: "A" }, "9:08");
  day.calls("9:08");
  day.frees("9:20");
  expect(why(day, "A", "D", "9:21")).toEqual({ because: "again", first: at("9:01"), second: at("9:04") });
});

test("whom the team let pass is said as that, without the team’s reason", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:01");
  day.walkIn("B", "9:02");
  day.does({ type: "call", visit: "B", desk: 1, override: "child" }, "9:05");
  expect(why(day, "B", "A", "9:06")).toEqual({ because: "override" });
});

test("who waits for a number that was given when their turn had passed is told that they came after their hour", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.walkIn("B", "9:01");
  day.calls("9:50");
  day.walkIn("C", "9:50:10");
  day.does({ type: "undo", command: "call-9:50" }, "9:50:20");
  day.here("A", "9:52");
  const late = { because: "late", second: at("9:52"), hour: at("9:30") };
  expect(why(day, "B", "A", "9:53")).toEqual({ ...late, first: at("9:01") });
  expect(why(day, "C", "A", "9:53")).toEqual({ ...late, first: at("9:50:10") });
  day.calls("9:54");
  expect(why(day, "B", "A", "9:55")).toEqual({ ...late, first: at("9:01") });
});

test("who is out is told so, also by the number of somebody who did not answer and is not asked again yet", () => {
  const day = new HalfDay();
  day.walkIn("A", "9:01");
  day.walkIn("B", "9:02");
  day.goesAway("A", "9:03", "9:30");
  day.calls("9:04");
  day.does({ type: "absent", visit: "B" }, "9:07");
  expect(why(day, "B", "A", "9:08")).toEqual({ because: "away", hour: at("9:30") });
});

test("there is a reason for everybody who passes before somebody else, whatever happened", () => {
  fc.assert(
    fc.property(anyMorning, (steps) => {
      const { end, now } = runMorning(steps);
      const turns = inTurn(end, now);
      for (const second of end.visits.filter(isUncalled)) {
        const passing = passesBefore(end, second, now);
        for (const first of end.visits) {
          const reason = whyBefore(end, first.id, second.id, now);
          expect(reason !== undefined).toBe(passing.includes(first));
          if (reason === undefined) continue;
          if (reason.because === "number" || reason.because === "again" || reason.because === "late")
            expect(reason.first).toBeLessThanOrEqual(reason.second);
          if (reason.because === "hours") expect(reason.first).toBeLessThanOrEqual(reason.second);
          if (reason.because === "away") expect(reason.hour).toBeGreaterThan(now);
          if (reason.because === "appointment")
            expect(first.origin).toMatchObject({ kind: "appointment", hour: reason.hour, late: false });
        }
      }
      for (const [place, first] of turns.entries())
        for (const second of turns.slice(place + 1)) expect(whyBefore(end, first.id, second.id, now)).toBeDefined();
    }),
    { numRuns: runs(100) },
  );
});
