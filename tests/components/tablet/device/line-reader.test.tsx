import { jest } from "@jest/globals";
import { lineReader } from "#components/tablet/device/line-reader.ts";
import type { Reading } from "#components/tablet/device/line-server.ts";
import { atTheDoor, open } from "#tests/components/tablet/morning.ts";

beforeEach(() => jest.useFakeTimers());

/** A reader whose readings end when the test says so. */
function reading() {
  const ends: ((read: Reading) => void)[] = [];
  const learnt: Reading[] = [];
  let version = 0;
  const reader = lineReader(
    { read: () => new Promise((resolve) => ends.push(resolve)) },
    () => version,
    (read) => {
      learnt.push(read);
      if (read.kind === "read") version = read.state.version;
    },
  );
  const ended = async (read: Reading): Promise<void> => {
    ends.at(-1)?.(read);
    await jest.advanceTimersByTimeAsync(0);
  };
  return { reader, learnt, ended, begun: () => ends.length };
}

const line = (people: number): Extract<Reading, { kind: "read" }> => ({ kind: "read", state: atTheDoor(people) });

test("a reading asked for during a reading follows it: what was read may be older than what is known by now", async () => {
  const { reader, learnt, ended, begun } = reading();
  reader.now();
  reader.now();
  expect(begun()).toBe(1);
  const [older, newer] = [line(1), line(2)];
  await ended(older);
  expect(begun()).toBe(2);
  await ended(newer);
  expect(learnt).toEqual([older, newer]);
});

test("however often it is asked for during a reading, one more follows, and then none", async () => {
  const { reader, ended, begun } = reading();
  for (let times = 0; times < 5; times += 1) reader.now();
  await ended(line(1));
  await ended(line(1));
  expect(begun()).toBe(2);
});

test("a version told during a reading is read after it, unless that reading brought it", async () => {
  const { reader, ended, begun } = reading();
  reader.now();
  reader.newVersion(open(3).version);
  await ended(line(1));
  expect(begun()).toBe(2);
  await ended({ kind: "read", state: open(3) });
  reader.newVersion(open(3).version);
  expect(begun()).toBe(2);
});

test("asked for during a reading that fails, it is read at once and not after the pause", async () => {
  const { reader, ended, begun } = reading();
  reader.now();
  reader.now();
  await ended({ kind: "unreachable" });
  expect(begun()).toBe(2);
});

test("a stopped reader begins no reading that was asked for before", async () => {
  const { reader, ended, begun } = reading();
  reader.now();
  reader.now();
  reader.stop();
  await ended(line(1));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(begun()).toBe(1);
});
