import { jest } from "@jest/globals";
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
