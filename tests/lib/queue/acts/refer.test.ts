import { at, HalfDay } from "#tests/support/line.ts";

const refer = (day: HalfDay, time: string) =>
  day.does({ type: "refer", visit: "W1", target: "aide_sociale" }, time, { name: "refer" });
const one = () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  return day;
};

test("a person who is sent on from the desk was helped", () => {
  const day = one().serves("W1", "9:05");
  expect(refer(day, "9:20")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "done", desk: 1, startedAt: at("9:05"), endedAt: at("9:20") });
  expect(day.called()).toBe("nobody");
});

test.each([
  ["the line", () => {}],
  ["a call", (day: HalfDay) => void day.calls("9:05")],
  [
    "a missed call",
    (day: HalfDay) => {
      day.calls("9:05");
      day.does({ type: "absent", visit: "W1" }, "9:06");
    },
  ],
])("who is sent on from %s is redirected, and was not helped", (_, before) => {
  const day = one();
  before(day);
  expect(refer(day, "9:10")).toBe("applied");
  expect(day.visit("W1")).toEqual(expect.objectContaining({ state: "redirected", endedAt: at("9:10") }));
  expect(day.visit("W1")).not.toHaveProperty("startedAt");
  expect(day.calls("9:11")).toBe("queue-empty");
});

test("a person who is sent on from a pause had been helped: that contact is kept", () => {
  const day = one().serves("W1", "9:05");
  day.does({ type: "pause", visit: "W1" }, "9:10");
  expect(refer(day, "9:20")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "redirected", startedAt: at("9:05") });
  const gone = one().serves("W1", "9:05");
  gone.does({ type: "pause", visit: "W1" }, "9:10");
  gone.does({ type: "leave", visit: "W1", by: "staff" }, "9:30");
  expect(gone.visit("W1")).toMatchObject({ state: "left", startedAt: at("9:05") });
});

test("it is refused of a visit that has ended or is unknown", () => {
  const day = one();
  day.does({ type: "leave", visit: "W1", by: "resident" }, "9:05");
  expect(refer(day, "9:06")).toBe("state-changed");
  expect(day.does({ type: "refer", visit: "W9", target: "autre" }, "9:06")).toBe("not-found");
});

test("while it can be taken back the line says where the person was sent on", () => {
  const day = one().serves("W1", "9:05");
  refer(day, "9:20");
  expect(day.state.undoable.at(-1)).toMatchObject({ visit: "W1", referred: true, referredTo: "aide_sociale" });
});
