import { forwardWalk, forwardTurns, waitFor } from "#lib/queue/wait/estimate-wait.ts";
import { at, BEFORE, HalfDay } from "#tests/support/line.ts";
import fc from "fast-check";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";

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

/** One table that has just begun, and that many people before the newcomer; everybody takes 20 minutes. */
function ahead(people: number, tables = 1): HalfDay {
  const day = new HalfDay({ tables });
  for (let table = 1; table <= tables; table += 1) {
    day.walkIn(`T${table}`, "9:00");
    day.serves(`T${table}`, "9:00", table);
  }
  for (let person = 1; person <= people; person += 1) day.walkIn(`W${person}`, "9:00");
  return day;
}
const announced = (day: HalfDay, minutes = 20) => waitFor(day.state, "newcomer", at("9:00"), () => minutes);

test.each([
  [0, { low: 10, high: 30 }],
  [1, { low: 25, high: 60 }],
  [2, { low: 40, high: 80 }],
  [5, { low: 95, high: 150 }],
])("with %i people ahead beside the one at the table: %j", (people, range) => {
  expect(announced(ahead(people))).toEqual({ state: "range", ...range });
});

test("the share of the wait that nobody knows shrinks with each person ahead, to a fifth either way and never below", () => {
  const shares = [0, 1, 2, 3, 5, 8, 12, 20].map((people) => {
    const turn = forwardTurns(ahead(people + 1).state, at("9:00"), () => 20).get(`W${people + 1}`)!;
    const wait = turn.at - at("9:00");
    return { less: (turn.at - turn.earliest) / wait, more: (turn.latest - turn.at) / wait };
  });
  for (const [index, { less, more }] of shares.entries()) {
    expect(less).toBeLessThanOrEqual(shares[index - 1]?.less ?? 0.35);
    expect(more).toBeLessThanOrEqual(shares[index - 1]?.more ?? 0.45);
    expect([less >= 0.199_99, more >= 0.199_99]).toEqual([true, true]);
  }
  expect(shares.at(-1)).toEqual({ less: expect.closeTo(0.2), more: expect.closeTo(0.2) });
});

test("one long help among short ones is not averaged away", () => {
  const day = new HalfDay();
  day.does({ type: "add-visit", visit: "T1", topic: "long" }, "9:00");
  day.serves("T1", "9:00");
  for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:00");
  const mixed = waitFor(day.state, "W4", at("9:00"), (topic) => (topic === "long" ? 60 : 10));
  const even = waitFor(day.state, "W4", at("9:00"), () => 22.5);
  expect([mixed, even]).toEqual([
    { state: "range", low: 60, high: 125 },
    { state: "range", low: 65, high: 115 },
  ]);
});

test("two tables are surer than one for the same wait", () => {
  const width = (day: HalfDay) => {
    const wait = announced(day);
    return wait.state === "range" ? wait.high - wait.low : Number.NaN;
  };
  expect(width(ahead(4, 2))).toBeLessThan(width(ahead(2, 1)));
});

test("a long help that ends beside short ones moves no later turn forward", () => {
  const day = new HalfDay({ tables: 2 });
  day.does({ type: "add-visit", visit: "T1", topic: "long" }, "9:00");
  day.walkIn("T2", "9:00");
  day.serves("T1", "9:00", 1).serves("T2", "9:00", 2);
  for (let person = 1; person <= 12; person += 1) day.walkIn(`W${person}`, "9:00");
  const turns = forwardTurns(day.state, at("9:00"), (topic) => (topic === "long" ? 56 : 5));
  expect([turns.get("W11"), turns.get("W12")]).toMatchObject([
    { at: at("9:55"), earliest: at("9:44") },
    { at: at("9:56"), earliest: at("9:44") },
  ]);
});

test("in any morning a later turn is announced no earlier, and lies within its band", () => {
  fc.assert(
    fc.property(anyMorning, (steps) => {
      const { end, now } = runMorning(steps);
      const turns = [...forwardTurns(end, now, (topic) => (topic === undefined ? 20 : 45)).values()];
      for (const [index, turn] of turns.entries()) {
        const before = turns[index - 1] ?? { at: now, earliest: now, latest: now };
        expect([before.at <= turn.at, before.earliest <= turn.earliest, before.latest <= turn.latest]).toEqual([
          true,
          true,
          true,
        ]);
        expect([now <= turn.earliest, turn.earliest <= turn.at, turn.at <= turn.latest]).toEqual([true, true, true]);
      }
    }),
    { numRuns: runs(100) },
  );
});

test("the wait grows with each one who takes a number", () => {
  const day = ahead(0);
  let before = announced(day);
  for (let person = 1; person <= 12; person += 1) {
    day.walkIn(`W${person}`, "9:00");
    const now = announced(day);
    if (before.state !== "range" || now.state !== "range") throw new Error("A busy table has a range.");
    expect([before.low <= now.low, before.high < now.high]).toEqual([true, true]);
    before = now;
  }
});
