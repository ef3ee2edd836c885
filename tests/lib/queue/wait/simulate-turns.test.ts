import fc from "fast-check";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { forecastTurns, waitFor } from "#lib/queue/wait/estimate-wait.ts";
import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import {
  simulateTurns,
  draw,
  lengthOf,
  OF_ANY_TOPIC,
  OF_ONE_TOPIC,
  restOf,
  TIMES,
  type Lengths,
} from "#lib/queue/wait/simulate-turns.ts";
import { MINUTE } from "#lib/time/instant.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { at, BEFORE, HalfDay } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";

/** A quick paper takes 10 minutes, the CAF 40, anything else 20. */
const pace = paceOf((topic) => (topic === "paper" ? 10 : topic === "caf" ? 40 : 20));
const turnsAt = (day: { readonly state: LineState }, time: string) => simulateTurns(day.state, at(time), pace);
/** The middle of the simulated waits of that person, in minutes. */
const middle = (day: HalfDay, who: string, time: string, known = pace): number => {
  const forecast = forecastTurns(day.state, at(time), known).get(who);
  if (!forecast) throw new Error(`${who} has no turn.`);
  return forecast.middle;
};
/** Every moment at which that person is called in some continuation, as minutes after nine. */
const moments = (day: HalfDay, who: string, time: string): readonly number[] => [
  ...new Set(
    turnsAt(day, time)
      .get(who)
      ?.map((moment) => Math.round((moment - at("9:00")) / MINUTE)),
  ),
];

const busy = (topic = "caf") => {
  const day = new HalfDay();
  day.does({ type: "add-visit", visit: "W0", topic }, "9:00");
  day.calls("9:00");
  day.does({ type: "start", visit: "W0" }, "9:00");
  return day;
};

test("a wait is that of the topics before it: behind the CAF one waits longer than behind a quick paper", () => {
  const behind = (topic: string): number => {
    const day = busy();
    day.does({ type: "add-visit", visit: "W1", topic }, "9:01");
    day.walkIn("W2", "9:02");
    return middle(day, "W2", "9:30") - middle(day, "W1", "9:30");
  };
  expect(behind("paper")).toBeGreaterThan(8);
  expect(behind("paper")).toBeLessThan(16);
  expect(behind("caf")).toBeGreaterThan(25);
  expect(behind("caf")).toBeLessThan(50);
});

test("each help before one costs the minutes between two helps as well", () => {
  const day = busy();
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  const nobodyLeaves = { ...pace, leaving: 0, vanishing: 0 };
  const slower = { ...nobodyLeaves, between: pace.between + 10 };
  const later = (person: string) => middle(day, person, "9:02", slower) - middle(day, person, "9:02", nobodyLeaves);
  expect(later("W1")).toBeCloseTo(5);
  expect(later("W2")).toBeCloseTo(15);
  expect(later("W3")).toBeCloseTo(25);
});

test("a help that has begun is nearer to its end the longer it lasts, until it lasts longer than usual", () => {
  const day = busy();
  day.walkIn("W1", "9:01");
  const [fresh, half, usual, over] = ["9:01", "9:20", "9:40", "10:30"].map((time) => middle(day, "W1", time));
  expect(fresh).toBeGreaterThan(half!);
  expect(half).toBeGreaterThan(usual!);
  expect(usual).toBeGreaterThan(5);
  expect(over).toBeGreaterThan(5);
});

/** Two desks that are free at 9:05; two people wait since 9:01. */
const silent = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  return day;
};

test("a desk that has called nobody for five minutes while people wait is not free any more", () => {
  const day = silent();
  expect(moments(day, "W1", "9:05:59")).toEqual([6]);
  expect(middle(day, "W1", "9:06")).toBeGreaterThan(3);
  expect(middle(day, "W2", "9:06")).toBeGreaterThan(10);
});

test("it is free again from whatever it does: a call, an end, a return; and as long as nobody who is there waits", () => {
  const day = silent();
  day.serves("W1", "9:10", 1);
  day.does({ type: "finish", visit: "W1" }, "9:30");
  expect(moments(day, "W2", "9:34")).toEqual([34]);
  expect(moments(day, "W2", "9:35").length).toBeGreaterThan(1);
  day.desk(1, { type: "break" }, "9:36");
  day.desk(1, { type: "return" }, "9:50");
  expect(moments(day, "W2", "9:54")).toEqual([54]);
  const away = silent();
  for (const person of ["W1", "W2"]) away.goesAway(person, "9:02", "9:30");
  expect(moments(away, "W1", "9:20")).toEqual([30]);
});

test("a call that was not answered may have been that desk’s: it counts as free", () => {
  const day = silent();
  day.calls("9:20", 1);
  day.does({ type: "absent", visit: "W1" }, "9:23");
  expect(moments(day, "W2", "9:25")).toEqual([25]);
});

test("every desk that is present calls, and none that is on a break without an announced end", () => {
  const day = new HalfDay({ deskCount: 3 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  day.desk(3, { type: "break" }, "9:02");
  expect([moments(day, "W1", "9:05"), moments(day, "W2", "9:05")]).toEqual([[5], [5]]);
  expect(middle(day, "W3", "9:05")).toBeGreaterThan(10);
});

test("a desk on a break calls from its announced end on, or from five minutes from now", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.desk(1, { type: "break", until: at("9:30") }, "9:05");
  expect(["9:10", "9:28", "9:40"].map((time) => moments(day, "W1", time))).toEqual([[30], [33], [45]]);
});

test("somebody who booked and will come makes those behind them wait longer, an overdue one does not", () => {
  const wait = (hour: string, time: string): number => {
    const day = busy().booked("A", hour);
    for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
    return middle(day, "W2", time);
  };
  const without = wait("11:30", "9:30");
  expect(wait("9:45", "9:30")).toBeGreaterThan(without + 5);
  expect(wait("9:15", "9:30:01")).toBeLessThan(without + 1);
});

test("an appointment made after a number makes that number wait no longer", () => {
  const day = busy();
  day.walkIn("W1", "9:01");
  const before = turnsAt(day, "9:20").get("W1");
  day.booked("A", "9:30", at("9:10"));
  expect(turnsAt(day, "9:20").get("W1")).toEqual(before);
});

test("away people are called when they are back, absent ones after two others", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3", "W4", "W5"]) day.walkIn(person, "9:01");
  day.calls("9:05");
  day.does({ type: "absent", visit: "W1" }, "9:06");
  day.goesAway("W2", "9:06", "10:00");
  expect(moments(day, "W3", "9:10")).toEqual([10]);
  expect(Math.min(...moments(day, "W2", "9:10"))).toBeGreaterThanOrEqual(60);
  const order = ["W3", "W4", "W1"].map((who) => middle(day, who, "9:10"));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("an idle desk waits for somebody who is away", () => {
  const day = new HalfDay().booked("A", "9:30", BEFORE);
  day.walkIn("W1", "9:01");
  day.goesAway("W1", "9:02", "9:20");
  expect(moments(day, "W1", "9:10")).toEqual([20]);
});

test("a desk helps those whom it awaits from a pause before it calls", () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
  day.serves("W1", "9:00", 1).serves("W2", "9:05", 2);
  day.does({ type: "pause", visit: "W1" }, "9:10");
  expect(Math.min(...moments(day, "W3", "9:10"))).toBeGreaterThan(10);
  day.desk(2, { type: "hand-over", to: 1 }, "9:10");
  expect(moments(day, "W3", "9:10")).toEqual([10]);
  expect(middle(day, "W4", "9:10")).toBeGreaterThan(10);
});

/** One desk that has just begun, and that many people before the newcomer; everybody takes 20 minutes. */
function ahead(people: number, desks = 1): HalfDay {
  const day = new HalfDay({ deskCount: desks });
  for (let desk = 1; desk <= desks; desk += 1) {
    day.walkIn(`T${desk}`, "9:00");
    day.serves(`T${desk}`, "9:00", desk);
  }
  for (let person = 1; person <= people; person += 1) day.walkIn(`W${person}`, "9:00");
  return day;
}
const announced = (day: HalfDay) => {
  const wait = waitFor(day.state, "newcomer", at("9:00"), pace);
  if (wait.state !== "range") throw new Error("A busy desk has a range.");
  return wait;
};
const width = (day: HalfDay): number => announced(day).high - announced(day).low;

test("the share of the wait that nobody knows shrinks with each few people ahead", () => {
  const shares = [0, 2, 8, 20].map((people) => width(ahead(people)) / announced(ahead(people)).high);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(shares[3]).toBeLessThan(0.5);
});

test("at a place that has taught nothing the error adds up along the line: many learned helps make a long one surer", () => {
  const reach = (people: number, helps: number): number => {
    const forecast = forecastTurns(ahead(people).state, at("9:00"), { ...pace, helps }).get(`W${people}`)!;
    return forecast.ninetieth - forecast.tenth;
  };
  expect(reach(9, 0)).toBeGreaterThan(1.15 * reach(9, 1_000));
  expect(reach(1, 0)).toBeLessThan(1.15 * reach(1, 1_000));
});

test("two desks are surer than one for about the same wait", () => {
  const reach = (day: HalfDay, who: string): number => {
    const { low, high } = forecastTurns(day.state, at("9:00"), pace).get(who)!;
    return high - low;
  };
  expect(reach(ahead(8, 2), "W8")).toBeLessThan(reach(ahead(4, 1), "W4"));
});

test("the wait grows with those who take a number", () => {
  const waits = [0, 2, 4, 8, 12].map((people) => announced(ahead(people)));
  for (const [index, { low, high }] of waits.slice(1).entries()) {
    expect(low).toBeGreaterThanOrEqual(waits[index]!.low);
    expect(high).toBeGreaterThan(waits[index]!.high);
  }
});

test("people who leave, and people who vanish, make those behind them wait less", () => {
  const day = ahead(10);
  const last = (known: Partial<typeof pace>) =>
    forecastTurns(day.state, at("9:00"), { ...pace, leaving: 0, vanishing: 0, ...known }).get("W10")!.middle;
  expect(last({ leaving: 0.01 })).toBeLessThan(last({}) - 20);
  expect(last({ vanishing: 0.01 })).toBeLessThan(last({}) - 20);
});

test("in any morning everybody who waits at a desk has a turn, none before now, and the same line has the same turns", () => {
  fc.assert(
    fc.property(anyMorning, (steps) => {
      const { end, now } = runMorning(steps);
      const turns = simulateTurns(end, now, pace);
      expect(simulateTurns(structuredClone(end), now, pace)).toEqual(turns);
      for (const moments of turns.values()) {
        expect(moments).toEqual(moments.toSorted((a, b) => a - b));
        expect(moments[0]).toBeGreaterThanOrEqual(now);
      }
      const everybody = end.visits.filter(({ state }) => state === "waiting" || state === "absent");
      if (end.desks.some(({ state }) => state === "present") && everybody.every(({ state }) => state === "waiting"))
        expect(turns.size).toBe(everybody.length);
    }),
    { numRuns: runs(60) },
  );
});

const all = (seed: number, what: "help" | "leaves" = "help"): readonly number[] =>
  Array.from({ length: TIMES }, (_, time) => draw(seed, what, time));
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

test("over all times each sixty-fourth of the numbers is drawn once, and never 0 or 1", () => {
  for (const seed of [1, 2, 417, -1, -2_401]) {
    const parts = all(seed).map((number) => Math.floor(number * TIMES));
    expect(new Set(parts).size).toBe(TIMES);
    expect(all(seed).every((number) => 0 < number && number < 1)).toBe(true);
  }
});

test("a person draws the same each time, and another or something else otherwise", () => {
  expect(all(1)).toEqual(all(1));
  expect(all(1)).not.toEqual(all(2));
  expect(all(1)).not.toEqual(all(1, "leaves"));
});

test("the lengths of two people who follow each other have nothing to do with each other", () => {
  const together = Array.from({ length: 200 }, (_, index) => {
    const one = all(index);
    const other = all(index + 1);
    return mean(one.map((number, time) => (number - 0.5) * ((other[time] ?? 0) - 0.5))) * 12;
  });
  expect(Math.abs(mean(together))).toBeLessThan(0.05);
});

test.each<[string, Lengths, number]>([
  ["one topic", OF_ONE_TOPIC, 0.52],
  ["any topic", OF_ANY_TOPIC, 0.81],
])("helps of %s have their mean, and vary by about its half or more", (_, lengths, variation) => {
  const many = Array.from({ length: 200_000 }, (__, index) => lengthOf(lengths, (index + 0.5) / 200_000));
  expect(mean(many)).toBeCloseTo(1, 1);
  expect(Math.sqrt(mean(many.map((length) => (length - 1) ** 2)))).toBeCloseTo(variation, 1);
});

test("what is left of a help is that of the helps that last longer: half of them are over at the middle", () => {
  const left = restOf(OF_ONE_TOPIC, 0.5, 0.5);
  const longer = Array.from({ length: 1_000 }, (_, index) => lengthOf(OF_ONE_TOPIC, (index + 0.5) / 1_000)).filter(
    (length) => length > 0.5,
  );
  expect(longer.filter((length) => length > 0.5 + left).length / longer.length).toBeCloseTo(0.5, 1);
  expect(restOf(OF_ONE_TOPIC, 0, 0.5)).toBeCloseTo(lengthOf(OF_ONE_TOPIC, 0.5));
  expect(restOf(OF_ONE_TOPIC, 50, 0.01)).toBeGreaterThanOrEqual(0);
});
