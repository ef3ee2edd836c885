import { awaitedAt } from "#lib/queue/line/line-state.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const three = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  return day;
};
const served = () => three().serves("W1", "9:05");
const handOver = (day: HalfDay, to: number, time: string, by = "conseiller-1") =>
  day.does({ type: "hand-over", to }, time, { name: "over", by });

test("a person who is handed over waits for the other desk and leaves this one free", () => {
  const day = served();
  expect(handOver(day, 2, "9:10")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({
    state: "paused",
    for: "other-desk",
    desk: 2,
    calledAt: at("9:05"),
    startedAt: at("9:05"),
  });
  expect(day.called(1)).toBe("nobody");
  expect(day.does({ type: "resume", visit: "W1" }, "9:11")).toBe("applied");
  expect(day.called(2)).toBe("W1");
});

test("the person waits until the other desk is free, and comes before those it sent for a paper", () => {
  const day = three().serves("W2", "9:02", 2).serves("W1", "9:05");
  day.does({ type: "pause", visit: "W2" }, "9:07");
  day.calls("9:08", 2);
  handOver(day, 2, "9:10");
  expect(day.does({ type: "resume", visit: "W1" }, "9:11")).toBe("desk-busy");
  expect(awaitedAt(day.state, 2).map(({ id }) => id)).toEqual(["W1", "W2"]);
  expect(awaitedAt(day.state, 1)).toEqual([]);
});

test.each([
  ["is left", (day: HalfDay) => day.desk(2, { type: "leave-desk" }, "9:12")],
  ["goes on a break", (day: HalfDay) => day.desk(2, { type: "break", until: at("9:40") }, "9:12")],
  [
    "is changed for a third",
    (day: HalfDay) => day.does({ type: "take-desk", desk: 3, conseiller: "conseiller-2" }, "9:12"),
  ],
])("when the other desk %s the person is next at any desk at once", (_, goes) => {
  const day = served();
  handOver(day, 2, "9:10");
  expect(goes(day)).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "waiting", back: true });
  expect(day.calls("9:13")).toBe("W1");
});

test("a person who was only sent for a paper stays paused when the desk goes", () => {
  const day = served();
  day.does({ type: "pause", visit: "W1" }, "9:10");
  day.desk(1, { type: "leave-desk" }, "9:12");
  expect(day.visit("W1").state).toBe("paused");
});

test.each([
  ["to my own desk", 1, "conseiller-1"],
  ["to a desk where nobody is", 3, "conseiller-1"],
  ["to no desk at all", Number.NaN, "conseiller-1"],
  ["by somebody without a desk", 2, "conseiller-9"],
])("nobody is handed over %s", (_, to, by) => {
  expect(handOver(served(), to, "9:10", by)).toBe("desk-not-taken");
});

test("nobody is handed over to a desk on a break", () => {
  const day = served();
  day.desk(2, { type: "break" }, "9:06");
  expect(handOver(day, 2, "9:10")).toBe("desk-not-taken");
});

test("only a person who is being helped is handed over", () => {
  const day = served();
  expect(handOver(day, 1, "9:10", "conseiller-2")).toBe("state-changed");
  day.calls("9:10", 2);
  expect(handOver(day, 1, "9:10", "conseiller-2")).toBe("state-changed");
});

test("it can be taken back while the desk is free, also when the other has gone meanwhile", () => {
  const day = served();
  const before = day.visit("W1");
  handOver(day, 2, "9:10");
  day.desk(2, { type: "leave-desk" }, "9:10:10");
  expect(day.does({ type: "undo", command: "over" }, "9:10:30")).toBe("applied");
  expect(day.visit("W1")).toEqual(before);
  const busy = served();
  handOver(busy, 2, "9:10");
  busy.calls("9:10:10");
  expect(busy.does({ type: "undo", command: "over" }, "9:10:30")).toBe("desk-busy");
});
