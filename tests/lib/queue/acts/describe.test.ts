import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { nextItMayServe } from "#lib/queue/order/next-in-turn.ts";
import type { Describe } from "#lib/queue/acts/describe.ts";
import { waitFor } from "#lib/queue/wait/estimate-wait.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const day = () => {
  const held = new HalfDay();
  held.walkIn("A", "9:01");
  held.walkIn("B", "9:02");
  return held;
};
const notes = (held: HalfDay, what: Omit<Describe, "type">, time: string) =>
  held.does({ type: "describe", ...what }, time);

test("topic and language are noted when the number is given, at the call, during help and after it", () => {
  const held = day();
  expect(notes(held, { visit: "B", topic: "impots" }, "9:03")).toBe("applied");
  held.serves("A", "9:04");
  expect(notes(held, { visit: "A", topic: "caf-rsa" }, "9:06")).toBe("applied");
  held.does({ type: "finish", visit: "A" }, "9:20");
  expect(notes(held, { visit: "A", language: "ar" }, "9:21")).toBe("applied");
  expect(held.visit("A")).toMatchObject({ state: "done", topic: "caf-rsa", language: "ar" });
  expect(held.visit("B")).toMatchObject({ state: "waiting", topic: "impots" });
});

test("the next one replaces it, what is not said stays, and nothing noted takes it off", () => {
  const held = day();
  notes(held, { visit: "A", topic: "impots", language: "tr" }, "9:03");
  notes(held, { visit: "A", topic: "retraite" }, "9:04");
  expect(held.visit("A")).toMatchObject({ topic: "retraite", language: "tr" });
  notes(held, { visit: "A", topic: null }, "9:05");
  expect(held.visit("A")).not.toHaveProperty("topic");
  expect(held.visit("A")).toMatchObject({ language: "tr" });
});

test("said twice it is one fact; a number given by mistake is nobody's", () => {
  const held = day();
  notes(held, { visit: "A", topic: "impots" }, "9:03");
  const { version } = held.state;
  expect(notes(held, { visit: "A", topic: "impots" }, "9:04")).toBe("applied");
  expect(held.state.version).toBe(version);
  expect(notes(held, { visit: "nobody", topic: "impots" }, "9:04")).toBe("not-found");
  held.walkIn("C", "9:05");
  expect(held.does({ type: "undo", command: "add-C" }, "9:05:20")).toBe("applied");
  expect(notes(held, { visit: "C", topic: "impots" }, "9:06")).toBe("state-changed");
});

test("it takes no turn away, and an act before it is still taken back, with what was noted kept", () => {
  const held = day();
  held.serves("A", "9:04");
  held.does({ type: "finish", visit: "A" }, "9:20", { name: "end" });
  notes(held, { visit: "A", topic: "caf-rsa", language: "ar" }, "9:20:10");
  expect(held.does({ type: "undo", command: "end" }, "9:20:30")).toBe("applied");
  expect(held.visit("A")).toMatchObject({ state: "serving", topic: "caf-rsa", language: "ar" });
});

test("the wait is reckoned with it, and a desk of other topics is offered somebody else", () => {
  const held = day();
  const pace = paceOf((topic) => (topic === "impots" ? 60 : 10));
  const wait = () => waitFor(held.state, "B", at("9:05"), pace);
  const before = wait();
  notes(held, { visit: "A", topic: "impots" }, "9:04");
  expect(wait()).not.toEqual(before);
  expect(nextItMayServe(held.state, { topics: ["retraite"] }, at("9:05"))?.id).toBe("B");
});
