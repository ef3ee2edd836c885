import fc from "fast-check";
import type { Act, Command, Expected } from "#lib/queue/commands.ts";
import { decide } from "#lib/queue/decide.ts";
import { evolve } from "#lib/queue/evolve.ts";
import type { QueueRefusal } from "#lib/queue/refusal.ts";
import { instant } from "#lib/time/instant.ts";
import { anyMorning, play } from "#tests/support/any-half-day.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const REFUSALS: Record<QueueRefusal, true> = {
  "numbers-not-given": true, "numbers-stopped": true, "permanence-closed": true, "permanence-not-open": true, "outside-window": true,
  "queue-empty": true, "already-called": true, "already-here": true, "state-changed": true, "desk-busy": true, "desk-not-taken": true,
  "too-late": true, "not-found": true, "outside-hours": true, "line-suspended": true, "not-leased": true, "not-your-desk": true,
  "away-enough": true, "leftovers-remain": true, "report-incomplete": true, "personal-number-refused": true, "too-large": true,
};

const who = fc.constantFrom("visit-1", "visit-2", "visit-5", "visit-9", "nobody");
const desk = fc.constantFrom(-1, 0, 1, 2, 3, 4, 20, 99, 1.5);
const conseiller = fc.constantFrom("C1", "C2");
const when = fc.integer({ min: -100_000_000, max: 100_000_000 }).map((shift) => instant(at("9:00") + shift));
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>({ type: "give-numbers" }, { type: "stop-numbers" }),
  fc.record({ type: fc.constant("open" as const), desks: fc.array(fc.oneof(fc.record({ desk }), fc.record({ desk, conseiller })), { maxLength: 3 }) }),
  fc.record({ type: fc.constant("take-desk" as const), desk, conseiller }),
  fc.record({ type: fc.constant("add-visit" as const), visit: who, priority: fc.boolean(), joinedAt: when }),
  fc.record({ type: fc.constant("check-in" as const), visit: who, appointment: fc.constantFrom("before-0", "before-3", "none") }),
  fc.record({ type: fc.constantFrom("prioritise" as const, "start" as const, "finish" as const, "absent" as const), visit: who }),
  fc.record({ type: fc.constant("call-next" as const), desk }),
  fc.record({ type: fc.constant("call" as const), visit: who, desk }),
  fc.record({ type: fc.constant("leave" as const), visit: who, by: fc.constantFrom("resident" as const, "staff" as const) }),
  fc.record({ type: fc.constant("undo" as const), command: fc.constantFrom("command-1", "command-8", "none") }),
);
const anyExpectation: fc.Arbitrary<Expected | undefined> = fc.option(
  fc.oneof(fc.record({ version: fc.nat(30) }), fc.record({ visit: who, state: fc.constantFrom("waiting", "called", "nonsense") })),
  { nil: undefined },
);

test("any command at any moment of any half-day is answered in words, and what happened fits the line", () => {
  fc.assert(fc.property(anyMorning, anyAct, anyExpectation, when, fc.constantFrom("scheduled", "open", "closed", "cancelled"), (steps, act, expected, now, status) => {
    const state = { ...play(steps).end, status };
    const command: Command = { id: "any", at: now, device: "tablet-1", ...(expected && { expected }), ...act };
    const decision = decide(state, command, now);
    if (!decision.ok) expect(REFUSALS).toHaveProperty(decision.refusal);
    else decision.value.reduce((line, event) => evolve(line, { event, at: now, command: "any" }), state);
  }), { numRuns: 1_000 });
});

test("deciding changes nothing: a refusal leaves the line untouched, and so does a yes until it has happened", () => {
  fc.assert(fc.property(anyMorning, anyAct, when, (steps, act, now) => {
    const state = deepFreeze(play(steps).end);
    const before = JSON.stringify(state);
    const decision = decide(state, { id: "any", at: now, device: "tablet-1", ...act }, now);
    if (decision.ok) decision.value.reduce((line, event) => evolve(deepFreeze(line), { event, at: now, command: "any" }), state);
    expect(JSON.stringify(state)).toBe(before);
  }), { numRuns: 500 });
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) for (const part of Object.values(Object.freeze(value))) deepFreeze(part);
  return value;
}

describe("what a command expected", () => {
  const day = () => {
    const line = new HalfDay({ tables: 2 });
    line.walkIn("W1", "9:01");
    line.walkIn("W2", "9:02");
    return line;
  };

  test("is the version it saw, or the state has changed", () => {
    const line = day();
    const { version } = line.state;
    expect(line.does({ type: "stop-numbers" }, "9:05", { expected: { version: version - 1 } })).toBe("state-changed");
    expect(line.does({ type: "stop-numbers" }, "9:05", { expected: { version } })).toBe("applied");
    expect(line.state.version).toBe(version + 1);
  });

  test("is somebody in line: called meanwhile is said as such, everything else has changed", () => {
    const line = day();
    const leave = (state: string) => line.does({ type: "leave", visit: "W1", by: "staff" }, "9:06", { expected: { visit: "W1", state } });
    line.calls("9:05");
    expect(leave("waiting")).toBe("already-called");
    expect(leave("absent")).toBe("already-called");
    expect(leave("serving")).toBe("state-changed");
    line.does({ type: "absent", visit: "W1" }, "9:05");
    expect(leave("waiting")).toBe("state-changed");
    expect(leave("absent")).toBe("applied");
  });

  test("is somebody nobody knows", () => {
    expect(day().does({ type: "stop-numbers" }, "9:05", { expected: { visit: "W9", state: "waiting" } })).toBe("not-found");
  });
});

test("an event of another line is a surprise", () => {
  const { state } = new HalfDay();
  const happens = (event: Parameters<typeof evolve>[1]["event"]) => () => evolve(state, { event, at: at("9:05"), command: "any" });
  expect(happens({ type: "visit-started", visit: "W1" })).toThrow("another line");
});

test("an event that does not fit its visit is a surprise", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  for (const type of ["visit-started", "visit-finished", "visit-absent"] as const) {
    expect(() => evolve(day.state, { event: { type, visit: "W1" }, at: at("9:05"), command: "any" })).toThrow("Number 1 is waiting");
  }
});

test("what did not change keeps its identity", () => {
  const day = new HalfDay({ tables: 2 }).booked("A", "11:00");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  const before = day.state;
  day.calls("9:05");
  expect(day.state.visits[1]).toBe(before.visits[1]);
  expect(day.state.expected[0]).toBe(before.expected[0]);
  expect(day.state.desks).toBe(before.desks);
});
