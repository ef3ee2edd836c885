import type { Follow } from "#lib/queue/board/board.ts";
import { turnIsNear } from "#lib/queue/board/turn-is-near.ts";
import { at } from "#tests/support/line.ts";

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
