import { HalfDay } from "#tests/support/line.ts";

const line = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
  return day;
};
const undo = (day: HalfDay, command: string, time: string) => day.does({ type: "undo", command }, time);

describe("a check-in by mistake, of the neighbour of who came", () => {
  const mistaken = () => {
    const day = line().booked("A", "9:30").booked("B", "9:45").booked("C", "9:45");
    day.does({ type: "check-in", appointment: "appointment-B", visit: "B" }, "9:20", { name: "here" });
    return day;
  };

  test("the person is expected again at their hour, among the others; the number stays used", () => {
    const day = mistaken();
    const expected = line().booked("A", "9:30").booked("B", "9:45").booked("C", "9:45").state.expected;
    expect(undo(day, "here", "9:21")).toBe("applied");
    expect(day.state.expected).toEqual(expected);
    expect(day.visit("B")).toMatchObject({
      number: 5,
      state: "left",
      why: "given-by-mistake",
      origin: { kind: "walk-in" },
    });
    day.walkIn("W6", "9:22");
    expect(day.visit("W6").number).toBe(6);
  });

  test("after a minute it is refused", () => {
    expect(undo(mistaken(), "here", "9:21:01")).toBe("too-late");
  });

  test("when the person comes they get another number, and keep their hour", () => {
    const day = mistaken();
    undo(day, "here", "9:20:20");
    expect(day.does({ type: "check-in", appointment: "appointment-B", visit: "B-again" }, "9:40")).toBe("applied");
    expect(day.visit("B-again")).toMatchObject({
      number: 6,
      state: "waiting",
      origin: { kind: "appointment", appointment: "appointment-B", late: false },
    });
    expect(undo(day, "here", "9:40:01")).toBe("too-late");
  });

  test("what was done with the visit since stands before it", () => {
    const day = mistaken();
    day.does({ type: "prioritise", visit: "B" }, "9:20:10", { name: "first" });
    expect(undo(day, "here", "9:20:20")).toBe("state-changed");
    expect([undo(day, "first", "9:20:25"), undo(day, "here", "9:20:30")]).toEqual(["applied", "applied"]);
  });

  test("a call that took the turn and is taken back meanwhile has not taken it", () => {
    const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
    for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
    day.calls("9:50", 1);
    day.does({ type: "check-in", appointment: "appointment-A", visit: "A" }, "9:50:10", { name: "here" });
    expect([undo(day, "call-9:50", "9:50:20"), undo(day, "here", "9:50:30")]).toEqual(["applied", "applied"]);
    expect(day.state.expected).toMatchObject([{ id: "appointment-A", passedBy: [] }]);
  });

  test("while such a call stands, the person is late when they come", () => {
    const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
    day.walkIn("W1", "9:01");
    day.calls("9:50", 1);
    day.does({ type: "check-in", appointment: "appointment-A", visit: "A" }, "9:50:10", { name: "here" });
    undo(day, "here", "9:50:20");
    day.does({ type: "check-in", appointment: "appointment-A", visit: "again" }, "9:52");
    expect(day.visit("again").origin).toMatchObject({ late: true, passedBy: ["call-9:50"] });
  });

  test("in a half-day that was cancelled nobody is expected again", () => {
    const day = mistaken();
    day.state = { ...day.state, status: "cancelled" };
    expect(undo(day, "here", "9:20:30")).toBe("permanence-closed");
  });
});
