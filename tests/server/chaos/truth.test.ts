/** @long */
import { firstDoneAfter, stepsOf } from "#tests/chaos/truth.ts";
import { check } from "#tests/rig/checker/check.ts";
import { instant } from "#lib/time/instant.ts";
import { at, goodMorning } from "#tests/server/endurance/morning.ts";

const record = (morning = goodMorning()) => {
  const { halfDays, operations } = morning.evidence();
  const [only] = halfDays;
  if (!only) throw new Error("The morning has no half-day.");
  return { only, operations };
};

test("each version of the line becomes the truth when the act that made it was answered", () => {
  const { only, operations } = record();
  const called = stepsOf(only, operations).find(({ state: { line } }) =>
    line.visits.some(({ id, state }) => id === "anna" && state === "called"),
  );
  expect(called?.decided).toBe(instant(at("9:04") + 100));
  expect(called?.acknowledged).toBe(instant(at("9:04") + 1_000));
});

test("an act whose answer was lost becomes the truth with the next act that was answered", () => {
  const { only, operations } = record();
  const lost = operations.map((one) =>
    one.action.type === "command" && one.action.command.id === "call-a"
      ? { ...one, outcome: { kind: "unknown", why: "ECONNRESET" } as const }
      : one,
  );
  const called = stepsOf(only, lost).find(({ state: { line } }) =>
    line.visits.some(({ id, state }) => id === "anna" && state === "called"),
  );
  // The refused call of desk 1 made no version; the missed call at 9:05 did.
  expect(called?.acknowledged).toBe(instant(at("9:05") + 1_000));
});

test("the state before the first act was always the truth", () => {
  const { only, operations } = record();
  expect(stepsOf(only, operations)[0]?.acknowledged).toBe(-Infinity);
  expect(check(goodMorning().evidence())).toEqual([]);
});

test("service is back with the first act that was begun and done after the fault", () => {
  const { operations } = record();
  expect(firstDoneAfter(operations, at("9:04:10"))).toBe(instant(at("9:05") + 1_000));
  expect(firstDoneAfter(operations, at("9:30"))).toBeUndefined();
});
