import { aheadOf } from "#lib/queue/order/who-may-pass.ts";
import { at, HalfDay } from "#tests/support/line.ts";

// The histories of docs/line.md#histories, with their numbers.

test("1: an appointment made before keeps its hour between walk-ins", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:05");
  expect(day.frees("9:10")).toBe("W1");
  day.here("A", "9:20");
  expect(day.frees("9:28")).toBe("A");
  expect(day.frees("9:50")).toBe("W2");
});

test("2: an appointment made this morning passes after those who had a number before it was made", () => {
  const day = new HalfDay().booked("A", "9:30", at("9:07"));
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:05");
  expect(day.frees("9:10")).toBe("W1");
  day.here("A", "9:20");
  expect(day.frees("9:28")).toBe("W2");
  expect(day.frees("9:50")).toBe("A");
});

test("3: a person who comes late after their turn has passed stands in line from their arrival", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.walkIn("W1", "9:01");
  expect(day.frees("9:32")).toBe("W1");
  expect(day.state.expected[0]?.passedBy).toEqual(["call-9:32"]);
  day.walkIn("W2", "9:35");
  day.here("A", "9:50");
  expect(day.visit("A").number).toBe(3);
  expect(day.frees("9:52")).toBe("W2");
  day.walkIn("W4", "9:55");
  expect(day.frees("10:10")).toBe("A");
  expect(day.frees("10:30")).toBe("W4");
});

test("4: a person who comes late loses nothing when nobody was called in their place", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.walkIn("W0", "9:00");
  expect(day.frees("9:10")).toBe("W0");
  day.walkIn("W1", "9:20");
  day.here("A", "9:50");
  expect(day.frees("9:55")).toBe("A");
  expect(day.frees("10:15")).toBe("W1");
});

describe("5: a person who comes long before their hour", () => {
  test("is called early when nobody is in line", () => {
    const day = new HalfDay().booked("A", "11:00");
    day.here("A", "10:10");
    expect(day.frees("10:12")).toBe("A");
  });

  test("waits while somebody is in line, and is called when nobody is", () => {
    const day = new HalfDay().booked("A", "11:00");
    day.here("A", "10:10");
    day.walkIn("W5", "10:11");
    expect(day.frees("10:12")).toBe("W5");
    expect(day.frees("10:30")).toBe("A");
  });

  test("passes the line from two minutes before the hour, not a second sooner", () => {
    const day = new HalfDay({ deskCount: 2 }).booked("A", "11:00");
    day.here("A", "10:10");
    day.walkIn("W5", "10:11");
    day.walkIn("W6", "10:12");
    expect(day.frees("10:57:59", 1)).toBe("W5");
    expect(day.frees("10:58", 2)).toBe("A");
  });
});

test("6: priority is next, then the hour, then the line", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:05");
  expect(day.does({ type: "prioritise", visit: "W2" }, "9:20")).toBe("applied");
  day.here("A", "9:25");
  expect(day.frees("9:29")).toBe("W2");
  expect(day.frees("9:45")).toBe("A");
  expect(day.frees("10:00")).toBe("W1");
});

test("7: a missed call is offered again after two further calls, twice, then the visit ends", () => {
  const day = new HalfDay();
  for (const [person, time] of [
    ["W1", "9:01"],
    ["W2", "9:05"],
    ["W3", "9:06"],
    ["W4", "9:07"],
    ["W5", "9:08"],
  ] as const)
    day.walkIn(person, time);
  const misses = (time: string) => day.does({ type: "absent", visit: "W1" }, time);
  expect(day.frees("9:10")).toBe("W1");
  misses("9:13");
  expect(day.frees("9:13")).toBe("W2");
  expect(day.frees("9:30")).toBe("W3");
  expect(day.frees("9:45")).toBe("W1");
  misses("9:48");
  expect(day.frees("9:48")).toBe("W4");
  expect(day.frees("10:05")).toBe("W5");
  expect(day.frees("10:20")).toBe("W1");
  misses("10:23");
  expect(day.visit("W1")).toMatchObject({ state: "left", why: "missed-calls", missedCalls: 3, endedAt: at("10:23") });
  expect(day.frees("10:24")).toBe("queue-empty");
});

test("8: two appointments of one hour go by their numbers, then the line", () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A1", "9:30").booked("A2", "9:30");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  day.walkIn("W3", "9:03");
  day.does({ type: "leave", visit: "W2", by: "resident" }, "9:04");
  day.does({ type: "leave", visit: "W3", by: "resident" }, "9:04");
  day.here("A2", "9:20");
  day.here("A1", "9:21");
  expect([day.visit("A1").number, day.visit("A2").number]).toEqual([5, 4]);
  expect(day.calls("9:30", 1)).toBe("A2");
  expect(day.calls("9:30", 2)).toBe("A1");
  expect(day.frees("9:50")).toBe("W1");
});

test("9: of two numbers given in the same millisecond the lower goes first, however they are kept", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:05");
  day.walkIn("W2", "9:05");
  day.state = { ...day.state, visits: day.state.visits.toReversed() };
  expect(day.frees("9:10")).toBe("W1");
});

test("10: a call out of turn is allowed, counted, and shown to the others without a cause", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  day.walkIn("W3", "9:03");
  expect(day.does({ type: "call", visit: "W3", desk: 1, override: "urgent" }, "9:10")).toBe("applied");
  expect(day.called()).toBe("W3");
  expect(day.state.overtakes).toMatchObject([{ overtaken: ["W1", "W2"] }]);
  expect(day.frees("9:30")).toBe("W1");
});

test("11: an undone call gives number and place back", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  const before = day.visit("W1");
  expect(day.calls("9:10")).toBe("W1");
  expect(day.does({ type: "undo", command: "call-9:10" }, "9:10:20")).toBe("applied");
  expect(day.visit("W1")).toEqual(before);
  expect(day.calls("9:11")).toBe("W1");
});

describe("12: a person who was sent for a paper", () => {
  const sentForAPaper = () => {
    const day = new HalfDay({ deskCount: 2 });
    for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
    day.calls("9:05");
    day.does({ type: "start", visit: "W1" }, "9:06");
    day.does({ type: "pause", visit: "W1" }, "9:10");
    return day;
  };

  test("goes on at their desk when it is free, before it calls", () => {
    const day = sentForAPaper();
    expect(day.calls("9:10")).toBe("W2");
    expect(day.does({ type: "resume", visit: "W1" }, "9:15")).toBe("desk-busy");
    day.does({ type: "start", visit: "W2" }, "9:16");
    day.does({ type: "finish", visit: "W2" }, "9:30");
    expect(day.does({ type: "resume", visit: "W1" }, "9:30")).toBe("applied");
    expect(day.called()).toBe("W1");
    expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1, startedAt: at("9:06") });
    expect(day.frees("9:40")).toBe("W3");
  });

  test("is next at any desk when theirs is gone", () => {
    const day = sentForAPaper().booked("A", "9:30");
    day.does({ type: "prioritise", visit: "W2" }, "9:11");
    day.here("A", "9:20");
    expect(day.desk(1, { type: "leave-desk" }, "9:20")).toBe("applied");
    expect(day.does({ type: "resume", visit: "W1" }, "9:29")).toBe("applied");
    expect(day.calls("9:30", 2)).toBe("W1");
    expect(day.frees("9:40", 2)).toBe("W2");
    expect(day.frees("9:50", 2)).toBe("A");
    expect(day.frees("10:00", 2)).toBe("W3");
  });
});

test("13: a person who is away keeps their place and holds nobody up", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:05");
  day.walkIn("W3", "9:06");
  day.walkIn("W4", "9:07");
  expect(day.does({ type: "away", visit: "W1", until: at("9:40") }, "9:10")).toBe("applied");
  expect(day.frees("9:20")).toBe("W2");
  expect(day.frees("9:35")).toBe("W3");
  expect(day.frees("9:50")).toBe("W1");
  expect(day.visit("W1").number).toBe(1);
});

test("14: a person who is being called counts as ahead until their help begins: when they miss the call they keep their place", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  day.walkIn("W3", "9:03");
  expect(day.calls("9:05")).toBe("W1");
  day.walkIn("W4", "9:06");
  const ahead = (time: string) => aheadOf(day.state, "W4", at(time)).people;
  expect(ahead("9:06")).toBe(3);
  day.does({ type: "absent", visit: "W1" }, "9:08");
  expect(ahead("9:08")).toBe(3);
  expect([day.calls("9:08"), day.calls("9:09", 2)]).toEqual(["W2", "W3"]);
  day.does({ type: "start", visit: "W2" }, "9:10");
  day.does({ type: "start", visit: "W3" }, "9:10");
  expect(ahead("9:10")).toBe(1);
  expect(day.frees("9:30")).toBe("W1");
  expect(ahead("9:31")).toBe(1);
  day.does({ type: "start", visit: "W1" }, "9:32");
  expect(ahead("9:32")).toBe(0);
});

describe("15: an appointment whose turn had passed when a number was given", () => {
  /**
   * W1 and W2 at the door; at 9:50 the call of W1 takes A's turn, W3 gets a number without A on its list, and the call
   * is undone.
   */
  const undoneAfterANumber = () => {
    const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
    day.walkIn("W1", "9:01");
    day.walkIn("W2", "9:02");
    expect(day.calls("9:50")).toBe("W1");
    day.walkIn("W3", "9:50:10");
    expect(aheadOf(day.state, "W3", at("9:50:10"))).toEqual({ people: 2, appointments: [] });
    expect(day.does({ type: "undo", command: "call-9:50" }, "9:50:20")).toBe("applied");
    day.walkIn("W4", "9:50:30");
    return day;
  };

  test("never passes that number, also when the call that made it late is undone", () => {
    const day = undoneAfterANumber();
    expect(aheadOf(day.state, "W3", at("9:50:40"))).toEqual({ people: 2, appointments: [] });
    expect(aheadOf(day.state, "W4", at("9:50:40"))).toEqual({ people: 3, appointments: [at("9:30")] });
    day.here("A", "9:52");
    expect(day.visit("A").origin).toMatchObject({ late: false });
    expect(["9:53", "10:10", "10:30", "10:50", "11:10"].map((time) => day.frees(time))).toEqual([
      "W1",
      "W2",
      "W3",
      "A",
      "W4",
    ]);
  });

  test("has its hour again before all others when that number is gone", () => {
    const day = undoneAfterANumber();
    day.does({ type: "leave", visit: "W3", by: "resident" }, "9:51");
    day.here("A", "9:52");
    expect(day.frees("9:53")).toBe("A");
  });

  test("never passes it either when it was checked in late between the number and the undo", () => {
    const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
    day.walkIn("W1", "9:01");
    day.calls("9:50");
    day.walkIn("W3", "9:50:10");
    day.here("A", "9:50:15");
    day.does({ type: "undo", command: "call-9:50" }, "9:50:20");
    expect(day.visit("A").origin).toMatchObject({ late: false });
    expect(["9:51", "10:10", "10:30"].map((time) => day.frees(time))).toEqual(["W1", "W3", "A"]);
  });

  test("passes no booked person either who was checked in meanwhile, once the hour of that person has come", () => {
    const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30").booked("B", "9:45").booked("C", "11:00");
    day.walkIn("W1", "9:01");
    day.calls("9:50");
    day.here("B", "9:50:10");
    day.here("C", "9:50:12");
    day.does({ type: "undo", command: "call-9:50" }, "9:50:20");
    day.here("A", "9:52");
    expect(aheadOf(day.state, "B", at("9:53")).people).toBe(0);
    expect(aheadOf(day.state, "A", at("9:53")).people).toBe(3);
    expect(["9:53", "10:10", "10:30", "10:58"].map((time) => day.frees(time))).toEqual(["B", "W1", "A", "C"]);
  });
});

test("16: a number of a lease has the place of the moment at which it was given, however late it comes", () => {
  const day = new HalfDay();
  day.does({ type: "lease-numbers" }, "9:00", { device: "tablet-away" });
  day.walkIn("W2", "9:10");
  const given = { type: "add-visit", visit: "W1", number: 101, joinedAt: at("9:05") } as const;
  expect(day.does(given, "9:20", { device: "tablet-away" })).toBe("applied");
  expect(["9:25", "9:45"].map((time) => day.frees(time))).toEqual(["W1", "W2"]);
});
