import { jest } from "@jest/globals";
import { openBoardStream, type BoardStream } from "#components/queue/board-stream.ts";
import { FakeEventSource } from "#tests/components/queue/fake-event-source.ts";

const passes = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1_000);

let opened: BoardStream | undefined;

/** A stream and the callbacks it ran. */
function followed() {
  const told: string[] = [];
  const stream = openBoardStream("/live", {
    onBoard: (data) => told.push(`board ${data}`),
    onOpen: () => told.push("open"),
    onBroken: () => told.push("broken"),
    onSilent: () => told.push("silent"),
  });
  opened = stream;
  return { told, stream };
}

const source = (): FakeEventSource => FakeEventSource.all.at(-1) as FakeEventSource;

beforeEach(() => {
  jest.useFakeTimers();
  FakeEventSource.install();
});

afterEach(() => opened?.close());

test("boards are handed on as they come", async () => {
  const { told } = followed();
  await passes(0);
  source().say("board", "7");
  expect(told).toEqual(["open", "board 7"]);
});

test("a cut of less than five seconds is no news", async () => {
  const { told } = followed();
  await passes(0);
  source().fail();
  await passes(4);
  source().readyState = FakeEventSource.OPEN;
  source().onopen?.();
  await passes(10);
  expect(told).toEqual(["open", "open"]);
});

test("a longer interruption is reported once", async () => {
  const { told } = followed();
  await passes(0);
  source().fail();
  await passes(3);
  source().fail();
  await passes(2.1);
  expect(told).toEqual(["open", "broken"]);
  await passes(7);
  expect(told).toEqual(["open", "broken"]);
});

test("a stream that the server ended is opened anew after three seconds", async () => {
  const { told } = followed();
  await passes(0);
  const ended = source();
  ended.readyState = FakeEventSource.CLOSED;
  ended.onerror?.();
  await passes(2.9);
  expect(source()).toBe(ended);
  await passes(0.2);
  expect(source()).not.toBe(ended);
  expect(told).toEqual(["open", "open"]);
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
  const { told } = followed();
  await passes(0);
  source().readyState = FakeEventSource.CLOSED;
  source().onerror?.();
  await passes(1);
  window.dispatchEvent(new Event("online"));
  const fresh = source();
  await passes(10);
  expect(source()).toBe(fresh);
  expect(told).toEqual(["open", "open"]);
});

test("a connection cut without a word is noticed after 40 seconds; a beat keeps it", async () => {
  const { told } = followed();
  await passes(0);
  const first = source();
  await passes(39);
  first.say("beat", "1");
  await passes(39);
  expect(source()).toBe(first);
  await passes(2);
  expect(told).toEqual(["open", "silent", "open"]);
  expect(source()).not.toBe(first);
});

test("when the network says it is gone, five seconds later so does the page", async () => {
  const { told } = followed();
  await passes(0);
  window.dispatchEvent(new Event("offline"));
  await passes(5.1);
  expect(told).toEqual(["open", "broken"]);
});

test("a closed stream says and does nothing more", async () => {
  const { told, stream } = followed();
  await passes(0);
  stream.close();
  window.dispatchEvent(new Event("online"));
  window.dispatchEvent(new Event("offline"));
  await passes(120);
  expect(told).toEqual(["open"]);
  expect(FakeEventSource.all).toEqual([]);
});
