import { jest } from "@jest/globals";
import { startWorker } from "#components/tablet/offline/worker-of-page.ts";

/** A browser whose worker could not be installed so many times, one after the other. */
function browserThatFails(times: number) {
  const asked: string[] = [];
  const register = jest.fn(async (address: string) => {
    asked.push(address);
    const isInstalled = asked.length > times;
    return { installing: null, waiting: null, active: isInstalled ? {} : null, update: async () => undefined };
  });
  Object.defineProperty(navigator, "serviceWorker", { value: { register }, configurable: true });
  return register;
}

beforeEach(() => jest.useFakeTimers());

test("a worker that could not be installed is tried again each minute, until it is", async () => {
  const register = browserThatFails(2);
  startWorker("/conseiller");
  await jest.advanceTimersByTimeAsync(60_000);
  expect(register).toHaveBeenCalledTimes(2);
  await jest.advanceTimersByTimeAsync(10 * 60_000);
  expect(register).toHaveBeenCalledTimes(3);
});

test("once the page is left nothing is tried any more", async () => {
  const register = browserThatFails(5);
  const stop = startWorker("/conseiller");
  await jest.advanceTimersByTimeAsync(60_000);
  stop();
  await jest.advanceTimersByTimeAsync(60 * 60_000);
  expect(register).toHaveBeenCalledTimes(2);
});
