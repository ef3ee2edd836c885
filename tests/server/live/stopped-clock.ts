import { jest } from "@jest/globals";

/** Milliseconds between two steps of the watch over the database. */
export const TICK = 100;

/** From here on the time that the watch counts passes only when the test lets it, until `goesOn`. */
export function stopsTheClock() {
  const ticking = new Map<object, () => void>();
  const repeats = jest.spyOn(globalThis, "setInterval").mockImplementation(((act: () => void) => {
    const timer = { unref: () => timer };
    ticking.set(timer, act);
    return timer;
  }) as never);
  const ends = jest.spyOn(globalThis, "clearInterval").mockImplementation((timer) => {
    ticking.delete(timer as never);
  });
  return {
    pass: async (milliseconds: number): Promise<void> => {
      for (let passed = 0; passed < milliseconds; passed += TICK) {
        for (const act of [...ticking.values()]) act();
        await new Promise(setImmediate);
      }
    },
    goesOn: () => {
      repeats.mockRestore();
      ends.mockRestore();
    },
  };
}
