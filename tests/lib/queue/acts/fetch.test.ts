import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { boardOf } from "#lib/queue/board/live-board.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const day = () => {
  const held = new HalfDay();
  held.walkIn("A", "9:01");
  held.walkIn("B", "9:02");
  return held;
};
const fetches = (held: HalfDay, visit: string, time: string, on = true) =>
  held.does({ type: "fetch", visit, on }, time);

test("« On vient vous chercher » stands on the visit through every state, and changes no turn", () => {
  const held = day();
  expect(fetches(held, "B", "9:03")).toBe("applied");
  expect(held.visit("B")).toMatchObject({ state: "waiting", toFetch: true });
  expect(held.calls("9:04")).toBe("A");
  expect(held.frees("9:10")).toBe("B");
  expect(held.visit("B")).toMatchObject({ state: "called", toFetch: true });
  held.does({ type: "start", visit: "B" }, "9:11");
  expect(held.visit("B")).toMatchObject({ state: "serving", toFetch: true });
});

test("it is taken off again, and undone like any act", () => {
  const held = day();
  held.does({ type: "fetch", visit: "A", on: true }, "9:03", { name: "fetch-A" });
  expect(held.does({ type: "undo", command: "fetch-A" }, "9:03:30")).toBe("applied");
  expect(held.visit("A")).not.toHaveProperty("toFetch");
  fetches(held, "A", "9:04");
  expect(fetches(held, "A", "9:05", false)).toBe("applied");
  expect(held.visit("A")).not.toHaveProperty("toFetch");
});

test("said twice it is one fact, and of somebody whose visit has ended it is refused", () => {
  const held = day();
  fetches(held, "A", "9:03");
  const { version } = held.state;
  expect(fetches(held, "A", "9:04")).toBe("applied");
  expect(held.state.version).toBe(version);
  held.does({ type: "leave", visit: "A", by: "staff" }, "9:05");
  expect(fetches(held, "A", "9:06")).toBe("state-changed");
  expect(fetches(held, "nobody", "9:06")).toBe("not-found");
});

test("« n’a pas répondu » counts only after somebody went to look for the person", () => {
  const held = day();
  fetches(held, "A", "9:03");
  held.calls("9:04");
  expect(held.does({ type: "absent", visit: "A" }, "9:08")).toBe("not-fetched");
  expect(held.visit("A")).toMatchObject({ state: "called", missedCalls: 0 });
  expect(held.does({ type: "absent", visit: "A", went: true }, "9:09")).toBe("applied");
  expect(held.visit("A")).toMatchObject({ state: "absent", missedCalls: 1, toFetch: true });
});

test("others need nobody who went", () => {
  const held = day();
  held.calls("9:04");
  expect(held.does({ type: "absent", visit: "A" }, "9:08")).toBe("applied");
});

test("it is said with the number at the door, and by a booking, whose check-in brings it along", () => {
  const held = day();
  held.does({ type: "add-visit", visit: "C", toFetch: true }, "9:03");
  expect(held.visit("C")).toMatchObject({ toFetch: true });
  held.booked("R", "9:30");
  held.state = { ...held.state, expected: held.state.expected.map((one) => ({ ...one, toFetch: true as const })) };
  held.here("R", "9:20");
  expect(held.visit("R")).toMatchObject({ toFetch: true });
});

test("an undone check-in is expected again with it", () => {
  const held = day().booked("R", "9:30");
  held.state = { ...held.state, expected: held.state.expected.map((one) => ({ ...one, toFetch: true as const })) };
  held.does({ type: "check-in", appointment: "appointment-R", visit: "R" }, "9:20", { name: "in" });
  held.does({ type: "undo", command: "in" }, "9:20:30");
  expect(held.state.expected).toMatchObject([{ toFetch: true }]);
});

test("board and page say it, so that the room knows that somebody comes", () => {
  const held = day();
  fetches(held, "A", "9:03");
  held.calls("9:04");
  const board = boardOf(
    held.state,
    at("9:05"),
    paceOf(() => 20),
    true,
  );
  expect(board.called).toMatchObject([{ number: 1, toFetch: true }]);
  expect(board.follows).toMatchObject([{ number: 1, toFetch: true }, { number: 2 }]);
  expect(board.follows[1]).not.toHaveProperty("toFetch");
});
