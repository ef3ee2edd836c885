import { jest } from "@jest/globals";
import { isBusy } from "#lib/server/busy.ts";
import { admissionNow, admitted, Busy } from "#lib/server/edge/admission.ts";

/** Writes that end when the test ends them (`endNext`), and the names of those that have begun, in order. */
function writes() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const write = (name: string) => (): Promise<string> => {
    begun.push(name);
    return new Promise((resolve) => ends.push(() => resolve(name)));
  };
  const endNext = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const endAll = async (): Promise<void> => {
    while (ends.length > 0) await endNext();
  };
  return { begun, write, endNext, endAll };
}

const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

test("six writes work at once, the others wait for their turn in the order they came", async () => {
  const { begun, write, endNext, endAll } = writes();
  const all = Array.from({ length: 9 }, (_, index) => admitted(write(String(index))));
  expect(begun).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect(admissionNow()).toEqual({ working: 6, waiting: 3 });
  await endNext();
  await endNext();
  expect(begun.slice(6)).toEqual(["6", "7"]);
  await endAll();
  expect(await Promise.all(all)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8"]);
  expect(admissionNow()).toEqual({ working: 0, waiting: 0 });
});

test("a team that calls somebody goes before all who book", async () => {
  const { begun, write, endNext, endAll } = writes();
  const all = Array.from({ length: 8 }, (_, index) => admitted(write(String(index))));
  const call = admitted(write("call"), "first");
  await endNext();
  expect(begun.at(-1)).toBe("call");
  await endAll();
  await Promise.all([...all, call]);
});

test("beyond three hundred that wait a write is refused at once, and only the team's goes in", async () => {
  const { write, endAll } = writes();
  const all = Array.from({ length: 306 }, () => admitted(write("book")));
  const turnedAway = await outcome(admitted(write("one more")));
  expect(turnedAway).toBeInstanceOf(Busy);
  expect(isBusy(turnedAway)).toBe(true);
  const call = admitted(write("call"), "first");
  await endAll();
  expect(await call).toBe("call");
  expect(new Set(await Promise.all(all))).toEqual(new Set(["book"]));
});

test("a write whose turn does not come within five seconds is given up, and was never begun", async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate"] });
  const { begun, write, endAll } = writes();
  const working = Array.from({ length: 6 }, () => admitted(write("slow")));
  const late = outcome(admitted(write("late")));
  await jest.advanceTimersByTimeAsync(5_000);
  jest.useRealTimers();
  expect(await late).toBeInstanceOf(Busy);
  await endAll();
  expect(await Promise.all(working)).toHaveLength(6);
  expect(begun).not.toContain("late");
});

test("a write that was begun is not given up for being slow, and a failing one gives its place on", async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate"] });
  const { write, endAll } = writes();
  const slow = admitted(write("slow"));
  await jest.advanceTimersByTimeAsync(60_000);
  jest.useRealTimers();
  await endAll();
  expect(await slow).toBe("slow");
  expect(await outcome(admitted(() => Promise.reject(new Error("no"))))).toMatchObject({ message: "no" });
  expect(admissionNow()).toEqual({ working: 0, waiting: 0 });
});
