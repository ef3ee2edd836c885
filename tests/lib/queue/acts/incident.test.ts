import type { Act } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import { at, HalfDay } from "#tests/support/line.ts";

/** The events of an act at 9:10, or why it is refused. */
const happens = (day: HalfDay, act: Act, conseiller?: string) => {
  const decision = decide(
    day.state,
    { id: "any", at: at("9:10"), device: "tablet-1", ...(conseiller && { conseiller }), ...act },
    at("9:10"),
  );
  return decision.ok ? decision.value : decision.refusal;
};

describe("an incident and a call for help", () => {
  test("keep the table of the sender, and nothing more", () => {
    const day = new HalfDay({ tables: 2 });
    expect(happens(day, { type: "incident", kind: "violence" }, "conseiller-2")).toEqual([
      { type: "incident-noted", kind: "violence", desk: 2 },
    ]);
    expect(happens(day, { type: "ask-help" }, "conseiller-1")).toEqual([{ type: "help-asked", desk: 1 }]);
  });

  test("need no table", () => {
    const day = new HalfDay();
    expect([
      happens(day, { type: "incident", kind: "power" }),
      happens(day, { type: "ask-help" }, "reception"),
    ]).toEqual([[{ type: "incident-noted", kind: "power" }], [{ type: "help-asked" }]]);
  });

  test("change nothing in the line", () => {
    const day = new HalfDay();
    const { version: _, ...before } = day.state;
    day.does({ type: "incident", kind: "alarm" }, "9:10");
    day.does({ type: "ask-help" }, "9:11");
    expect(day.state).toMatchObject(before);
  });
});
