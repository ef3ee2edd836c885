import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import fc from "fast-check";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { boardToWire, liveBoardFromWire, liveBoardToWire, wireBoard, wireLiveBoard } from "#lib/wire/queue/board.ts";
import { numberToWire } from "#lib/wire/queue/visit.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const pace = paceOf(() => 20);
const boarded = (day: HalfDay, time: string) => boardOf(day.state, at(time), pace, true);

function morningWithWaiting(): HalfDay {
  const day = new HalfDay().booked("A", "10:30");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:05");
  day.calls("9:06");
  return day;
}

test("a board is decoded as it was encoded", () => {
  fc.assert(
    fc.property(anyMorning, fc.boolean(), (steps, alive) => {
      const { end, now } = runMorning(steps);
      const board = boardOf(end, now, pace, alive);
      const wire = JSON.parse(JSON.stringify(liveBoardToWire(board, "Europe/Paris")));
      expect(wireLiveBoard.parse(wire)).toEqual(wire);
      expect(liveBoardFromWire(wire)).toEqual(board);
    }),
    { numRuns: runs(50) },
  );
});

test("the closed list has hours of the clock of the place", () => {
  const wire = liveBoardToWire(boarded(morningWithWaiting(), "9:10"), "Europe/Paris");
  expect(wire.follows[1]).toMatchObject({
    number: 2,
    picture: 1,
    state: "waiting",
    ahead: { people: 1, appointments: ["10:30"] },
  });
  expect(wire).toMatchObject({
    asOf: "2026-11-24T09:10:00+01:00",
    called: [{ number: 1, desk: 1, calledAt: "2026-11-24T09:06:00+01:00" }],
    alive: true,
  });
});

test("an hour after midnight, read in the evening, is decoded as one of the next day, and the other way round", () => {
  const board = boarded(morningWithWaiting(), "9:10");
  const [, follow] = board.follows;
  const late = {
    ...board,
    asOf: at("23:30"),
    follows: [{ ...follow!, ahead: { people: 0, appointments: [at("24:15"), at("23:45")] } }],
  };
  expect(liveBoardFromWire(liveBoardToWire(late, "Europe/Paris"))).toEqual(late);
  const after = {
    ...late,
    asOf: at("24:05"),
    follows: [{ ...follow!, ahead: { people: 0, appointments: [at("23:50")] } }],
  };
  expect(liveBoardFromWire(liveBoardToWire(after, "Europe/Paris"))).toEqual(after);
});

test("the board of the room has no places of single numbers", () => {
  const wire = boardToWire(boarded(morningWithWaiting(), "9:10"), "Europe/Paris");
  expect(wireBoard.strict().parse(wire)).toEqual(wire);
});

test("the message of the team is part of the board", () => {
  const day = morningWithWaiting();
  const board = boardOf({ ...day.state, message: "Pause de dix minutes." }, at("9:10"), pace, true);
  expect(boardToWire(board, "Europe/Paris")).toMatchObject({ message: "Pause de dix minutes." });
});

test("a number just taken is encoded with its secret and page", () => {
  const follow = boarded(morningWithWaiting(), "9:10").follows[1]!;
  expect(Object.keys(numberToWire(follow, "Europe/Paris", "s", "https://x/suivi/s")).sort()).toEqual([
    "ahead",
    "beforeClosing",
    "number",
    "picture",
    "secret",
    "url",
    "wait",
  ]);
});
