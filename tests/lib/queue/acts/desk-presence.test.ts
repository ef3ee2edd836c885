import type { Instant } from "#lib/time/instant.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const called = () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.calls("9:05");
  return day;
};
const mine = { by: "conseiller-1" };

describe.each([{ type: "leave-desk" }, { type: "break" }] as const)("$type", (act) => {
  test("is about the desk of the sender, and refused to one without a desk", () => {
    const day = new HalfDay({ deskCount: 2 });
    expect(day.does(act, "9:10", { by: "conseiller-2" })).toBe("applied");
    expect(day.state.desks.map(({ state }) => state)).toEqual(["present", act.type === "break" ? "break" : "left"]);
    expect([day.does(act, "9:10", { by: "conseiller-9" }), day.does(act, "9:10")]).toEqual([
      "desk-not-taken",
      "desk-not-taken",
    ]);
  });

  test("is refused while somebody is called there or helped", () => {
    const day = called();
    expect(day.does(act, "9:06", mine)).toBe("desk-busy");
    day.does({ type: "start", visit: "W1" }, "9:06");
    expect(day.does(act, "9:07", mine)).toBe("desk-busy");
    day.does({ type: "finish", visit: "W1" }, "9:20");
    expect(day.does(act, "9:20", mine)).toBe("applied");
  });

  test("nobody is called to that desk", () => {
    const day = new HalfDay();
    day.walkIn("W1", "9:01");
    day.does(act, "9:05", mine);
    expect(day.calls("9:06")).toBe("desk-not-taken");
  });
});

test("a break says until when, when it is known", () => {
  const day = new HalfDay();
  day.does({ type: "break", until: at("9:40") }, "9:20", mine);
  expect(day.state.desks[0]).toMatchObject({ state: "break", since: at("9:20"), breakUntil: at("9:40") });
  day.does({ type: "break", until: at("9:50") }, "9:30", mine);
  expect(day.state.desks[0]).toMatchObject({ since: at("9:20"), breakUntil: at("9:50") });
  day.does({ type: "break" }, "9:35", mine);
  expect(day.state.desks[0]).not.toHaveProperty("breakUntil");
  const before = day.state;
  day.does({ type: "break" }, "9:36", mine);
  expect(day.state).toBe(before);
});

test.each([at("9:20"), at("9:30") + 0.5, at("12:01"), Number.NaN, Number.POSITIVE_INFINITY])(
  "a break does not end at %s",
  (until) => {
    expect(new HalfDay().does({ type: "break", until: until as Instant }, "9:20", mine)).toBe("outside-hours");
  },
);

test("a half-day that runs over still accepts breaks of an hour", () => {
  expect(new HalfDay().does({ type: "break", until: at("12:40") }, "11:50", mine)).toBe("applied");
});

test("a conseiller who returns is there again, and calls", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.does({ type: "break", until: at("9:40") }, "9:20", mine);
  expect(day.does({ type: "return" }, "9:35", mine)).toBe("applied");
  expect(day.state.desks).toEqual([
    { number: 1, conseiller: "conseiller-1", state: "present", since: at("9:35"), topics: "every" },
  ]);
  expect(day.calls("9:35")).toBe("W1");
});

test("returning changes nothing for a conseiller who was there, and is refused to one who has left", () => {
  const day = new HalfDay();
  const before = day.state;
  expect(day.does({ type: "return" }, "9:10", mine)).toBe("applied");
  expect(day.state).toBe(before);
  day.does({ type: "leave-desk" }, "9:20", mine);
  expect(day.does({ type: "return" }, "9:30", mine)).toBe("desk-not-taken");
  expect(day.does({ type: "take-desk", desk: 1 }, "9:31", mine)).toBe("applied");
  expect(day.state.desks[0]).toMatchObject({ state: "present", conseiller: "conseiller-1", since: at("9:31") });
});

test("sitting down again ends a break", () => {
  const day = new HalfDay();
  day.does({ type: "break", until: at("9:40") }, "9:20", mine);
  day.does({ type: "take-desk", desk: 1 }, "9:30", mine);
  expect(day.state.desks[0]).toMatchObject({ state: "present" });
  expect(day.state.desks[0]).not.toHaveProperty("breakUntil");
});

test("a desk may be limited to what its person may serve", () => {
  const day = new HalfDay({ deskCount: 0 });
  day.does({ type: "take-desk", desk: 1, topics: ["paper"] }, "9:00", mine);
  day.does({ type: "open", desks: [{ desk: 2, conseiller: "conseiller-2", topics: ["caf", "paper"] }] }, "9:01");
  expect(day.state.desks.map(({ topics }) => topics)).toEqual([["paper"], ["caf", "paper"]]);
});
