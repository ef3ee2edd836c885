import { roomPhase } from "#components/queue/board-room.ts";
import type { Board } from "#lib/queue/board/board.ts";
import { instant } from "#lib/time/instant.ts";

const board = (given: Partial<Board> = {}): Board => ({
  version: 1,
  called: [],
  waiting: 0,
  wait: { state: "unknown" },
  alive: true,
  asOf: instant(0),
  ...given,
});
const called = [{ number: 1, picture: 0, desk: 1, calledAt: instant(0) }];

test("without a half-day the room is closed", () => {
  expect(roomPhase(undefined, undefined)).toBe("closed");
});

test.each(["closed", "cancelled"] as const)(
  "a half-day that is %s shows no call, even with calls on its board",
  (status) => {
    expect(roomPhase({ status, numbers: "stopped" }, board({ called }))).toBe("closed");
  },
);

test("before the door gives numbers, it is said", () => {
  expect(roomPhase({ status: "scheduled", numbers: "not-yet" }, board())).toBe("not-yet");
});

test("numbers are given: also when the page does not know it yet and people wait", () => {
  expect(roomPhase({ status: "scheduled", numbers: "given" }, board())).toBe("numbers");
  expect(roomPhase({ status: "scheduled", numbers: "not-yet" }, board({ waiting: 2 }))).toBe("numbers");
});

test("open without a call: also when the page does not know it yet and a wait is announced", () => {
  expect(roomPhase({ status: "open", numbers: "given" }, board())).toBe("nobody-called");
  expect(roomPhase({ status: "scheduled", numbers: "given" }, board({ wait: { state: "nobody" } }))).toBe(
    "nobody-called",
  );
});

test("while all is stopped for a moment, neither calls nor anything to do", () => {
  expect(roomPhase({ status: "open", numbers: "given" }, board({ called, suspended: true }))).toBe("suspended");
  expect(roomPhase({ status: "scheduled", numbers: "given" }, board({ suspended: true }))).toBe("suspended");
  expect(roomPhase({ status: "closed", numbers: "given" }, board({ suspended: true }))).toBe("closed");
});

test("calls are shown as soon as there is one", () => {
  expect(roomPhase({ status: "scheduled", numbers: "given" }, board({ called }))).toBe("calls");
});
