import type { Act } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decider.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { at, HalfDay } from "#tests/support/line.ts";

/** The events of an act at 9:10, or why it is refused. */
const happens = (day: HalfDay, act: Act) => {
  const decision = decide(day.state, { id: "any", at: at("9:10"), device: "tablet-1", ...act }, at("9:10"));
  return decision.ok ? decision.value : decision.refusal;
};

describe("a report", () => {
  const facts: ReportFacts = {
    themes: ["logement", "email"],
    minutes: 25,
    equipment: ["telephone"],
    autonomy: "autonome",
  };
  const report = (day: HalfDay, given: Partial<ReportFacts> = {}, time = "9:30") =>
    day.does({ type: "report", visit: "W1", report: { ...facts, ...given } }, time, { name: "report" });
  const served = () => {
    const day = new HalfDay();
    day.walkIn("W1", "9:01");
    return day.serves("W1", "9:05");
  };

  test("is made during the help, in a pause and after it, and again", () => {
    const day = served();
    expect(report(day)).toBe("applied");
    day.does({ type: "pause", visit: "W1" }, "9:31");
    expect(report(day)).toBe("applied");
    day.does({ type: "resume", visit: "W1" }, "9:40");
    day.does({ type: "finish", visit: "W1" }, "9:50");
    expect([report(day), report(day, { minutes: 40 })]).toEqual(["applied", "applied"]);
    expect(happens(day, { type: "report", visit: "W1", report: facts })).toEqual([
      { type: "visit-reported", visit: "W1", report: facts },
    ]);
  });

  test.each([
    ["no theme", { themes: [] }],
    ["no minute", { minutes: 0 }],
    ["a whole day", { minutes: 1_440 }],
    ["half a minute", { minutes: 0.5 }],
    ["no number of minutes", { minutes: Number.NaN }],
  ] as const)("wants a theme and a duration: %s", (_, given) => {
    expect(report(served(), given)).toBe("report-incomplete");
  });

  test("is refused of a person who was not helped", () => {
    const day = new HalfDay();
    day.walkIn("W1", "9:01");
    expect(report(day)).toBe("state-changed");
    expect(day.does({ type: "report", visit: "W9", report: facts }, "9:30")).toBe("not-found");
  });

  test("is not taken back, and does not stand in the way of what is", () => {
    const day = served();
    day.does({ type: "finish", visit: "W1" }, "9:30", { name: "end" });
    report(day, {}, "9:30:10");
    expect(day.does({ type: "undo", command: "report" }, "9:30:20")).toBe("too-late");
    expect(day.does({ type: "undo", command: "end" }, "9:30:20")).toBe("applied");
  });
});
