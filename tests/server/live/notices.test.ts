import { randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { instant } from "#lib/time/instant.ts";
import {
  type Notice,
  sendBoard,
  sendChange,
  sendClockSet,
  sendNoticesThrough,
  stopSendingNotices,
  delayOf,
} from "#lib/server/live/notices.ts";

/** The statements that were sent, each with its notices. */
let statements: (readonly Notice[])[] = [];
beforeEach(() => {
  statements = [];
  sendNoticesThrough((notices) => Promise.resolve(void statements.push(notices)));
});
afterEach(() => stopSendingNotices());

const changed = (permanence: string, version: number, board: "follows" | "none" = "follows"): void =>
  sendChange({ permanence, version, board });

/** A board of that version, as an act has just led to it; `message` makes it as long as wanted. */
function boardOf(permanence: string, version: number, message?: string): void {
  const facts = { version, alive: true, asOf: instant(Date.parse("2026-11-24T10:00:00+01:00")) };
  const board = { ...facts, follows: [], ...(message !== undefined && { message }) } as unknown as LiveBoard;
  sendBoard({ permanence, facts, source: "act", read: () => board });
}

/** A text that cannot be made much shorter. */
const LONG = Array.from({ length: 400 }, () => randomUUID()).join("");

const channels = (notices: readonly Notice[] | undefined): readonly string[] | undefined =>
  notices?.map(({ channel }) => channel);

test("fifty acts within ten milliseconds leave in one statement, each with its line", async () => {
  const lines = Array.from({ length: 50 }, () => randomUUID());
  for (const permanence of lines) changed(permanence, 7);
  await stopSendingNotices();
  expect(statements).toHaveLength(1);
  expect(statements[0]?.filter(({ channel }) => channel === "permanence").map(({ payload }) => payload)).toEqual(lines);
});

test("more lines than one statement takes leave in the next ones, none twice", async () => {
  const lines = Array.from({ length: 150 }, () => randomUUID());
  for (const permanence of lines) changed(permanence, 7, "none");
  await stopSendingNotices();
  expect(statements.length).toBeGreaterThan(1);
  expect(statements.flat().map(({ payload }) => payload)).toEqual(lines);
});

test("a board leaves before the notice of its change, which then finds it", async () => {
  changed("line", 7);
  boardOf("line", 7);
  await stopSendingNotices();
  expect(statements.map(channels)).toEqual([["board", "announced", "permanence"]]);
  expect(statements[0]?.[1]?.payload).toBe("line 7");
});

test("of several acts on a line the last version is announced, in whatever order they are heard of", async () => {
  changed("line", 8);
  changed("line", 9);
  changed("line", 7, "none");
  await stopSendingNotices();
  expect(statements).toEqual([
    [
      { channel: "announced", payload: "line 9" },
      { channel: "permanence", payload: "line" },
    ],
  ]);
});

test("a booking after an act announces nothing: nobody hands its board on", async () => {
  changed("line", 7);
  boardOf("line", 7);
  changed("line", 8, "none");
  await stopSendingNotices();
  expect(statements.map(channels)).toEqual([["board", "permanence"]]);
});

test("a newer board takes the place of one that still waits", async () => {
  boardOf("line", 7);
  boardOf("line", 8);
  await stopSendingNotices();
  expect(statements).toHaveLength(1);
  expect(statements[0]?.map(({ payload }) => payload.split(" ")[3])).toEqual(["8"]);
});

test("a board too long for a notice is not announced: the others compute it at once", async () => {
  changed("line", 7);
  boardOf("line", 7, LONG);
  await stopSendingNotices();
  expect(statements).toEqual([[{ channel: "permanence", payload: "line" }]]);
});

test("when a board that was announced turns out too long, the others are notified once more", async () => {
  changed("line", 7);
  while (statements.length === 0) await new Promise((resolve) => setImmediate(resolve));
  boardOf("line", 7, LONG);
  await stopSendingNotices();
  expect(statements.map(channels)).toEqual([["announced", "permanence"], ["permanence"]]);
});

test("what could not be sent is given up, and the next notices leave", async () => {
  sendNoticesThrough((notices) => {
    statements.push(notices);
    return statements.length === 1 ? Promise.reject(new Error("The connection was lost.")) : Promise.resolve();
  });
  changed("first", 7, "none");
  while (statements.length === 0) await new Promise((resolve) => setImmediate(resolve));
  changed("second", 3, "none");
  await stopSendingNotices();
  expect(statements.flat().map(({ payload }) => payload)).toEqual(["first", "second"]);
});

test("a line whose board cannot be read stops no other line, nor what comes after it", async () => {
  const facts = { version: 7, alive: true, asOf: instant(Date.parse("2026-11-24T10:00:00+01:00")) };
  const read = (): LiveBoard => {
    throw new Error("The board cannot be read.");
  };
  sendBoard({ permanence: "broken", facts, source: "act", read });
  changed("first", 7, "none");
  await stopSendingNotices();
  sendNoticesThrough((notices) => Promise.resolve(void statements.push(notices)));
  changed("second", 3, "none");
  await stopSendingNotices();
  expect(statements.flat().map(({ payload }) => payload)).toEqual(["first", "second"]);
});

test("while a statement is on its way no other is sent: what comes meanwhile leaves together afterwards", async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "performance", "Date"] });
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  sendNoticesThrough((notices) => (statements.push(notices), statements.length === 1 ? arrived : Promise.resolve()));
  changed("first", 7, "none");
  await jest.advanceTimersByTimeAsync(10);
  for (const line of ["second", "third"]) changed(line, 1, "none");
  await jest.advanceTimersByTimeAsync(1_000);
  expect(statements).toHaveLength(1);
  arrive();
  await jest.advanceTimersByTimeAsync(10);
  jest.useRealTimers();
  await stopSendingNotices();
  expect(statements.flat().map(({ payload }) => payload)).toEqual(["first", "second", "third"]);
  expect(statements).toHaveLength(2);
});

test("that the clock of a test instance was set leaves once, also without any line", async () => {
  sendClockSet();
  sendClockSet();
  await stopSendingNotices();
  expect(statements).toEqual([[{ channel: "clock", payload: "" }]]);
});

test("a process that does not listen gathers nothing", async () => {
  await stopSendingNotices();
  changed("line", 7);
  boardOf("line", 7);
  sendClockSet();
  sendNoticesThrough((notices) => Promise.resolve(void statements.push(notices)));
  changed("another", 1, "none");
  await stopSendingNotices();
  expect(statements.flat().map(({ payload }) => payload)).toEqual(["another"]);
});

test("that the clock was set is sent again while the connection is lost, since nothing else tells of it; a change of a line is not", async () => {
  let lost = 2;
  sendNoticesThrough((notices) => {
    statements.push(notices);
    return lost-- > 0 ? Promise.reject(new Error("the connection is lost")) : Promise.resolve();
  });
  changed("line", 7, "none");
  sendClockSet();
  await stopSendingNotices();
  expect(statements.map(channels)).toEqual([["permanence", "clock"], ["clock"], ["clock"]]);
});

const PROCESSES = Array.from({ length: 4 }, () => randomUUID());
const LINES = Array.from({ length: 1_000 }, () => randomUUID());

test("a process waits the same for the same line each time, and less than it may", () => {
  for (const line of LINES.slice(0, 50)) {
    const delay = delayOf(line, 1_000, PROCESSES[0]);
    expect(delayOf(line, 1_000, PROCESSES[0])).toBe(delay);
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThan(1_000);
  }
});

test("each of four processes comes first for about a quarter of the lines, spread over the time", () => {
  const first = LINES.map((line) => {
    const delays = PROCESSES.map((process) => delayOf(line, 1_000, process));
    return delays.indexOf(Math.min(...delays));
  });
  for (const process of PROCESSES.keys())
    expect(Math.abs(first.filter((one) => one === process).length - 250)).toBeLessThan(100);
  const tenths = new Set(LINES.map((line) => Math.floor(delayOf(line, 10, PROCESSES[0]))));
  expect(tenths.size).toBe(10);
});
