import fc from "fast-check";
import { afterBoard, afterTime, earlierCalls, firstAnnouncements, SHOWN_AT_LEAST, type Announcements } from "#components/queue/board-announcements.ts";
import type { Board } from "#lib/queue/board.ts";
import { instant } from "#lib/time/instant.ts";

const call = (number: number, calledAt = number * 1_000) => ({ number, picture: number - 1, desk: 1, calledAt: instant(calledAt) });
const board = (...numbers: readonly number[]): Board => ({ version: 1, called: numbers.map((number) => call(number)), waiting: 0, wait: { state: "nobody" }, alive: true, asOf: instant(0) });
const shown = (announcements: Announcements): number | undefined => announcements.shown?.number;

test("a screen that is switched on shows the latest call at once and does not announce the older ones", () => {
  const first = firstAnnouncements(board(3, 2, 1), 0);
  expect(shown(first)).toBe(3);
  expect(shown(afterTime(first, 60_000))).toBe(3);
});

test("a new call is shown at once when the one before has had its five seconds", () => {
  expect(shown(afterBoard(firstAnnouncements(board(1), 0), board(2, 1), 10))).toBe(2);
});

test("two calls in one second are shown one after the other, five seconds each, the earlier first", () => {
  const both = afterBoard(firstAnnouncements(board(1), 0), board(3, 2, 1), 1_000);
  expect(shown(both)).toBe(2);
  expect(shown(afterTime(both, 1_000 + SHOWN_AT_LEAST - 1))).toBe(2);
  expect(shown(afterTime(both, 1_000 + SHOWN_AT_LEAST))).toBe(3);
});

test("what the room has not seen yet does not stand among the earlier calls", () => {
  const both = afterBoard(firstAnnouncements(board(1), 0), board(3, 2, 1), 1_000);
  expect(earlierCalls(both, board(3, 2, 1)).map(({ number }) => number)).toEqual([1]);
});

test("a call that was taken back before it was shown is not announced", () => {
  const both = afterBoard(firstAnnouncements(board(1), 0), board(3, 2, 1), 1_000);
  const without = afterBoard(both, board(2, 1), 2_000);
  expect(shown(afterTime(without, 60_000))).toBe(2);
});

test("a call that was taken back while it was shown gives way at once", () => {
  const two = afterBoard(firstAnnouncements(board(1), 0), board(2, 1), 1_000);
  expect(shown(afterBoard(two, board(1), 2_000))).toBe(1);
});

test("after a call that was taken back, the next call is shown at once", async () => {
  const two = afterBoard(firstAnnouncements(board(1), 0), board(2, 1), 1_000);
  const back = afterBoard(two, board(1), 1_500);
  expect(shown(afterBoard(back, board(3, 1), 2_000))).toBe(3);
});

test("the same number called again is announced again", () => {
  const again: Board = { ...board(), called: [call(1, 99_000), call(2)] };
  expect(afterBoard(firstAnnouncements(board(2, 1), 0), again, 1).shown).toEqual(call(1, 99_000));
});

test("whatever the rhythm of the calls, each is shown, in order, for five seconds", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 12 }), (gaps) => {
    let time = 0;
    let state = firstAnnouncements(board(), 0);
    const seen: { number: number; from: number }[] = [];
    const look = (): void => {
      const number = shown(state);
      if (number !== undefined && number !== seen.at(-1)?.number) seen.push({ number, from: time });
    };
    const called: number[] = [];
    const pass = (until: number): void => {
      for (; time < until; time += 100) {
        state = afterTime(state, time);
        look();
      }
    };
    gaps.forEach((gap, index) => {
      pass(time + gap);
      called.unshift(index + 1);
      state = afterBoard(state, board(...called), time);
      look();
    });
    pass(time + gaps.length * SHOWN_AT_LEAST + 100);
    expect(seen.map(({ number }) => number)).toEqual(gaps.map((_, index) => index + 1));
    seen.slice(1).forEach(({ from }, index) => expect(from - (seen[index]?.from ?? 0)).toBeGreaterThanOrEqual(SHOWN_AT_LEAST));
  }));
});
