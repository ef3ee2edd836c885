import { jest } from "@jest/globals";
import { openBoardStream, type BoardStream } from "#components/queue/board-stream.ts";
import { FakeEventSource } from "./fake-event-source.ts";

const passes = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1_000);

let opened: BoardStream | undefined;

const UNREADABLE = "of another form";

/** A stream and the callbacks it ran. */
function followed() {
  const told: string[] = [];
  const stream = openBoardStream("/live", {
    onBoard: (data) => {
      if (data === UNREADABLE) throw new TypeError("A board of another form.");
      told.push(`board ${data}`);
    },
    onOpen: () => told.push("open"),
    onBeat: (now) => told.push(`beat ${now}`),
    onLost: (loss) => told.push(loss.why === "blind" ? `blind since ${loss.since}` : "cut"),
  });
  opened = stream;
  return { told, stream };
}

const source = (): FakeEventSource => FakeEventSource.all.at(-1) as FakeEventSource;
const beat = (): void => source().say("beat", "10:22");
const ended = (): void => {
  source().readyState = FakeEventSource.CLOSED;
  source().onerror?.();
};

beforeEach(() => {
  jest.useFakeTimers();
  FakeEventSource.install();
});

afterEach(() => opened?.close());

test("boards are handed on as they come, and beats with the time of the server", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  source().say("beat", "2026-11-24T10:22:00+01:00");
  expect(told).toEqual(["open", "board 7", "beat 2026-11-24T10:22:00+01:00"]);
});

test("a board that cannot be read, as after an update, is a loss, whatever is beaten, until one can be read", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  source().say("board", UNREADABLE);
  expect(told).toEqual(["open", "board 7", "cut"]);
  const kept = source();
  for (let beats = 0; beats < 4; beats += 1) {
    await passes(5);
    beat();
    source().say("board", UNREADABLE);
  }
  expect(told).toEqual(["open", "board 7", "cut"]);
  expect(source()).toBe(kept);
  source().say("board", "8");
  beat();
  expect(told).toEqual(["open", "board 7", "cut", "board 8", "beat 10:22"]);
});

test("a cut of less than five seconds is no news", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  source().fail();
  await passes(4);
  source().readyState = FakeEventSource.OPEN;
  source().onopen?.();
  source().say("board", "7");
  await passes(5);
  expect(told).toEqual(["open", "board 7", "open", "board 7"]);
});

test("a stream that the server ends after its life comes back by itself: no loss, and no other stream", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  const kept = source();
  for (let lives = 0; lives < 3; lives += 1) {
    for (let beats = 0; beats < 96; beats += 1) {
      await passes(5);
      beat();
    }
    source().fail();
    await passes(1);
    source().connect();
    source().say("board", "7");
  }
  await passes(5);
  expect(source()).toBe(kept);
  expect(told.filter((what) => !what.startsWith("beat"))).toEqual([
    "open",
    "board 7",
    ...Array(3).fill(["open", "board 7"]).flat(),
  ]);
});

test("a longer interruption is reported once", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  FakeEventSource.reachable = false;
  source().fail();
  await passes(3);
  source().fail();
  await passes(2.1);
  expect(told).toEqual(["open", "board 7", "cut"]);
  await passes(600);
  expect(told).toEqual(["open", "board 7", "cut"]);
});

test("a connection that opens and brings nothing is no news: the loss is reported all the same", async () => {
  const { told } = followed();
  await passes(5.1);
  expect(told).toEqual(["open", "cut"]);
});

test("a stream that the server ended or refused is opened anew after two to five seconds, after an hour too", async () => {
  followed();
  await passes(0);
  const before = source();
  FakeEventSource.reachable = false;
  ended();
  await passes(1.9);
  expect(source()).toBe(before);
  await passes(3.2);
  expect(source()).not.toBe(before);
  await passes(3_600);
  FakeEventSource.reachable = true;
  const { length } = FakeEventSource.all;
  expect(length).toBe(1);
  await passes(6.1);
  expect(source().readyState).toBe(FakeEventSource.OPEN);
});

test("nine hundred followers that were refused in one moment do not come back in one", async () => {
  const pauses = new Set<number>();
  const planned = jest.spyOn(globalThis, "setTimeout");
  for (let one = 0; one < 900; one += 1) {
    const { stream } = followed();
    ended();
    pauses.add(Number(planned.mock.calls.at(-1)?.[1]));
    stream.close();
  }
  expect(pauses.size).toBeGreaterThan(400);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2_000);
  expect(Math.max(...pauses)).toBeLessThan(5_000);
});

test("an attempt that hangs, as at a frozen server, is given up after six seconds for another one, for hours", async () => {
  followed();
  const first = source();
  // It never opens.
  first.readyState = FakeEventSource.CLOSED;
  await passes(5.9);
  expect(source()).toBe(first);
  await passes(0.2);
  expect(source()).not.toBe(first);
});

test("the network is back: a new stream at once", async () => {
  followed();
  await passes(0);
  const old = source();
  window.dispatchEvent(new Event("online"));
  expect(source()).not.toBe(old);
  expect(old.readyState).toBe(FakeEventSource.CLOSED);
});

test("the network is back while an ended stream waits to be opened anew: the one opened at once is left alone", async () => {
  followed();
  await passes(0);
  ended();
  await passes(1);
  window.dispatchEvent(new Event("online"));
  const fresh = source();
  for (let beats = 0; beats < 3; beats += 1) {
    await passes(4);
    beat();
  }
  expect(source()).toBe(fresh);
});

test("a connection cut without a word is replaced after nine seconds; when that brings nothing either, it is said after thirteen", async () => {
  const { told } = followed();
  await passes(0);
  const first = source();
  source().say("board", "7");
  await passes(8.9);
  beat();
  await passes(8.9);
  expect(source()).toBe(first);
  await passes(0.2);
  expect(source()).not.toBe(first);
  expect(told).not.toContain("cut");
  await passes(3.8);
  expect(told).not.toContain("cut");
  await passes(0.2);
  expect(told.at(-1)).toBe("cut");
});

test("a server that has lost its database says since when, at once; it is not asked again while it says so", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  const first = source();
  source().say("blind", "2026-11-24T10:14:00+01:00");
  expect(told.at(-1)).toBe("blind since 2026-11-24T10:14:00+01:00");
  for (let minutes = 0; minutes < 12; minutes += 1) {
    await passes(5);
    source().say("blind", "2026-11-24T10:14:00+01:00");
  }
  expect(source()).toBe(first);
  expect(told).not.toContain("cut");
  source().say("board", "8");
  await passes(4);
  expect(told.at(-1)).toBe("board 8");
});

test("a page that has lost a blind server too keeps saying since when the database is lost", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  source().say("blind", "2026-11-24T10:14:00+01:00");
  FakeEventSource.reachable = false;
  source().fail();
  await passes(60);
  expect(told.at(-1)).toBe("blind since 2026-11-24T10:14:00+01:00");
});

test("when the network says it is gone, five seconds later so does the page", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  window.dispatchEvent(new Event("offline"));
  await passes(5.1);
  expect(told).toEqual(["open", "board 7", "cut"]);
});

test.each([
  ["the screen is switched on again", () => document.dispatchEvent(new Event("visibilitychange"))],
  [
    "the page comes back from the browser's memory",
    () => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })),
  ],
])("%s: it looks at once, and says after two and a half seconds that it knows nothing", async (_, wakes) => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  const slept = source();
  FakeEventSource.reachable = false;
  wakes();
  expect(source()).not.toBe(slept);
  await passes(2.4);
  expect(told).not.toContain("cut");
  await passes(0.2);
  expect(told.at(-1)).toBe("cut");
});

test("a closed stream says and does nothing more", async () => {
  const { told, stream } = followed();
  await passes(0);
  stream.close();
  window.dispatchEvent(new Event("online"));
  window.dispatchEvent(new Event("offline"));
  document.dispatchEvent(new Event("visibilitychange"));
  await passes(120);
  expect(told).toEqual(["open"]);
  expect(FakeEventSource.all).toEqual([]);
});
