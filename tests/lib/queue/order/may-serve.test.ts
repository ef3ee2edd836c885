import { mayServe, nextItMayServe } from "#lib/queue/order/next-in-turn.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const beginner = { topics: ["paper"] } as const;
const anybody = { topics: "every" } as const;

test("a desk without a list takes everybody, a limited one what is on it", () => {
  expect([
    mayServe(anybody, { topic: "caf" }),
    mayServe(beginner, { topic: "caf" }),
    mayServe(beginner, { topic: "paper" }),
  ]).toEqual([true, false, true]);
});

test("a visit without a topic may be served anywhere", () => {
  expect(mayServe(beginner, {})).toBe(true);
});

const day = () => {
  const line = new HalfDay({ deskCount: 0 });
  line.does({ type: "take-desk", desk: 1, conseiller: "beginner", topics: ["paper"] }, "8:56");
  line.does({ type: "add-visit", visit: "W1", topic: "caf" }, "9:01");
  line.does({ type: "add-visit", visit: "W2", topic: "paper" }, "9:02");
  line.does({ type: "add-visit", visit: "W3", topic: "paper" }, "9:03");
  return line;
};

test("the next it may serve is the first in turn of them", () => {
  const line = day();
  expect(nextItMayServe(line.state, beginner, at("9:05"))?.id).toBe("W2");
  expect(nextItMayServe(line.state, anybody, at("9:05"))?.id).toBe("W1");
  expect(nextItMayServe(line.state, { topics: ["tax"] }, at("9:05"))).toBeUndefined();
  line.goesAway("W2", "9:05", "9:30");
  expect(nextItMayServe(line.state, beginner, at("9:06"))?.id).toBe("W3");
});

test("« Suivant » never steers: whoever is next is called, and may be handed over", () => {
  const line = day();
  expect(line.calls("9:05")).toBe("W1");
});

test("calling the next it may serve is an override, counted and shown to those let past", () => {
  const line = day();
  expect(line.does({ type: "call", visit: "W2", desk: 1, override: "skills" }, "9:05")).toBe("applied");
  expect(line.state.overtakes).toMatchObject([{ overtaken: ["W1"] }]);
});
