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

  describe("belongs to who held the desk when the help ended", () => {
    const by = (conseiller: string) => ({ by: conseiller });
    const reports = (day: HalfDay, conseiller?: string, given: Partial<ReportFacts> = {}) =>
      day.does(
        { type: "report", visit: "W1", report: { ...facts, ...given } },
        "9:45",
        conseiller ? by(conseiller) : {},
      );
    const inTwo = () => {
      const day = new HalfDay({ deskCount: 2 });
      day.walkIn("W1", "9:01");
      return day.serves("W1", "9:05", 2);
    };

    test("a colleague is refused, and nothing is lost of what is refused for that", () => {
      const day = inTwo();
      expect(reports(day, "conseiller-1")).toBe("not-your-desk");
      day.does({ type: "finish", visit: "W1" }, "9:30");
      expect(reports(day, "conseiller-1", { themes: [] })).toBe("not-your-desk");
      expect([reports(day, "conseiller-2"), reports(day)]).toEqual(["applied", "applied"]);
    });

    test("who sits at that desk later has not helped", () => {
      const day = inTwo();
      day.does({ type: "finish", visit: "W1" }, "9:30");
      day.does({ type: "leave-desk" }, "9:31", by("conseiller-2"));
      day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-3" }, "9:32", by("conseiller-3"));
      expect([reports(day, "conseiller-3"), reports(day, "conseiller-2")]).toEqual(["not-your-desk", "applied"]);
    });

    test("who took the person over has", () => {
      const day = inTwo();
      day.does({ type: "take-over", visit: "W1", desk: 1 }, "9:20");
      day.does({ type: "finish", visit: "W1" }, "9:30", by("conseiller-1"));
      expect([reports(day, "conseiller-2"), reports(day, "conseiller-1")]).toEqual(["not-your-desk", "applied"]);
    });

    test("so has who ended their help after their desk was freed", () => {
      const day = inTwo();
      day.does({ type: "free-desk", desk: 2 }, "9:20");
      day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-3" }, "9:21", by("conseiller-3"));
      day.does({ type: "finish", visit: "W1" }, "9:30", by("conseiller-2"));
      expect([reports(day, "conseiller-3"), reports(day, "conseiller-2")]).toEqual(["not-your-desk", "applied"]);
    });

    test("during an errand it is that of who has helped, also when the half-day ends meanwhile", () => {
      const day = inTwo();
      day.does({ type: "pause", visit: "W1" }, "9:20");
      day.does({ type: "leave-desk" }, "9:21", by("conseiller-2"));
      day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-3" }, "9:22", by("conseiller-3"));
      expect([reports(day, "conseiller-3"), reports(day, "conseiller-2")]).toEqual(["not-your-desk", "applied"]);
      day.does({ type: "close", leftovers: [{ visit: "W1", choice: "done" }] }, "9:40");
      expect([reports(day, "conseiller-3"), reports(day, "conseiller-2")]).toEqual(["not-your-desk", "applied"]);
    });
  });

  test("is not taken back, and does not stand in the way of what is", () => {
    const day = served();
    day.does({ type: "finish", visit: "W1" }, "9:30", { name: "end" });
    report(day, {}, "9:30:10");
    expect(day.does({ type: "undo", command: "report" }, "9:30:20")).toBe("too-late");
    expect(day.does({ type: "undo", command: "end" }, "9:30:20")).toBe("applied");
  });
});
