import { jest } from "@jest/globals";
import { act, renderHook } from "@testing-library/react";
import { useBell } from "#components/queue/bell.ts";

const settles = (): Promise<void> => act(async () => void (await jest.advanceTimersByTimeAsync(0)));

/** A screen lock, and whether it is still held. */
class Lock {
  held = true;
  release = async (): Promise<void> => void (this.held = false);
}

/** Replaces AudioContext; only that it is closed matters here. */
class Sound {
  static all: Sound[] = [];
  closed = false;
  currentTime = 0;
  destination = {};
  constructor() {
    Sound.all.push(this);
  }
  resume = async (): Promise<void> => undefined;
  close = async (): Promise<void> => void (this.closed = true);
  createOscillator = () => ({
    frequency: {},
    connect: (next: object) => next,
    start: () => undefined,
    stop: () => undefined,
  });
  createGain = () => ({
    gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined },
    connect: (next: object) => next,
  });
}

let grant: (lock: Lock) => void;

beforeEach(() => {
  jest.useFakeTimers();
  Sound.all = [];
  Object.assign(globalThis, { AudioContext: Sound });
  Object.defineProperty(navigator, "wakeLock", {
    configurable: true,
    value: { request: () => new Promise<Lock>((resolve) => (grant = resolve)) },
  });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, "AudioContext");
  Reflect.deleteProperty(navigator, "wakeLock");
});

function armed() {
  const { result, unmount } = renderHook(() => useBell(false));
  act(() => result.current.arm());
  return unmount;
}

test("the screen stays on while the bell is armed, and may sleep when the page is left", async () => {
  const leave = armed();
  const lock = new Lock();
  grant(lock);
  await settles();
  expect(lock.held).toBe(true);
  leave();
  await settles();
  expect(lock.held).toBe(false);
});

test("a page that was left before the browser said yes holds the screen no longer", async () => {
  const leave = armed();
  leave();
  const lock = new Lock();
  grant(lock);
  await settles();
  expect(lock.held).toBe(false);
});

test("a page that was left gives the sound back", async () => {
  const leave = armed();
  expect(Sound.all.map(({ closed }) => closed)).toEqual([false]);
  leave();
  expect(Sound.all.map(({ closed }) => closed)).toEqual([true]);
});
