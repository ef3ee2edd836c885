import type { Act } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import { at, HalfDay } from "#tests/support/line.ts";

/** The events of an act at 9:10, or why it is refused. */
const happens = (day: HalfDay, act: Act) => {
  const decision = decide(day.state, { id: "any", at: at("9:10"), device: "tablet-1", ...act }, at("9:10"));
  return decision.ok ? decision.value : decision.refusal;
};

describe("somebody who could not be served", () => {
  test.each(["not-yet", "given", "stopped"] as const)(
    "is counted while numbers are %s, and has no number",
    (numbers) => {
      const day = new HalfDay({ status: "scheduled", numbers });
      expect(
        happens(day, {
          type: "turn-away",
          reason: "other-service",
          topic: "caf",
          language: "ar",
          target: "administration",
        }),
      ).toEqual([
        { type: "turned-away", reason: "other-service", topic: "caf", language: "ar", target: "administration" },
      ]);
      day.does({ type: "turn-away", reason: "full" }, "9:10");
      expect(day.state).toMatchObject({ visits: [], nextNumber: 1 });
    },
  );
});
