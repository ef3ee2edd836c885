import fc from "fast-check";
import { callableWithoutNetwork, otherDeskFor, sharingDesks, desksOf } from "#lib/queue/order/share-without-network.ts";
import { inTurn } from "#lib/queue/order/next-in-turn.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { at, HalfDay } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";

/** A half-day with so many desks, and so many people with a number. */
function people(desks: number, count: number): HalfDay {
  const day = new HalfDay({ deskCount: desks });
  for (let number = 1; number <= count; number += 1) day.walkIn(`W${number}`, "9:01");
  return day;
}
const hand = (line: LineState, desk: number, known = line) =>
  callableWithoutNetwork(known, line, desk, at("9:10")).map(({ id }) => id);

test("without network two desks share the people in line: each in the order of the rule, none in both, none in neither", () => {
  const { state } = people(2, 5);
  expect(hand(state, 1)).toEqual(["W2", "W4"]);
  expect(hand(state, 2)).toEqual(["W1", "W3", "W5"]);
});

test("the only desk calls anybody", () => {
  expect(hand(people(1, 3).state, 1)).toEqual(["W1", "W2", "W3"]);
});

test("whoever was alone at the last exchange calls anybody, however many desks are planned", () => {
  expect(hand({ ...people(1, 4).state, plannedDesks: 3 }, 1)).toEqual(["W1", "W2", "W3", "W4"]);
});

test("a desk that nobody held beside others that were held shares nothing", () => {
  const { state } = people(2, 4);
  expect(sharingDesks({ ...state, plannedDesks: 3 }, 2)).toEqual([1, 2]);
  expect(hand({ ...state, plannedDesks: 3 }, 2)).toEqual(["W1", "W3"]);
});

test("a desk that is taken without network counts those that are planned too: its colleagues may have come in the same way", () => {
  const known = { ...people(2, 4).state, desks: [], plannedDesks: 2 };
  expect(hand(known, 1)).toEqual(["W2", "W4"]);
  expect(hand(known, 2)).toEqual(["W1", "W3"]);
});

test("who sits at another desk than the one that is planned is the only desk all the same", () => {
  const day = new HalfDay({ status: "open", plannedDesks: 1 });
  day.does({ type: "take-desk", desk: 3, conseiller: "C1" }, "9:00");
  expect(desksOf(day.state)).toEqual([3]);
});

test("a desk that was left does not count, nor one beyond those planned", () => {
  const day = people(2, 2);
  day.desk(2, { type: "leave-desk" }, "9:05");
  expect(desksOf({ ...day.state, plannedDesks: 1 })).toEqual([1]);
});

test("whoever got a number here since the last exchange is in the hand of this desk alone", () => {
  const known = people(2, 2).state;
  const day = people(2, 2);
  day.walkIn("W3", "9:08");
  expect(hand(day.state, 1, known)).toEqual(["W2", "W3"]);
});

test("two desks whose last exchange was not the same have nobody in common", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 4 }),
      (desks, count, later) => {
        const early = people(desks, count).state;
        const late = people(desks, count + later).state;
        for (const visit of inTurn(early, at("9:10"))) {
          const holders = desksOf(early).filter(
            (desk, index) => otherDeskFor(index === 0 ? early : late, visit, desk) === undefined,
          );
          expect(holders).toHaveLength(1);
        }
      },
    ),
    { numRuns: runs(200) },
  );
});

test("a person is in the hand of a desk that may serve them", () => {
  const day = people(2, 0);
  for (const number of [1, 2, 3]) day.does({ type: "add-visit", visit: `W${number}`, topic: "caf" }, "9:01");
  const line = {
    ...day.state,
    desks: day.state.desks.map((desk) => (desk.number === 2 ? { ...desk, topics: ["impots"] as const } : desk)),
  };
  expect(hand(line, 1)).toEqual(["W1", "W2", "W3"]);
  expect(hand(line, 2)).toEqual([]);
});
