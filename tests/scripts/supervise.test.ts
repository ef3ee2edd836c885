import { jest } from "@jest/globals";
import { afterTheEnd, FAILURES, type Decision, type EndOfRun } from "#scripts/supervisor/restart-policy.ts";
import { supervise } from "#scripts/supervisor/supervise.ts";
import { CommandError } from "#scripts/command-error.ts";

const warned: string[] = [];
beforeEach(() => {
  warned.length = 0;
  jest.useFakeTimers();
  jest.spyOn(console, "warn").mockImplementation((said: string) => void warned.push(said));
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const stop = async (): Promise<void> => undefined;
const noMemory = (): Promise<never> => Promise.reject(new Error("spawn ENOMEM"));

test("a process that the system refuses to start is one failure, and is tried again", async () => {
  const starts = jest.fn<() => Promise<void>>().mockImplementationOnce(noMemory).mockResolvedValue();
  const ended = jest
    .fn<() => Promise<string>>()
    .mockResolvedValueOnce("was ended by SIGKILL.")
    .mockReturnValue(new Promise(() => undefined));
  void supervise({ name: "The application", start: starts, ended, stop });
  await jest.advanceTimersByTimeAsync(3_000);
  expect(warned).toEqual([
    "The application was ended by SIGKILL. It is started again in 1 s.",
    "The application failed: spawn ENOMEM. It is started again in 2 s.",
    "The application answers again.",
  ]);
});

test("an error while its end is waited for is one failure too", async () => {
  const ended = jest.fn<() => Promise<string>>().mockImplementationOnce(noMemory);
  ended.mockReturnValue(new Promise(() => undefined));
  void supervise({ name: "The application", start: stop, ended, stop });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(warned.at(-1)).toBe("The application answers again.");
});

test("after five such failures in a row it is given up, with the last", async () => {
  const failed = supervise({ name: "The application", start: noMemory, ended: async () => "ended.", stop });
  const reason = failed.catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(15_000);
  expect(await reason).toBeInstanceOf(CommandError);
  expect(String(await reason)).toContain(
    "failed 5 times in a row and is given up. The application failed: spawn ENOMEM.",
  );
});

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
