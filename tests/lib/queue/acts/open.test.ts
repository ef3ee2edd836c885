import { at, HalfDay } from "#tests/support/line.ts";

const scheduled = () => new HalfDay({ status: "scheduled" });

test("a person opens with the desks that are present", () => {
  const day = scheduled();
  expect(day.does({ type: "open", desks: [{ desk: 2, conseiller: "C2" }, { desk: 1 }] }, "9:02")).toBe("applied");
  expect(day.state).toMatchObject({
    status: "open",
    desks: [
      { number: 1, state: "present", since: at("9:02"), topics: "every" },
      { number: 2, state: "present", conseiller: "C2", since: at("9:02"), topics: "every" },
    ],
  });
});

test("a second tablet that opens too only takes its desk", () => {
  const day = scheduled();
  day.does({ type: "open", desks: [{ desk: 1, conseiller: "C1" }] }, "9:02");
  expect(
    day.does(
      {
        type: "open",
        desks: [
          { desk: 1, conseiller: "C1" },
          { desk: 2, conseiller: "C2" },
        ],
      },
      "9:04",
    ),
  ).toBe("applied");
  expect(day.state.desks.map((desk) => [desk.number, desk.since])).toEqual([
    [1, at("9:02")],
    [2, at("9:04")],
  ]);
});

test("a desk that somebody holds is not taken from them", () => {
  const day = new HalfDay();
  expect(day.does({ type: "take-desk", desk: 1, conseiller: "C2" }, "9:10")).toBe("desk-busy");
  expect(day.does({ type: "take-desk", desk: 1, conseiller: "conseiller-1" }, "9:10")).toBe("applied");
  expect(day.state.desks).toMatchObject([{ number: 1, conseiller: "conseiller-1", since: at("8:55") }]);
});

test("a conseiller who changes desks leaves the former one, but not while somebody is called there", () => {
  const day = new HalfDay();
  expect(day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-1" }, "9:00")).toBe("applied");
  expect(day.state.desks).toMatchObject([
    { number: 1, state: "left" },
    { number: 2, state: "present" },
  ]);
  day.walkIn("W1", "9:01");
  day.calls("9:02", 2);
  expect(day.does({ type: "take-desk", desk: 1, conseiller: "conseiller-1" }, "9:03")).toBe("desk-busy");
});

test("a desk that was left can be taken by another", () => {
  const day = new HalfDay();
  day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-1" }, "9:00");
  expect(day.does({ type: "take-desk", desk: 1, conseiller: "C3" }, "9:05")).toBe("applied");
  expect(day.state.desks[0]).toMatchObject({ number: 1, state: "present", conseiller: "C3" });
});

test("a desk keeps the topics it is limited to, whoever sits there", () => {
  const day = new HalfDay();
  day.state = { ...day.state, desks: [{ number: 1, state: "left", since: at("8:00"), topics: ["paper"] }] };
  day.does({ type: "take-desk", desk: 1, conseiller: "C1" }, "9:00");
  expect(day.state.desks[0]).toMatchObject({ conseiller: "C1", state: "present", topics: ["paper"] });
});

test.each([0, 21, 1.5, Number.NaN])("there is no desk %s", (desk) => {
  expect(new HalfDay().does({ type: "take-desk", desk }, "9:05")).toBe("not-found");
});

test("desks are taken in an open permanence, which opens once and before its end", () => {
  expect(scheduled().does({ type: "take-desk", desk: 1 }, "8:50")).toBe("permanence-not-open");
  const closed = new HalfDay({ status: "closed" });
  expect(closed.does({ type: "open", desks: [] }, "12:30")).toBe("permanence-closed");
  expect(closed.does({ type: "take-desk", desk: 1 }, "12:30")).toBe("permanence-closed");
});
