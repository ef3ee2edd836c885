import { afterTheEnd, FAILURES, type Decision, type EndOfRun } from "#scripts/supervisor/restart-policy.ts";

const NOW = 1_000_000;
const WELL: EndOfRun = { answeredFrom: NOW - 5_000 };
const SHORT: EndOfRun = { answeredFrom: NOW - 4_999 };
const NOT_STARTED: EndOfRun = {};
const DISK_FULL: EndOfRun = { noSpace: true };

/** The decisions after these ends, one after the other. */
const after = (...ends: readonly EndOfRun[]): readonly Decision[] =>
  ends.reduce<readonly Decision[]>(
    (decisions, end) => [...decisions, afterTheEnd(decisions.at(-1)?.failures ?? 0, end, NOW)],
    [],
  );

test("a process that was well is started again after half a second, however often it ends", () => {
  expect(after(...Array.from({ length: 20 }, () => WELL)).at(-1)).toEqual({ do: "start", after: 500, failures: 0 });
});

test("after each failure in a row the wait doubles, and after the fifth the process is given up", () => {
  expect(after(...Array.from({ length: FAILURES }, () => NOT_STARTED))).toEqual([
    { do: "start", after: 1_000, failures: 1 },
    { do: "start", after: 2_000, failures: 2 },
    { do: "start", after: 4_000, failures: 3 },
    { do: "start", after: 8_000, failures: 4 },
    { do: "give-up", failures: 5 },
  ]);
});

test("a process that answers and ends within five seconds, again and again, is given up too", () => {
  expect(after(SHORT, SHORT, SHORT, SHORT, SHORT).at(-1)).toEqual({ do: "give-up", failures: 5 });
});

test("five seconds of answering end the row of failures", () => {
  expect(after(NOT_STARTED, NOT_STARTED, NOT_STARTED, SHORT, WELL, NOT_STARTED).at(-1)).toEqual({
    do: "start",
    after: 1_000,
    failures: 1,
  });
});

test("a full disk is waited for without end, and neither counts nor ends the row", () => {
  expect(after(NOT_STARTED, ...Array.from({ length: 100 }, () => DISK_FULL)).at(-1)).toEqual({
    do: "start",
    after: 5_000,
    failures: 1,
  });
});
