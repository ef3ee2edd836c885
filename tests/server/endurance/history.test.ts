/** @long */
import { openHistory, type Action } from "#tests/rig/history.ts";
import { at } from "./morning.ts";

const ACTION: Action = { type: "leave", permanence: "p", visit: "anna" };

test("what was asked and answered stands in the order of asking; what has no answer may have happened", () => {
  const history = openHistory();
  history.invoked("1", 4, ACTION, at("9:00"));
  history.invoked("2", 5, ACTION, at("9:01"));
  history.answered("2", { kind: "ok" }, at("9:02"));
  expect(history.operations()).toEqual([
    {
      id: "1",
      client: 4,
      action: ACTION,
      began: at("9:00"),
      ended: at("9:00"),
      outcome: { kind: "unknown", why: "never answered" },
    },
    { id: "2", client: 5, action: ACTION, began: at("9:01"), ended: at("9:02"), outcome: { kind: "ok" } },
  ]);
  expect([history.unanswered(4), history.unanswered(5)]).toEqual([true, false]);
});
