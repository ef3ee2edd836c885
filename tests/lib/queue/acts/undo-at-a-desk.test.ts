import type { Act } from "#lib/queue/acts/acts.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const undo = (day: HalfDay, command: string, time: string) => day.does({ type: "undo", command }, time);

/** W1 is helped at desk 1; desk 2 is there. */
const served = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  return day.serves("W1", "9:05");
};

test.each([
  [{ type: "leave", visit: "W1", by: "resident" }, { type: "leave-desk" }],
  [{ type: "refer", visit: "W1", target: "administration" }, { type: "leave-desk" }],
  [{ type: "leave", visit: "W1", by: "staff" }, { type: "break" }],
] as const)(
  "nobody awaits somebody at a desk whose person is gone or on a break: after %j, then %j there",
  (act, going) => {
    const day = served();
    day.does({ type: "hand-over", to: 2 }, "9:10", { by: "conseiller-1" });
    day.does(act, "9:10:10", { name: "act" });
    day.desk(2, going, "9:10:15");
    expect(undo(day, "act", "9:10:20")).toBe("desk-not-taken");
  },
);

test("a person who fetched a paper is paused again, whether or not their desk is there: they will be next at any", () => {
  const day = served();
  day.does({ type: "pause", visit: "W1" }, "9:10");
  day.does({ type: "leave", visit: "W1", by: "staff" }, "9:10:10", { name: "gone" });
  day.desk(1, { type: "leave-desk" }, "9:10:15");
  expect(undo(day, "gone", "9:10:20")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "paused", for: "errand", desk: 1 });
});

describe("a colleague who has taken the desk meanwhile finds nobody at it", () => {
  /** Conseiller 1 has helped W1 at desk 1 and gone over to desk 3; conseiller 3 sits down at desk 1. */
  const moved = (act: Act, conseiller = "conseiller-3") => {
    const day = served();
    day.does(act, "9:10", { name: "act", by: "conseiller-1" });
    day.does({ type: "take-desk", desk: 3, conseiller: "conseiller-1" }, "9:10:10");
    day.does({ type: "take-desk", desk: 1, conseiller }, "9:10:20");
    return day;
  };

  test.each<Act>([
    { type: "finish", visit: "W1" },
    { type: "pause", visit: "W1" },
    { type: "hand-over", to: 2 },
    { type: "refer", visit: "W1", target: "administration" },
  ])("%j is not taken back", (act) => {
    const day = moved(act);
    expect(undo(day, "act", "9:10:30")).toBe("desk-not-taken");
    expect(day.called(1)).toBe("nobody");
  });

  test("help goes on there when the same conseiller has come back to it", () => {
    const day = moved({ type: "finish", visit: "W1" }, "conseiller-1");
    expect(undo(day, "act", "9:10:30")).toBe("applied");
    expect(day.called(1)).toBe("W1");
  });

  test("help goes on there when the conseiller has come back from a break", () => {
    const day = served();
    day.does({ type: "finish", visit: "W1" }, "9:10", { name: "act" });
    day.desk(1, { type: "break" }, "9:10:10");
    day.desk(1, { type: "return" }, "9:10:20");
    expect(undo(day, "act", "9:10:30")).toBe("applied");
  });

  test("a person who was handed over waits for that colleague, not for whoever sits there now", () => {
    const day = served();
    day.does({ type: "hand-over", to: 2 }, "9:10", { by: "conseiller-1" });
    day.does({ type: "leave", visit: "W1", by: "resident" }, "9:10:10", { name: "gone" });
    day.desk(2, { type: "leave-desk" }, "9:10:15");
    day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-3" }, "9:10:20");
    expect(undo(day, "gone", "9:10:30")).toBe("desk-not-taken");
  });

  test("a desk without a person is the team's, and takes back what anybody did there", () => {
    const day = new HalfDay({
      status: "open",
      desks: [{ number: 1, state: "present", since: at("8:55"), topics: "every" }],
    });
    day.walkIn("W1", "9:01");
    day.serves("W1", "9:05").does({ type: "finish", visit: "W1" }, "9:10", { name: "act" });
    expect(day.state.undoable.at(-1)).not.toHaveProperty("heldBy");
    expect(undo(day, "act", "9:10:10")).toBe("applied");
  });
});
