import fc from "fast-check";
import { isOver, occupantOf } from "#lib/queue/line/line-state.ts";
import {
  practiceHalfDay,
  PRACTICE_DESK,
  PRACTICE_ME,
  PRACTICE_PERMANENCE,
} from "#lib/queue/practice/practice-half-day.ts";
import { nextStep, PRACTICE_STEPS, stepsAfter, type PracticeStep } from "#lib/queue/practice/practice-steps.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { instant, instantOf, minutesBetween, plusMinutes } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";
import { runs } from "#tests/support/property-runs.ts";

const NOW = instantOf("2026-11-28T10:10:00+01:00");

describe("the half-day of practice", () => {
  test("goes on now, whenever one practises, with somebody to call, a booked person who is here and one to come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (milliseconds) => {
        const now = instant(milliseconds);
        const { span, status, desks, visits, expected, numbers, undoable } = practiceHalfDay(now);
        expect([status, numbers]).toEqual(["open", "given"]);
        expect(minutesBetween(span.start, now)).toBeGreaterThanOrEqual(30);
        expect(minutesBetween(now, span.end)).toBeGreaterThanOrEqual(119);
        expect(desks).toMatchObject([{ number: PRACTICE_DESK, conseiller: PRACTICE_ME, state: "present" }]);
        expect(visits.map(({ state }) => state)).toEqual(["done", "waiting", "waiting", "waiting"]);
        expect(visits.at(-1)?.origin).toMatchObject({ kind: "appointment", late: false });
        expect(expected.every(({ hour }) => hour > now)).toBe(true);
        expect(expected).toHaveLength(1);
        expect(undoable.every(({ at }) => now - at > 60_000)).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  test("begins with a free desk and the longest waiting person next", () => {
    const line = practiceHalfDay(NOW);
    expect(occupantOf(line, PRACTICE_DESK)).toBeUndefined();
    expect(nextInTurn(line, NOW)?.number).toBe(2);
    expect(isOver(line)).toBe(false);
  });

  test("has no id that a real half-day, person or account could have", () => {
    const line = practiceHalfDay(NOW);
    const ids = [
      PRACTICE_PERMANENCE,
      PRACTICE_ME,
      ...line.visits.map(({ id }) => id),
      ...line.expected.map(({ id }) => id),
    ];
    const earliest = uuidv7(instantOf("2000-01-01T00:00:00Z"), new Uint8Array(10));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id < earliest).toBe(true);
  });

  test("knows nobody’s name, telephone, topic or language", () => {
    expect(JSON.stringify(practiceHalfDay(NOW))).not.toMatch(/name|phone|topic"|language/u);
  });
});

describe("the steps of practice", () => {
  const after = (...happened: readonly Parameters<typeof stepsAfter>[1][]): readonly PracticeStep[] =>
    happened.reduce<readonly PracticeStep[]>(stepsAfter, []);

  test("each is ticked off by its act, in whatever order, and the first that is left is suggested", () => {
    expect(nextStep([], false)).toBe("give");
    expect(after({ act: "call-next", isCut: false })).toEqual(["call"]);
    expect(nextStep(["call"], false)).toBe("give");
    expect(after({ act: "start", isCut: false }, { act: "check-in", isCut: false })).toEqual(["give", "start"]);
    expect(nextStep(["give", "call", "start", "finish"], false)).toBe("report");
    expect(after({ act: "report", isCut: true })).toEqual(["report"]);
  });

  test("other acts tick nothing off", () => {
    expect(after({ act: "suspend", isCut: true }, { act: "describe", isCut: true })).toEqual([]);
  });

  test("going on without network is a number or a call while the network is cut", () => {
    expect(after({ act: "add-visit", isCut: false })).not.toContain("alone");
    expect(after({ act: "add-visit", isCut: true })).toEqual(["give", "alone"]);
    expect(after({ act: "call", isCut: true })).toEqual(["call", "alone"]);
    expect(after({ act: "start", isCut: true })).toEqual(["start"]);
  });

  test("whoever puts the network back without having done anything is asked to cut it again", () => {
    const done = ["give", "call", "start", "finish", "report", "absent", "undo"] as const;
    const cut = stepsAfter(done, { isCut: true });
    expect(nextStep(cut, true)).toBe("alone");
    const there = stepsAfter(cut, { isCut: false });
    expect(there).not.toContain("back");
    expect(nextStep(there, false)).toBe("cut");
  });

  test("once all are done nothing is suggested", () => {
    const done = after(
      ...(["add-visit", "call-next", "start", "finish", "report", "absent", "undo"] as const).map((act) => ({
        act,
        isCut: false,
      })),
      { isCut: true },
      { act: "add-visit", isCut: true },
      { isCut: false },
    );
    expect(done).toEqual(PRACTICE_STEPS);
    expect(nextStep(done, false)).toBeUndefined();
  });
});

test("whenever practice begins, the second is the first to be called, for two minutes at least", () => {
  const hour = instant(Date.parse("2026-11-29T09:00:00Z"));
  for (let minute = 0; minute < 60; minute += 1) {
    const begun = plusMinutes(hour, minute);
    const line = practiceHalfDay(begun);
    expect([0, 1, 2].map((later) => nextInTurn(line, plusMinutes(begun, later))?.number)).toEqual([2, 2, 2]);
  }
});
