import fc from "fast-check";
import type { Act } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import { visitOf, isFresh, type LineState } from "#lib/queue/line/line-state.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const line = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
  return day;
};
const undo = (day: HalfDay, command: string, time: string) => day.does({ type: "undo", command }, time);

test("every act can be taken back, and the line is as it was", () => {
  const taken = new Set<Act["type"]>();
  fc.assert(
    fc.property(anyMorning, (steps) => {
      for (const { command, now, before, after, stamped } of runMorning(steps).acts) {
        if (after.undoable.at(-1)?.command !== command.id || stamped.length === 0 || command.type === "close") continue;
        const decision = decide(
          after,
          { id: "undo", at: now, device: "tablet-1", type: "undo", command: command.id },
          now,
        );
        if (!decision.ok) throw new Error(`${command.type} could not be undone: ${decision.refusal}`);
        const undone = decision.value.reduce(
          (state, event) => evolve(state, { event, at: now, command: "undo" }),
          after,
        );
        taken.add(command.type);
        if (command.type === "add-visit" || command.type === "check-in") {
          expect(undone.visits.filter(({ id }) => id !== command.visit)).toEqual(before.visits);
          expect([byId(undone.expected), undone.calls]).toEqual([byId(before.expected), before.calls]);
          expect(visitOf(undone, command.visit)).toMatchObject({
            state: "left",
            why: "given-by-mistake",
            origin: { kind: "walk-in" },
          });
        } else
          expect(remembering(undone)).toEqual({
            ...remembering(before),
            undoable: before.undoable.filter((act) => isFresh(act, now)),
          });
      }
    }),
    { numRuns: runs(100) },
  );
  expect([...taken].sort()).toEqual([
    "absent",
    "add-visit",
    "away",
    "call",
    "call-next",
    "check-in",
    "fetch",
    "finish",
    "hand-over",
    "leave",
    "pause",
    "prioritise",
    "refer",
    "resume",
    "start",
  ]);
});

const byId = (expected: LineState["expected"]) => [...expected].sort((a, b) => (a.id < b.id ? -1 : 1));

/** All that an undo restores: not the count of changes. What it tells whoever has more people before them stays. */
const remembering = ({ version: _, ...rest }: LineState) => ({
  ...rest,
  overtakes: rest.overtakes.filter(({ command }) => command !== "undo"),
});

test("a number given by mistake stays used and is never given again", () => {
  const day = line();
  day.walkIn("W5", "9:02");
  expect(undo(day, "add-W5", "9:02:30")).toBe("applied");
  day.walkIn("W6", "9:03");
  expect(day.visit("W5")).toMatchObject({ number: 5, state: "left", why: "given-by-mistake", endedAt: at("9:02:30") });
  expect(day.visit("W6").number).toBe(6);
});

test("an act can be taken back for sixty seconds, not longer", () => {
  const early = line();
  early.calls("9:05");
  expect(undo(early, "call-9:05", "9:06")).toBe("applied");
  const late = line();
  late.calls("9:05");
  expect(undo(late, "call-9:05", "9:06:01")).toBe("too-late");
});

test("an act that is unknown, or was taken back already, is refused", () => {
  const day = line();
  day.calls("9:05");
  undo(day, "call-9:05", "9:05:10");
  expect(undo(day, "call-9:05", "9:05:20")).toBe("too-late");
  expect(undo(day, "call-8:00", "9:05:20")).toBe("too-late");
});

test("an act is not taken back over a later one, but both can be, the last first", () => {
  const day = line();
  const before = day.visit("W1");
  day.calls("9:05");
  day.does({ type: "start", visit: "W1" }, "9:05:10", { name: "start" });
  expect(undo(day, "call-9:05", "9:05:20")).toBe("state-changed");
  expect(undo(day, "start", "9:05:30")).toBe("applied");
  expect(undo(day, "call-9:05", "9:05:40")).toBe("applied");
  expect(day.visit("W1")).toEqual(before);
});

test("nobody is brought back to a desk where another sits, or that was left", () => {
  const busy = line();
  busy.calls("9:05");
  busy.does({ type: "absent", visit: "W1" }, "9:06", { name: "missed" });
  busy.calls("9:06:10");
  expect(undo(busy, "missed", "9:06:20")).toBe("desk-busy");
  const left = new HalfDay();
  left.walkIn("W1", "9:01");
  left.calls("9:05");
  left.does({ type: "absent", visit: "W1" }, "9:06", { name: "missed" });
  left.does({ type: "take-desk", desk: 2, conseiller: "conseiller-1" }, "9:06:10");
  expect(undo(left, "missed", "9:06:20")).toBe("desk-not-taken");
});

test("the third missed call can be taken back like the others", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  for (const time of ["9:05", "9:10", "9:15"]) {
    day.calls(time);
    day.does({ type: "absent", visit: "W1" }, time, { name: `missed-${time}` });
  }
  expect(day.visit("W1").state).toBe("left");
  expect(undo(day, "missed-9:15", "9:15:30")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "called", missedCalls: 2, calledAt: at("9:15") });
});

test("a call taken back is not one of the two after which a missed call is offered again", () => {
  const day = line();
  day.calls("9:05", 2);
  day.calls("9:05:10", 1);
  day.does({ type: "absent", visit: "W2" }, "9:05:20");
  expect(undo(day, "call-9:05", "9:05:30")).toBe("applied");
  expect(day.visit("W2")).toMatchObject({ missedAtCall: 1 });
  expect([day.calls("9:06", 1), day.frees("9:10", 1), day.frees("9:20", 1)]).toEqual(["W1", "W3", "W2"]);
});

describe("two calls taken back one after the other leave the count right", () => {
  const threeCalls = () => {
    const day = new HalfDay({ deskCount: 3 });
    for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
    day.calls("9:05", 1);
    day.calls("9:05:05", 2);
    return day;
  };

  test("for a person who missed a call between them", () => {
    const day = threeCalls();
    day.calls("9:05:10", 3);
    day.does({ type: "absent", visit: "W2" }, "9:05:15");
    undo(day, "call-9:05", "9:05:20");
    undo(day, "call-9:05:10", "9:05:25");
    expect(day.state.calls).toBe(1);
    expect(day.visit("W2")).toMatchObject({ missedAtCall: 1 });
  });

  test("for a person who is absent again by the second undo", () => {
    const day = threeCalls();
    day.does({ type: "absent", visit: "W2" }, "9:05:10");
    day.calls("9:05:12", 3);
    day.does({ type: "call", visit: "W2", desk: 2 }, "9:05:15", { name: "again" });
    undo(day, "call-9:05", "9:05:20");
    undo(day, "again", "9:05:25");
    expect(day.state.calls).toBe(2);
    expect(day.visit("W2")).toMatchObject({ state: "absent", missedAtCall: 1 });
  });
});

test("the line remembers the acts of the last minute only", () => {
  const day = line();
  day.calls("9:05", 1);
  day.calls("9:05:30", 2);
  day.does({ type: "leave", visit: "W4", by: "resident" }, "9:06:10", { name: "gone" });
  expect(day.state.undoable.map(({ command }) => command)).toEqual(["call-9:05:30", "gone"]);
});

describe("what the line's other acts leave behind", () => {
  const served = () => {
    const day = line();
    return day.serves("W1", "9:05");
  };

  test("an act can be undone although a desk was left since", () => {
    const day = served();
    day.does({ type: "hand-over", to: 2 }, "9:10", { name: "over", by: "conseiller-1" });
    day.desk(2, { type: "leave-desk" }, "9:10:10");
    expect(day.state.undoable.at(-1)?.command).toBe("over");
    expect(undo(day, "over", "9:10:20")).toBe("applied");
    expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1 });
  });

  test.each([
    ["an announcement", { type: "announce", message: "Bonjour." }],
    ["a suspension", { type: "suspend" }],
    ["somebody turned away", { type: "turn-away", reason: "full" }],
    ["numbers lent", { type: "lease-numbers" }],
    ["a desk that was left", { type: "leave-desk" }],
  ] as const)("%s is not taken back", (_, act) => {
    const day = line();
    expect(day.does(act, "9:05", { name: "act", by: "conseiller-2" })).toBe("applied");
    expect(undo(day, "act", "9:05:10")).toBe("too-late");
  });

  test("nobody is brought back to a desk whose person is on a break", () => {
    const day = served();
    day.does({ type: "pause", visit: "W1" }, "9:10", { name: "pause" });
    day.desk(1, { type: "break" }, "9:10:10");
    expect(undo(day, "pause", "9:10:20")).toBe("desk-not-taken");
  });

  test("a number that was lent and given by mistake stays used", () => {
    const day = line();
    day.does({ type: "lease-numbers" }, "9:02");
    day.does({ type: "add-visit", visit: "W5", number: 6 }, "9:05", { name: "given" });
    expect(undo(day, "given", "9:05:10")).toBe("applied");
    expect(day.visit("W5")).toMatchObject({ number: 6, state: "left", why: "given-by-mistake" });
  });
});
