import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { aheadOf } from "#lib/queue/order/who-may-pass.ts";
import { beforeClosingOf, isTooLateFor, waitFor } from "#lib/queue/wait/estimate-wait.ts";
import { boardOf, isAlive, turnIsNear } from "#lib/queue/board/live-board.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at, HalfDay } from "#tests/support/line.ts";
import type { Follow } from "#lib/queue/board/board.ts";

const pace = paceOf(() => 20);
const board = (day: HalfDay, time: string, alive = true) => boardOf(day.state, at(time), pace, alive);

test("who is out or did not answer is not counted among those who wait, until they are due back or asked again", () => {
  const day = new HalfDay();
  for (const person of ["A", "B", "C"]) day.walkIn(person, "9:01");
  day.goesAway("C", "9:02", "9:30");
  day.calls("9:05");
  day.does({ type: "absent", visit: "A" }, "9:08");
  expect(board(day, "9:10").waiting).toBe(1);
  expect(board(day, "9:30").waiting).toBe(2);
});

const six = (desks = 1) => {
  const day = new HalfDay({ deskCount: desks });
  for (const person of ["W1", "W2", "W3", "W4", "W5", "W6"]) day.walkIn(person, "9:01");
  return day;
};

test("the room screen shows the last four calls, the latest first, with picture and desk", () => {
  const day = six();
  for (const time of ["9:05", "9:25", "9:45", "10:05", "10:25"]) day.frees(time);
  expect(board(day, "10:26").called).toEqual([
    { number: 5, picture: 4, desk: 1, calledAt: at("10:25") },
    { number: 4, picture: 3, desk: 1, calledAt: at("10:05") },
    { number: 3, picture: 2, desk: 1, calledAt: at("9:45") },
    { number: 2, picture: 1, desk: 1, calledAt: at("9:25") },
  ]);
});

test("a call that is not answered yet is never pushed out by older ones that were", () => {
  const day = six(2);
  day.calls("9:05", 2);
  for (const time of ["9:06", "9:10", "9:20", "9:30", "9:40"]) day.frees(time, 1);
  expect(board(day, "9:41").called.map(({ number }) => number)).toEqual([6, 5, 4, 1]);
});

test("a person who did not answer, or whose call was taken back, is no longer shown as called", () => {
  const day = six(2);
  day.calls("9:05", 1);
  day.calls("9:05:10", 2);
  day.does({ type: "absent", visit: "W1" }, "9:05:30");
  day.does({ type: "undo", command: "call-9:05:10" }, "9:05:40");
  expect(board(day, "9:06").called).toEqual([]);
});

test("how many wait, how long a newcomer would, and what is announced", () => {
  const day = six();
  day.calls("9:05");
  day.state = { ...day.state, message: "La borne est en panne." };
  expect(board(day, "9:06")).toMatchObject({
    version: day.state.version,
    waiting: 5,
    alive: true,
    asOf: at("9:06"),
    message: "La borne est en panne.",
    wait: waitFor(day.state, "newcomer", at("9:06"), pace),
  });
});

test("how many are helped at a desk; somebody who is called is counted by those who wait, until the help begins", () => {
  const day = six(2);
  const told = (time: string) => {
    const { withTeam, follows } = board(day, time);
    return [withTeam, follows.find(({ number }) => number === 6)?.ahead.people];
  };
  expect(told("9:02")).toEqual([undefined, 5]);
  day.calls("9:05", 1);
  expect(told("9:05")).toEqual([undefined, 5]);
  day.does({ type: "start", visit: "W1" }, "9:06");
  expect(told("9:06")).toEqual([1, 4]);
  day.serves("W2", "9:07", 2);
  expect(told("9:07")).toEqual([2, 3]);
});

test("every live number reads what the rules say of it alone", () => {
  const day = six().booked("A", "9:30");
  day.calls("9:05");
  for (const follow of board(day, "9:06").follows.slice(1)) {
    const who = `W${follow.number}`;
    expect(follow).toMatchObject({
      state: "waiting",
      ahead: aheadOf(day.state, who, at("9:06")),
      wait: waitFor(day.state, who, at("9:06"), pace),
      beforeClosing: beforeClosingOf(day.state, who, at("9:06"), pace),
      letPast: false,
    });
    expect(follow).not.toHaveProperty("desk");
  }
});

test("four times as many people are read about four times as often", () => {
  const reads = (people: number): number => {
    const day = new HalfDay({ deskCount: 4 });
    day.walkIn("W0", "9:01");
    const [one] = day.state.visits;
    let count = 0;
    const visits = Array.from({ length: people }, (_, index) =>
      Object.defineProperty({ ...one!, id: `W${index}`, number: index + 1 }, "joinedAt", {
        enumerable: true,
        get: () => ((count += 1), at("9:01")),
      }),
    );
    boardOf({ ...day.state, visits, nextNumber: people + 1 }, at("9:02"), pace, true);
    return count;
  };
  expect(reads(800) / reads(200)).toBeLessThan(5);
});

test("a person who is called or helped reads at which desk", () => {
  const day = six();
  day.calls("9:05");
  const first = (time: string) => board(day, time).follows[0];
  expect(first("9:06")).toMatchObject({ number: 1, state: "called", desk: 1, ahead: { people: 0, appointments: [] } });
  day.does({ type: "start", visit: "W1" }, "9:06");
  expect(first("9:07")).toMatchObject({ state: "serving", desk: 1 });
});

test("a visit that ended is followed for five more minutes", () => {
  const day = six();
  day.does({ type: "leave", visit: "W1", by: "resident" }, "9:05");
  expect(board(day, "9:09:59").follows[0]).toMatchObject({ number: 1, state: "left" });
  expect(board(day, "9:10").follows[0]).toMatchObject({ number: 2 });
});

test("only the third call is shown as the last: missing it ends the visit", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  const shown = ["9:05", "9:10", "9:15"].map((time) => {
    day.does({ type: "call", visit: "W1", desk: 1 }, time);
    const [follow] = board(day, time).follows;
    day.does({ type: "absent", visit: "W1" }, `${time}:50`);
    return [follow?.state, follow?.lastCall];
  });
  expect(shown).toEqual([
    ["called", undefined],
    ["called", undefined],
    ["called", true],
  ]);
  expect(day.visit("W1")).toMatchObject({ state: "left", why: "missed-calls" });
});

test("the others read that somebody was let past, and not who or why", () => {
  const day = six();
  day.does({ type: "call", visit: "W3", desk: 1, override: "urgent" }, "9:05");
  const shown = board(day, "9:06");
  expect(shown.follows.map(({ number, letPast }) => [number, letPast])).toEqual([
    [1, true],
    [2, true],
    [3, false],
    [4, false],
    [5, false],
    [6, false],
  ]);
  expect(JSON.stringify(shown)).not.toContain("urgent");
});

test("the others read nothing any more of who was let past, once that person has left without help", () => {
  const readBy = (day: HalfDay, time: string) => board(day, time).follows.map((follow) => follow.letPast);
  const day = six();
  day.does({ type: "prioritise", visit: "W3" }, "9:03");
  expect(readBy(day, "9:04")).toEqual([true, true, false, false, false, false]);
  day.does({ type: "leave", visit: "W3", by: "staff" }, "9:05");
  expect(readBy(day, "9:06")).not.toContain(true);
  const helped = six();
  helped.does({ type: "call", visit: "W3", desk: 1, override: "urgent" }, "9:05");
  helped.does({ type: "start", visit: "W3" }, "9:06");
  helped.does({ type: "finish", visit: "W3" }, "9:20");
  expect(readBy(helped, "9:21").slice(0, 2)).toEqual([true, true]);
});

test("the others read that somebody is in line again before them, by an undo or since their desk was left", () => {
  const readBy = (day: HalfDay, time: string) =>
    board(day, time).follows.map(({ letPast, cameBack = false }) => [letPast, cameBack]);
  const day = six();
  day.calls("9:05");
  day.does({ type: "start", visit: "W1" }, "9:06", { name: "start" });
  day.does({ type: "undo", command: "start" }, "9:06:30");
  expect(readBy(day, "9:07")[1]).toEqual([false, true]);
  const left = six();
  left.calls("9:05");
  left.does({ type: "start", visit: "W1" }, "9:06");
  expect(readBy(left, "9:07")[1]).toEqual([false, false]);
  left.does({ type: "free-desk", desk: 1 }, "9:20");
  expect(readBy(left, "9:21")[1]).toEqual([false, true]);
});

test("when the team's devices are silent, no wait is announced to anybody", () => {
  const day = six();
  const shown = board(day, "9:05", false);
  expect([shown.alive, shown.wait]).toEqual([false, { state: "unknown" }]);
  expect(new Set(shown.follows.map(({ wait, beforeClosing }) => `${wait.state} ${beforeClosing}`))).toEqual(
    new Set(["unknown maybe"]),
  );
});

test("a person reads before when to be in the room, the same while nothing happens, until that is near", () => {
  const day = six().serves("W1", "9:05", 1);
  const by = (person: number, time: string) =>
    board(day, time).follows.find(({ number }) => number === person)?.inRoomBy;
  const said = by(6, "9:06");
  expect(said).toBeGreaterThanOrEqual(at("9:20"));
  expect(Number(said) % (5 * MINUTE)).toBe(0);
  const later = ["9:07", "9:08", "9:09", "9:10"].map((time) => by(6, time));
  expect(later).toEqual(later.map(() => said));
  expect(by(2, "9:06")).toBeUndefined();
});

test("nobody reads it who is out, fetched or called, nor while the line is suspended or not known", () => {
  const day = six().serves("W1", "9:05", 1);
  day.goesAway("W5", "9:06", "9:30");
  day.does({ type: "fetch", visit: "W6", on: true }, "9:06");
  const said = (alive = true) => board(day, "9:07", alive).follows.map(({ inRoomBy }) => inRoomBy !== undefined);
  expect(said()).toEqual([false, false, expect.any(Boolean), true, false, false]);
  expect(said(false)).toEqual([false, false, false, false, false, false]);
  day.does({ type: "suspend" }, "9:07");
  expect(said()).toEqual([false, false, false, false, false, false]);
});

test("a person who waits may go out for a while, reads until when, and twice at most", () => {
  const day = six();
  const first = (time: string) => board(day, time).follows[0];
  expect(first("9:02")).toMatchObject({ minutesAway: [10, 20, 30] });
  day.does({ type: "away", visit: "W1", until: at("9:20") }, "9:05");
  expect(first("9:10")).toMatchObject({ awayUntil: at("9:20") });
  expect(first("9:10")).not.toHaveProperty("minutesAway");
  expect(first("9:20")).not.toHaveProperty("awayUntil");
  day.does({ type: "away", visit: "W1", until: at("9:40") }, "9:25");
  expect(first("9:41")).not.toHaveProperty("minutesAway");
});

test("near the end nobody is offered longer than there is, and at last nothing", () => {
  const day = six();
  const { end } = day.state.span;
  const offered = (minutes: number) =>
    boardOf(day.state, instant(end - minutes * MINUTE), pace, true).follows[0]?.minutesAway;
  expect([31, 30, 11, 10].map(offered)).toEqual([[10, 20, 30], [10, 20], [10], undefined]);
});

test("everybody reads that the line is suspended, and that it goes on", () => {
  const day = six();
  expect(board(day, "9:05")).not.toHaveProperty("suspended");
  day.does({ type: "suspend" }, "9:06");
  expect(board(day, "9:07")).toMatchObject({ suspended: true, wait: { state: "unknown" } });
  day.does({ type: "resume-line" }, "9:10");
  expect(board(day, "9:11")).not.toHaveProperty("suspended");
});

test("a pause does not take back that too many people wait", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3", "W4", "W5"]) day.walkIn(person, "11:29");
  const before = board(day, "11:31");
  expect(isTooLateFor(before, day.state.span.end)).toBe(true);
  day.does({ type: "suspend" }, "11:30");
  const paused = board(day, "11:31");
  expect(paused).toMatchObject({ wait: { state: "unknown" }, tooLate: true });
  expect(isTooLateFor(paused, day.state.span.end)).toBe(true);
  const answers = before.follows.map(({ beforeClosing }) => beforeClosing);
  expect(answers).toContain("no");
  expect(paused.follows.map(({ beforeClosing }) => beforeClosing)).toEqual(answers);
  expect(isTooLateFor({ ...paused, alive: false }, day.state.span.end)).toBe(false);
});

test("nobody is told yes while the line is suspended, and a short line is not too long", () => {
  const day = six();
  expect(board(day, "9:05").follows.map(({ beforeClosing }) => beforeClosing)).toContain("yes");
  day.does({ type: "suspend" }, "9:06");
  const paused = board(day, "9:07");
  expect(paused).not.toHaveProperty("tooLate");
  expect(paused.follows.map(({ beforeClosing }) => beforeClosing)).not.toContain("yes");
});

test("a desk that could call nobody during a pause is free at its end", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.does({ type: "suspend" }, "9:03");
  expect(board(day, "11:25")).not.toHaveProperty("tooLate");
});

test("a person who was handed over to another desk reads so; a person who fetches a paper does not", () => {
  const day = six(2).serves("W1", "9:05", 1).serves("W2", "9:05", 2);
  day.desk(1, { type: "pause", visit: "W1" }, "9:10");
  day.desk(2, { type: "hand-over", to: 1 }, "9:11");
  const [first, second] = board(day, "9:12").follows;
  expect(first).toMatchObject({ state: "paused", desk: 1 });
  expect(first).not.toHaveProperty("handedOver");
  expect(second).toMatchObject({ state: "paused", desk: 1, handedOver: true });
});

test("a visit that ended by three missed calls says so; one that ended otherwise does not", () => {
  const day = six();
  for (const time of ["9:05", "9:10", "9:15"]) {
    day.does({ type: "call", visit: "W1", desk: 1 }, time);
    day.does({ type: "absent", visit: "W1" }, `${time}:50`);
  }
  day.does({ type: "leave", visit: "W2", by: "staff" }, "9:16");
  const [first, second] = board(day, "9:17").follows;
  expect(first).toMatchObject({ number: 1, state: "left", unanswered: true });
  expect(second).toMatchObject({ number: 2, state: "left" });
  expect(second).not.toHaveProperty("unanswered");
});

test("once the announced time out is over the page says so, until the person is called or says that they are here", () => {
  const day = six();
  day.goesAway("W1", "9:05", "9:20");
  day.goesAway("W2", "9:05", "9:20");
  const due = (time: string) =>
    board(day, time)
      .follows.filter(({ dueBack }) => dueBack)
      .map(({ number }) => number);
  expect(due("9:19:59")).toEqual([]);
  expect(due("9:20")).toEqual([1, 2]);
  day.does({ type: "away", visit: "W1" }, "9:21");
  day.does({ type: "call", visit: "W2", desk: 1 }, "9:22");
  expect(due("9:23")).toEqual([]);
});

const open = { status: "open", numbers: "given", heardAt: at("9:00") } as const;

test("the line of a half-day at work is known for three minutes after the last heartbeat of its devices", () => {
  expect(isAlive(open, at("9:02:59"))).toBe(true);
  expect(isAlive(open, at("9:03"))).toBe(false);
});

test("giving numbers before the opening hour is work", () => {
  expect(isAlive({ ...open, status: "scheduled" }, at("9:03"))).toBe(false);
});

test.each([
  ["not begun", { status: "scheduled", numbers: "not-yet" }],
  ["closed", { status: "closed", numbers: "given" }],
  ["cancelled", { status: "cancelled", numbers: "given" }],
] as const)("a half-day that is %s waits for no device", (_, held) => {
  expect(isAlive({ ...open, ...held }, at("11:00"))).toBe(true);
});

test("the line of a team that never used a device counts as known", () => {
  expect(isAlive({ ...open, heardAt: undefined }, at("11:00"))).toBe(true);
});

const follow = (given: Partial<Follow> = {}): Follow => ({
  number: 12,
  picture: 11,
  state: "waiting",
  ahead: { people: 1, appointments: [] },
  wait: { state: "range", low: 5, high: 20 },
  beforeClosing: "yes",
  letPast: false,
  ...given,
});

test("a turn is near once it may come within five minutes, and is said for the middle of its range, on the next five minutes", () => {
  expect(turnIsNear(follow(), at("9:32"))).toBe(at("9:45"));
  expect(turnIsNear(follow({ wait: { state: "range", low: 0, high: 10 } }), at("9:30"))).toBe(at("9:35"));
  expect(turnIsNear(follow({ wait: { state: "range", low: 10, high: 25 } }), at("9:30"))).toBeUndefined();
});

test("a turn of which nothing is known is not near", () => {
  expect(turnIsNear(follow({ wait: { state: "unknown" } }), at("9:30"))).toBeUndefined();
  expect(turnIsNear(follow({ wait: { state: "nobody" } }), at("9:30"))).toBeUndefined();
});

test("nobody is asked back who is out until an hour they said, is fetched, or does not wait any more", () => {
  expect(turnIsNear(follow({ awayUntil: at("9:50") }), at("9:30"))).toBeUndefined();
  expect(turnIsNear(follow({ toFetch: true }), at("9:30"))).toBeUndefined();
  expect(turnIsNear(follow({ state: "called" }), at("9:30"))).toBeUndefined();
  expect(turnIsNear(follow({ state: "absent" }), at("9:30"))).toBeUndefined();
});

test("whoever should be back from their time out is asked back too", () => {
  expect(turnIsNear(follow({ dueBack: true }), at("9:30"))).toBeDefined();
});
