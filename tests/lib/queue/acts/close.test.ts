import { isLeftOver, stillExpected, type BookingChoice, type Leftover } from "#lib/queue/acts/close.ts";
import { decide } from "#lib/queue/acts/decider.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const close = (day: HalfDay, time: string, choices: Readonly<Record<string, Leftover>> = {}) =>
  day.does({ type: "close", leftovers: Object.entries(choices).map(([visit, choice]) => ({ visit, choice })) }, time);

const outcome = (day: HalfDay) => {
  const leftovers = day.state.visits.filter(isLeftOver).map(({ id }) => ({ visit: id, choice: "no-date" as const }));
  const decision = decide(
    day.state,
    { type: "close", leftovers, id: "any", at: at("12:00"), device: "tablet-1" },
    at("12:00"),
  );
  return decision.ok ? decision.value.at(-1) : decision.refusal;
};

/** W1 waits, W2 did not answer, W3 is paused. */
const leftovers = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  day.does({ type: "call", visit: "W2", desk: 1 }, "9:05");
  day.does({ type: "absent", visit: "W2" }, "9:06");
  day.serves("W3", "9:07").does({ type: "pause", visit: "W3" }, "9:20");
  return day;
};

test("everybody who still has a number has a choice of what follows", () => {
  const day = leftovers();
  expect(close(day, "12:00", { W1: "another-date", W2: "left", W3: "done" })).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "unserved", endedAt: at("12:00") });
  expect(day.visit("W2")).toMatchObject({ state: "left", why: "staff", endedAt: at("12:00") });
  expect(day.visit("W3")).toMatchObject({ state: "done", startedAt: at("9:07"), endedAt: at("12:00") });
  expect(day.visit("W3")).not.toHaveProperty("for");
});

test("a close without a choice for everybody is refused as a whole", () => {
  const day = leftovers();
  const before = day.state;
  expect(close(day, "12:00", { W1: "no-date", W2: "no-date" })).toBe("leftovers-remain");
  expect(close(day, "12:00", { W1: "no-date", W2: "no-date", W3: "no-date", W9: "left" })).toBe("not-found");
  expect(close(day, "12:00", { W1: "done", W2: "no-date", W3: "done" })).toBe("state-changed");
  expect(day.state).toBe(before);
});

test("not while somebody is called or helped", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.calls("9:05");
  expect(close(day, "12:00")).toBe("desk-busy");
  day.does({ type: "start", visit: "W1" }, "12:01");
  expect(close(day, "12:02", { W1: "done" })).toBe("desk-busy");
});

test("a choice for somebody who has left meanwhile changes nothing", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.does({ type: "leave", visit: "W1", by: "resident" }, "11:59");
  expect(close(day, "12:00", { W1: "another-date" })).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "left", why: "resident", endedAt: at("11:59") });
});

test("somebody who is paused had been helped: no choice makes them unserved", () => {
  for (const choice of ["done", "another-date", "no-date"] as const) {
    const day = leftovers();
    close(day, "12:00", { W1: "no-date", W2: "no-date", W3: choice });
    expect(day.visit("W3")).toMatchObject({ state: "done", startedAt: at("9:07"), endedAt: at("12:00") });
  }
});

test("nor does one make unserved whoever is back from a pause whose desk was left", () => {
  for (const choice of ["done", "another-date", "no-date"] as const) {
    const day = leftovers();
    day.desk(1, { type: "leave-desk" }, "9:30");
    day.does({ type: "resume", visit: "W3" }, "9:40");
    expect(day.visit("W3")).toMatchObject({ state: "waiting", back: true });
    expect(close(day, "12:00", { W1: "no-date", W2: "no-date", W3: choice })).toBe("applied");
    expect(day.visit("W3")).toMatchObject({ state: "done", startedAt: at("9:07"), endedAt: at("12:00") });
  }
});

describe("booked people who have not arrived", () => {
  /** A 11:00, B 11:30, both booked before; the half-day is closed at half past nine. */
  const booked = () => new HalfDay().booked("A", "11:00").booked("B", "11:30");
  const closeWith = (day: HalfDay, time: string, choices: Readonly<Record<string, BookingChoice>>) =>
    day.does(
      {
        type: "close",
        leftovers: [],
        bookings: Object.entries(choices).map(([person, choice]) => ({ appointment: `appointment-${person}`, choice })),
      },
      time,
    );
  const expected = (day: HalfDay) => day.state.expected.map(({ id }) => id);

  test("each has a choice: cancelled, they are expected no more; kept, they still are", () => {
    const day = booked();
    expect(closeWith(day, "9:30", { A: "cancelled", B: "kept" })).toBe("applied");
    expect(expected(day)).toEqual(["appointment-B"]);
    expect(day.state.status).toBe("closed");
  });

  test("a close is refused while one of them has no choice", () => {
    const day = booked();
    const before = day.state;
    expect(closeWith(day, "9:30", { A: "cancelled" })).toBe("leftovers-remain");
    expect(day.state).toBe(before);
  });

  test("an hour that is over needs no choice, one that was announced for later does", () => {
    const day = booked();
    expect(closeWith(day, "11:29", { B: "cancelled" })).toBe("leftovers-remain");
    expect(closeWith(booked(), "11:30", { B: "cancelled" })).toBe("applied");
    day.does({ type: "late", appointment: "appointment-A", expectedAt: at("11:50") }, "10:50");
    expect(stillExpected(day.state, at("11:40")).map(({ id }) => id)).toEqual(["appointment-A", "appointment-B"]);
    expect(closeWith(day, "11:40", { B: "cancelled" })).toBe("leftovers-remain");
  });

  test("a choice for one who cancelled, or who arrived and left meanwhile, changes nothing", () => {
    const day = booked();
    day.here("A", "10:50");
    day.does({ type: "leave", visit: "A", by: "resident" }, "10:55");
    expect(closeWith(day, "11:00", { A: "cancelled", B: "kept", C: "cancelled" })).toBe("applied");
    expect(expected(day)).toEqual(["appointment-B"]);
    expect(day.visit("A")).toMatchObject({ state: "left" });
  });

  test("a program that names no bookings closes, and decides nothing of them", () => {
    const day = booked();
    expect(close(day, "9:30")).toBe("applied");
    expect(expected(day)).toEqual(["appointment-A", "appointment-B"]);
  });
});

test("all desks are left, and leases are void", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.does({ type: "lease-numbers" }, "9:00");
  day.desk(2, { type: "break" }, "11:30");
  day.does({ type: "suspend" }, "11:40");
  close(day, "12:00");
  expect(day.state).toMatchObject({ status: "closed", suspended: false, leases: [], nextNumber: 1 });
  expect(day.state.desks).toMatchObject([
    { state: "left", since: at("12:00") },
    { state: "left", since: at("12:00") },
  ]);
});

describe("how it was held", () => {
  test("with somebody who was helped, even if they are only paused", () => {
    const day = new HalfDay();
    day.walkIn("W1", "9:01");
    day.serves("W1", "9:05").does({ type: "finish", visit: "W1" }, "9:20");
    expect(outcome(day)).toEqual({ type: "closed", outcome: "held" });
    const paused = new HalfDay();
    paused.walkIn("W1", "9:01");
    paused.serves("W1", "9:05").does({ type: "pause", visit: "W1" }, "9:20");
    paused.does({ type: "leave", visit: "W1", by: "staff" }, "9:40");
    expect(outcome(paused)).toEqual({ type: "closed", outcome: "held" });
  });

  test("with nobody: those who came were not helped, or nobody came", () => {
    const day = new HalfDay();
    expect(outcome(day)).toEqual({ type: "closed", outcome: "held-with-nobody" });
    day.walkIn("W1", "9:01");
    day.calls("9:05");
    day.does({ type: "leave", visit: "W1", by: "resident" }, "9:06");
    expect(outcome(day)).toEqual({ type: "closed", outcome: "held-with-nobody" });
  });

  test("not at all: nobody ever opened it", () => {
    expect(outcome(new HalfDay({ status: "scheduled" }))).toEqual({ type: "closed", outcome: "not-held" });
  });
});

test("with a person who is back from a pause: they were helped", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  day.serves("W1", "9:05").does({ type: "pause", visit: "W1" }, "9:10");
  day.desk(1, { type: "leave-desk" }, "9:11");
  day.does({ type: "resume", visit: "W1" }, "9:20");
  expect(day.visit("W1").state).toBe("waiting");
  expect(outcome(day)).toEqual({ type: "closed", outcome: "held" });
});
