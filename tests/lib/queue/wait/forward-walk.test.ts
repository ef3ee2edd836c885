import { forwardWalk } from "#lib/queue/wait/forward-walk.ts";
import { at, BEFORE, HalfDay } from "#tests/support/line.ts";

/** A quick paper takes 10 minutes, the CAF 40, anything else 20. */
const minutesOf = (topic?: string) => (topic === "paper" ? 10 : topic === "caf" ? 40 : 20);
const walk = (day: HalfDay, time: string) => Object.fromEntries(forwardWalk(day.state, at(time), minutesOf));

const busy = () => {
  const day = new HalfDay();
  day.does({ type: "add-visit", visit: "W0", topic: "caf" }, "9:00");
  day.calls("9:00");
  day.does({ type: "start", visit: "W0" }, "9:00");
  return day;
};

test("the line is played forward with the minutes of each topic and the time already taken", () => {
  const day = busy();
  day.does({ type: "add-visit", visit: "W1", topic: "paper" }, "9:01");
  day.walkIn("W2", "9:02");
  day.walkIn("W3", "9:03");
  expect(walk(day, "9:30")).toEqual({ W1: at("9:40"), W2: at("9:50"), W3: at("10:10") });
});

test("the line is played forward with five minutes more for help that takes longer than usual", () => {
  const day = busy();
  day.walkIn("W1", "9:01");
  expect(walk(day, "9:39")).toEqual({ W1: at("9:44") });
  expect(walk(day, "10:30")).toEqual({ W1: at("10:35") });
});

test("the line is played forward with every table that is present, and none on a break", () => {
  const day = new HalfDay({ tables: 3 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  day.desk(3, { type: "break" }, "9:02");
  expect(walk(day, "9:05")).toEqual({ W1: at("9:05"), W2: at("9:05"), W3: at("9:25") });
});

test("the line is played forward with booked people coming at their hour, for the time they booked", () => {
  const day = busy().booked("A", "9:45");
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  expect(walk(day, "9:30")).toMatchObject({ W1: at("9:40"), W2: at("10:30"), W3: at("10:50") });
});

test("the line is played forward with nobody who is overdue, but with somebody who may come any minute", () => {
  const day = busy().booked("A", "9:15");
  day.walkIn("W1", "9:01");
  expect(walk(day, "9:30")).toMatchObject({ W1: at("10:10") });
  expect(walk(day, "9:30:01")).toMatchObject({ W1: at("9:40") });
});

test("the line is played forward with an appointment made after a number not passing it", () => {
  const day = busy();
  day.walkIn("W1", "9:01");
  day.booked("A", "9:30", at("9:10"));
  expect(walk(day, "9:20")).toMatchObject({ W1: at("9:40") });
});

test("the line is played forward with away people called when they are back, and absent ones after two others", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3", "W4", "W5"]) day.walkIn(person, "9:01");
  day.calls("9:05");
  day.does({ type: "absent", visit: "W1" }, "9:06");
  day.goesAway("W2", "9:06", "10:00");
  expect(walk(day, "9:10")).toEqual({
    W3: at("9:10"),
    W4: at("9:30"),
    W1: at("9:50"),
    W2: at("10:10"),
    W5: at("10:30"),
  });
});

test("the line is played forward with an idle table until somebody who is away comes back", () => {
  const day = new HalfDay().booked("A", "9:30", BEFORE);
  day.walkIn("W1", "9:01");
  day.goesAway("W1", "9:02", "9:20");
  expect(walk(day, "9:10")).toMatchObject({ W1: at("9:20") });
});

test("the line is played forward with a table on a break from its announced end on, or five minutes from now", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.desk(1, { type: "break", until: at("9:30") }, "9:05");
  expect([walk(day, "9:10"), walk(day, "9:28"), walk(day, "9:40")]).toEqual([
    { W1: at("9:30") },
    { W1: at("9:33") },
    { W1: at("9:45") },
  ]);
});

test("the line is played forward with those a table awaits before it calls", () => {
  const day = new HalfDay({ tables: 2 });
  for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
  day.serves("W1", "9:00", 1).serves("W2", "9:05", 2);
  day.does({ type: "pause", visit: "W1" }, "9:10");
  expect(walk(day, "9:10")).toEqual({ W3: at("9:20"), W4: at("9:25") });
  day.desk(2, { type: "hand-over", to: 1 }, "9:10");
  expect(walk(day, "9:10")).toEqual({ W3: at("9:10"), W4: at("9:30") });
});
