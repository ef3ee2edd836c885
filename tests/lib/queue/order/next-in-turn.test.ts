import type { LineState } from "#lib/queue/line/line-state.ts";
import { inTurn, nextInTurn, nextTurn } from "#lib/queue/order/next-in-turn.ts";
import { at, HalfDay } from "#tests/support/line.ts";

test("a number given in the very instant an appointment is made counts as given before", () => {
  const day = new HalfDay().booked("A", "9:30", at("9:05"));
  day.walkIn("W1", "9:05");
  day.here("A", "9:20");
  expect(day.frees("9:31")).toBe("W1");
});

test("a number given without network before an appointment was made holds it up, however high the number", () => {
  const day = new HalfDay().booked("A", "9:30", at("9:07"));
  day.walkIn("W1", "9:10");
  day.walkIn("W2", "9:11");
  day.does({ type: "add-visit", visit: "W3", joinedAt: at("9:06") }, "9:12");
  day.here("A", "9:20");
  expect(day.frees("9:30")).toBe("W3");
  expect(day.frees("9:45")).toBe("A");
});

test("an appointment that is held up does not hold up another one made before everybody in line", () => {
  const day = new HalfDay().booked("A1", "9:30", at("9:07")).booked("A2", "9:45");
  day.walkIn("W1", "9:05");
  day.here("A1", "9:20");
  day.here("A2", "9:21");
  expect(day.frees("9:50")).toBe("A2");
  expect(day.frees("10:10")).toBe("W1");
  expect(day.frees("10:30")).toBe("A1");
});

test("a late appointment made long ago does not pass the line, and holds up appointments made after it arrived", () => {
  const day = new HalfDay().booked("A", "9:15").booked("B", "9:45", at("9:42"));
  day.walkIn("W0", "9:01");
  expect(day.frees("9:16")).toBe("W0");
  day.walkIn("W1", "9:32");
  day.here("A", "9:40");
  day.here("B", "9:43");
  expect(day.visit("A").origin).toMatchObject({ late: true });
  expect(day.frees("9:46")).toBe("W1");
  expect(day.frees("10:00")).toBe("A");
  expect(day.frees("10:20")).toBe("B");
});

test("an appointment that waits for its hour holds up nobody, though it came before another was made", () => {
  const day = new HalfDay().booked("A", "11:00").booked("B", "9:30", at("9:07"));
  day.here("A", "9:05");
  day.walkIn("W1", "9:10");
  day.here("B", "9:20");
  expect(day.frees("9:30")).toBe("B");
});

test("due appointments go by their hour, not by who came first", () => {
  const day = new HalfDay().booked("A", "9:45").booked("B", "9:30");
  day.here("A", "9:10");
  day.here("B", "9:20");
  expect(day.frees("9:50")).toBe("B");
});

test("early appointments go by who came first while nobody is in line", () => {
  const day = new HalfDay().booked("A", "11:00").booked("B", "10:30");
  day.here("A", "9:10");
  day.here("B", "9:20");
  expect(day.frees("9:25")).toBe("A");
});

test("a person who did not answer is asked again at once when nobody else can be called", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  day.calls("9:05");
  day.does({ type: "absent", visit: "W1" }, "9:06");
  day.goesAway("W2", "9:06", "9:20");
  expect(day.calls("9:07")).toBe("W1");
});

test("calls at every desk count until a missed call is offered again", () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
  day.calls("9:05", 1);
  day.does({ type: "absent", visit: "W1" }, "9:06");
  expect(day.calls("9:06", 1)).toBe("W2");
  expect(day.calls("9:06", 2)).toBe("W3");
  expect(day.frees("9:20", 2)).toBe("W1");
});

test("a person who is away until now is here again", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  day.goesAway("W1", "9:03", "9:20");
  expect(nextInTurn(day.state, at("9:19:59"))?.id).toBe("W2");
  expect(nextInTurn(day.state, at("9:20"))?.id).toBe("W1");
});

test("the team's list is the order in which the rule would call now, absent people last", () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30").booked("B", "11:00");
  day.walkIn("W0", "9:00");
  day.calls("9:00", 2);
  day.does({ type: "absent", visit: "W0" }, "9:01");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  day.does({ type: "add-visit", visit: "W3", priority: true }, "9:03");
  day.here("A", "9:20");
  day.here("B", "9:21");
  expect(inTurn(day.state, at("9:30")).map((visit) => visit.id)).toEqual(["W3", "A", "W1", "W2", "B", "W0"]);
});

test("each person is next for a reason: back from a pause, priority, due, the line, early", () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30").booked("B", "11:00");
  day.walkIn("W0", "9:00");
  day.serves("W0", "9:00", 2);
  day.does({ type: "pause", visit: "W0" }, "9:05");
  day.desk(2, { type: "leave-desk" }, "9:06");
  day.does({ type: "resume", visit: "W0" }, "9:07");
  day.walkIn("W1", "9:08");
  day.does({ type: "add-visit", visit: "W2", priority: true }, "9:09");
  day.here("A", "9:20");
  day.here("B", "9:21");
  const reasons = (left: LineState): readonly string[] => {
    const next = nextTurn(left, at("9:30"));
    if (!next) return [];
    const others = left.visits.filter((visit) => visit.id !== next.visit.id);
    return [`${next.visit.id} ${next.reason}`, ...reasons({ ...left, visits: others })];
  };
  expect(reasons(day.state)).toEqual(["W0 back", "W2 priority", "A due", "W1 line", "B early"]);
});
