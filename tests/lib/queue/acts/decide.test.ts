import fc from "fast-check";
import type { Command, QueueRefusal } from "#lib/queue/acts/acts.ts";
import type { Precondition } from "#lib/queue/line/envelope.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { anyAct, anyMoment, conseiller } from "#tests/support/any-act.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const REFUSALS: Record<QueueRefusal, true> = {
  "not-allowed": true,
  "ask-the-team": true,
  "numbers-not-given": true,
  "numbers-stopped": true,
  "permanence-closed": true,
  "noted-after-close": true,
  "permanence-not-open": true,
  "outside-window": true,
  "queue-empty": true,
  "already-called": true,
  "already-here": true,
  "state-changed": true,
  "desk-busy": true,
  "desk-not-taken": true,
  "too-early": true,
  "too-late": true,
  "not-found": true,
  "outside-hours": true,
  "line-suspended": true,
  "not-your-desk": true,
  "seated-elsewhere": true,
  "away-enough": true,
  "not-fetched": true,
  "leftovers-remain": true,
  "report-incomplete": true,
  "personal-number-refused": true,
  "too-large": true,
};

const anyExpectation: fc.Arbitrary<Precondition | undefined> = fc.option(
  fc.oneof(
    fc.record({ version: fc.nat(30) }),
    fc.record({
      visit: fc.constantFrom("visit-1", "visit-5", "nobody"),
      state: fc.constantFrom("waiting", "called", "nonsense"),
    }),
  ),
  { nil: undefined, freq: 1 },
);

const anyCommand: fc.Arbitrary<Command> = fc
  .tuple(anyAct, anyExpectation, anyMoment, fc.option(conseiller, { nil: undefined }))
  .map(([act, expected, now, by]) => ({
    id: "any",
    at: now,
    device: "tablet-1",
    ...(by !== undefined && { conseiller: by }),
    ...(expected && { expected }),
    ...act,
  }));

const inAnyState = fc
  .tuple(
    anyMorning,
    fc.constantFrom<Partial<LineState>>(
      {},
      {},
      {},
      { status: "scheduled" },
      { status: "closed" },
      { status: "cancelled" },
      { suspended: true },
    ),
  )
  .map(([steps, given]) => ({ ...runMorning(steps).end, ...given }));

test("any command at any moment of any half-day is accepted or refused with a known code, and its events fit the line", () => {
  const answered = new Map<string, number>();
  fc.assert(
    fc.property(inAnyState, fc.array(anyCommand, { minLength: 5, maxLength: 20 }), (state, commands) => {
      for (const command of commands) {
        const decision = decide(state, command, command.at);
        if (!decision.ok) expect(REFUSALS).toHaveProperty(decision.refusal);
        else decision.value.reduce((line, event) => evolve(line, { event, at: command.at, command: "any" }), state);
        if (decision.ok) answered.set(command.type, (answered.get(command.type) ?? 0) + 1);
      }
    }),
    { numRuns: runs(500) },
  );
  expect(answered.size).toBeGreaterThan(20);
});

test("no event holds NaN or an infinity, whatever a command claims", () => {
  fc.assert(
    fc.property(inAnyState, anyCommand, (state, command) => {
      const decision = decide(state, command, at("10:00"));
      const events = decision.ok ? decision.value : [];
      expect(JSON.parse(JSON.stringify(events))).toEqual(events);
    }),
    { numRuns: runs(200) },
  );
});

test("neither deciding nor applying an event changes the line it was given", () => {
  fc.assert(
    fc.property(inAnyState, fc.array(anyCommand, { minLength: 5, maxLength: 20 }), (given, commands) => {
      const state = deepFreeze(given);
      const before = JSON.stringify(state);
      for (const command of commands) {
        const decision = decide(state, command, command.at);
        if (decision.ok)
          decision.value.reduce(
            (line, event) => evolve(deepFreeze(line), { event, at: command.at, command: "any" }),
            state,
          );
      }
      expect(JSON.stringify(state)).toBe(before);
    }),
    { numRuns: runs(150) },
  );
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null)
    for (const part of Object.values(Object.freeze(value))) deepFreeze(part);
  return value;
}

describe("a command that says what it saw", () => {
  const day = () => {
    const line = new HalfDay({ deskCount: 2 });
    line.walkIn("W1", "9:01");
    line.walkIn("W2", "9:02");
    return line;
  };

  test("is refused state-changed when the line has another version", () => {
    const line = day();
    const { version } = line.state;
    expect(line.does({ type: "stop-numbers" }, "9:05", { expected: { version: version - 1 } })).toBe("state-changed");
    expect(line.does({ type: "stop-numbers" }, "9:05", { expected: { version } })).toBe("applied");
    expect(line.state.version).toBe(version + 1);
  });

  test("is refused already-called when somebody in line was called meanwhile, state-changed for any other difference", () => {
    const line = day();
    const leave = (state: string) =>
      line.does({ type: "leave", visit: "W1", by: "staff" }, "9:06", { expected: { visit: "W1", state } });
    line.calls("9:05");
    expect(leave("waiting")).toBe("already-called");
    expect(leave("absent")).toBe("already-called");
    expect(leave("serving")).toBe("state-changed");
    line.does({ type: "absent", visit: "W1" }, "9:05");
    expect(leave("waiting")).toBe("state-changed");
    expect(leave("absent")).toBe("applied");
  });

  test("is refused not-found when nobody has that visit", () => {
    expect(day().does({ type: "stop-numbers" }, "9:05", { expected: { visit: "W9", state: "waiting" } })).toBe(
      "not-found",
    );
  });
});

test("an event of another line throws", () => {
  const { state } = new HalfDay();
  const happens = (event: Parameters<typeof evolve>[1]["event"]) => () =>
    evolve(state, { event, at: at("9:05"), command: "any" });
  expect(happens({ type: "visit-started", visit: "W1" })).toThrow("another line");
});

test("an event that cannot follow the state of its visit throws", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  for (const type of ["visit-started", "visit-finished", "visit-absent"] as const) {
    expect(() => evolve(day.state, { event: { type, visit: "W1" }, at: at("9:05"), command: "any" })).toThrow(
      "Number 1 is waiting",
    );
  }
});

test("what did not change keeps its identity", () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A", "11:00");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  const before = day.state;
  day.calls("9:05");
  expect(day.state.visits[1]).toBe(before.visits[1]);
  expect(day.state.expected[0]).toBe(before.expected[0]);
  expect(day.state.desks).toBe(before.desks);
});
