import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import fc from "fast-check";
import {
  afterBoard,
  afterTime,
  earlierCalls,
  firstAnnouncements,
  SHOWN_AT_LEAST,
  type Announcements,
} from "#components/queue/board-announcements.ts";
import type { Follow, LiveBoard } from "#lib/queue/board/board.ts";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { instant } from "#lib/time/instant.ts";
import { at, HalfDay } from "#tests/support/line.ts";

type FollowState = Follow["state"];
const call = (number: number, desk = 1, calledAt = number * 1_000) => ({
  number,
  picture: number - 1,
  desk,
  calledAt: instant(calledAt),
});
const follow = (number: number, state: FollowState): Follow => ({
  number,
  picture: number - 1,
  state,
  ahead: { people: 0, appointments: [] },
  wait: { state: "unknown" },
  beforeClosing: "yes",
  letPast: false,
});

/** A board with these calls, the latest first. Each person called waits for an answer unless stated. */
const boardWith = (called: LiveBoard["called"], states: Readonly<Record<number, FollowState>> = {}): LiveBoard => ({
  version: 1,
  called,
  waiting: 0,
  wait: { state: "nobody" },
  alive: true,
  asOf: instant(0),
  follows: called.map(({ number }) => follow(number, states[number] ?? "called")),
});
const board = (...numbers: readonly number[]): LiveBoard => boardWith(numbers.map((number) => call(number)));
const shown = (announcements: Announcements): number | undefined => announcements.shown?.number;
const announced = (announcements: Announcements): number | undefined => announcements.announced?.number;

test("a screen that is switched on shows the latest call that waits for an answer, and announces nothing", () => {
  const first = firstAnnouncements(board(3, 2, 1), 0);
  expect([shown(first), announced(first)]).toEqual([3, undefined]);
  expect(shown(afterTime(first, 60_000))).toBe(3);
  expect(shown(firstAnnouncements(boardWith([call(3), call(2)], { 3: "done" }), 0))).toBe(2);
  expect(shown(firstAnnouncements(boardWith([call(3), call(2)], { 3: "serving", 2: "paused" }), 0))).toBeUndefined();
});

test("a new call is shown at once when the one before has had its five seconds", () => {
  const next = afterBoard(firstAnnouncements(board(1), 0), board(2, 1), 10);
  expect([shown(next), announced(next)]).toEqual([2, 2]);
});

test("two calls in one second are shown one after the other, five seconds each, the earlier first", () => {
  const both = afterBoard(firstAnnouncements(board(1), 0), board(3, 2, 1), 1_000);
  expect(shown(both)).toBe(2);
  expect(shown(afterTime(both, 1_000 + SHOWN_AT_LEAST - 1))).toBe(2);
  expect(shown(afterTime(both, 1_000 + SHOWN_AT_LEAST))).toBe(3);
});

test("calls not shown yet are not among the earlier calls", () => {
  const both = afterBoard(firstAnnouncements(board(1), 0), board(3, 2, 1), 1_000);
  expect(earlierCalls(both, board(3, 2, 1)).map(({ number }) => number)).toEqual([1]);
});

test("a call undone before it was shown is not announced", () => {
  const both = afterBoard(firstAnnouncements(board(1), 0), board(3, 2, 1), 1_000);
  const without = afterBoard(both, board(2, 1), 2_000);
  expect(shown(afterTime(without, 60_000))).toBe(2);
});

test("a call undone while it is shown is replaced at once by one that still waits for an answer, which is not announced again", () => {
  const two = afterBoard(firstAnnouncements(board(1), 0), board(2, 1), 1_000);
  const back = afterBoard(two, board(1), 2_000);
  expect([shown(back), announced(back)]).toEqual([1, 2]);
  expect(shown(afterBoard(two, boardWith([call(1)], { 1: "serving" }), 2_000))).toBeUndefined();
});

test("after an undone call, the next call is shown at once", async () => {
  const two = afterBoard(firstAnnouncements(board(1), 0), board(2, 1), 1_000);
  const back = afterBoard(two, board(1), 1_500);
  expect(shown(afterBoard(back, board(3, 1), 2_000))).toBe(3);
});

test("the same number called again is announced again, and so is one that goes to another desk instead", () => {
  const again = afterBoard(firstAnnouncements(board(2, 1), 0), boardWith([call(1, 1, 99_000), call(2)]), 1);
  expect(again).toMatchObject({ shown: call(1, 1, 99_000), announced: call(1, 1, 99_000) });
  const elsewhere = afterBoard(again, boardWith([call(1, 2, 99_000), call(2)]), 2);
  expect(elsewhere).toMatchObject({ shown: call(1, 2, 99_000), announced: call(1, 2, 99_000) });
});

test.each(["done", "paused", "left", "redirected"] as const)(
  "a number whose visit is %s sends nobody to a desk any more; at the desk it stands until the next call",
  (state) => {
    const one = afterBoard(firstAnnouncements(board(), 0), board(1), 1_000);
    expect(shown(afterBoard(one, boardWith([call(1)], { 1: "serving" }), 2_000))).toBe(1);
    const over = afterBoard(one, boardWith([call(1)], { 1: state }), 3_000);
    expect(shown(over)).toBeUndefined();
    expect(earlierCalls(over, board(1)).map(({ number }) => number)).toEqual([1]);
    expect(shown(afterBoard(over, boardWith([call(1)], { 1: "serving" }), 4_000))).toBeUndefined();
  },
);

test("no old call is shown or announced again when a later one is undone or missed", () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3", "W4", "W5", "W6", "W7"]) day.walkIn(person, "9:01");
  const read = (time: string): LiveBoard =>
    boardOf(
      day.state,
      at(time),
      paceOf(() => 20),
      true,
    );
  let state = firstAnnouncements(read("9:02"), 0);
  const passes = (time: string): readonly [number | undefined, number | undefined] => {
    state = afterBoard(state, read(time), at(time));
    return [shown(state), announced(state)];
  };
  // The person at the second desk stays there all morning.
  day.serves("W1", "9:05", 2);
  expect(passes("9:05")).toEqual([1, 1]);
  for (const [time, number] of [
    ["9:10", 2],
    ["9:20", 3],
    ["9:30", 4],
    ["9:40", 5],
    ["9:50", 6],
  ] as const) {
    day.frees(time, 1);
    expect(passes(time)).toEqual([number, number]);
  }
  day.does({ type: "undo", command: "call-9:50" }, "9:50:20");
  expect(passes("9:50:20")).toEqual([undefined, 6]);
  day.calls("9:51", 1);
  expect(passes("9:51")).toEqual([6, 6]);
  day.does({ type: "absent", visit: "W6" }, "9:52");
  expect(passes("9:52")).toEqual([undefined, 6]);
  expect(passes("9:53")).toEqual([undefined, 6]);
});

test("a screen switched on late takes no call for a new one because it slides back into the last four", () => {
  const late = firstAnnouncements(
    boardWith([call(6), call(5), call(4), call(3)], { 5: "done", 4: "done", 3: "done" }),
    0,
  );
  const back = afterBoard(
    late,
    boardWith([call(5), call(4), call(3), call(2)], { 5: "done", 4: "done", 3: "done", 2: "serving" }),
    1_000,
  );
  expect([shown(back), announced(back)]).toEqual([undefined, undefined]);
});

test("whatever the rhythm of the calls, each is shown, in order, for five seconds", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 12 }), (gaps) => {
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
      seen
        .slice(1)
        .forEach(({ from }, index) => expect(from - (seen[index]?.from ?? 0)).toBeGreaterThanOrEqual(SHOWN_AT_LEAST));
    }),
  );
});
