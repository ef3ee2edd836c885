import { at, BEFORE, HalfDay } from "#tests/support/line.ts";

test("a booked person who comes is in line with the next number and no longer expected", () => {
  const day = new HalfDay().booked("A", "9:30", BEFORE, "caf");
  day.walkIn("W1", "9:01");
  expect(day.here("A", "9:20")).toBe("applied");
  expect(day.visit("A")).toMatchObject({
    number: 2,
    joinedAt: at("9:20"),
    topic: "caf",
    state: "waiting",
    origin: { kind: "appointment", appointment: "appointment-A", hour: at("9:30"), bookedAt: BEFORE, late: false },
  });
  expect(day.state.expected).toEqual([]);
});

test("the conseiller asked for is kept with the visit, and changes nobody's turn", () => {
  const asking = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
  asking.state = {
    ...asking.state,
    expected: asking.state.expected.map((expected) => ({ ...expected, wanted: "conseiller-2" })),
  };
  const plain = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
  const turns = [asking, plain].map((day) => {
    day.walkIn("W1", "9:01");
    day.here("A", "9:20");
    return [day.frees("9:25"), day.frees("9:29")];
  });
  expect(asking.visit("A").origin).toMatchObject({ kind: "appointment", wanted: "conseiller-2" });
  expect(plain.visit("A").origin).not.toHaveProperty("wanted");
  expect(turns[0]).toEqual(turns[1]);
});

test("a second check-in, or one of somebody not expected, is refused", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.here("A", "9:20");
  expect(day.does({ type: "check-in", appointment: "appointment-A", visit: "again" }, "9:21")).toBe("already-here");
  expect(day.here("B", "9:21")).toBe("not-found");
});

test("a booked person is checked in after numbers were stopped, and in an open half-day that gave none", () => {
  expect(new HalfDay({ numbers: "stopped" }).booked("A", "9:30").here("A", "9:20")).toBe("applied");
  expect(new HalfDay({ numbers: "not-yet" }).booked("A", "9:30").here("A", "9:20")).toBe("applied");
});

test("nobody is checked in before the team has begun, or after the end", () => {
  expect(new HalfDay({ numbers: "not-yet", status: "scheduled" }).booked("A", "9:30").here("A", "8:30")).toBe(
    "numbers-not-given",
  );
  expect(new HalfDay({ status: "closed" }).booked("A", "9:30").here("A", "12:30")).toBe("permanence-closed");
});

describe("late", () => {
  const late = (arrival: string, before: (day: HalfDay) => void = (day) => day.frees("9:40")): unknown => {
    const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
    day.walkIn("W1", "9:01");
    before(day);
    day.here("A", arrival);
    const { origin } = day.visit("A");
    return origin.kind === "appointment" && origin.late;
  };

  test("is more than fifteen minutes after the hour, when the turn passed meanwhile", () => {
    expect(late("9:45")).toBe(false);
    expect(late("9:45:01")).toBe(true);
  });

  test("is nobody while the half-day itself runs behind", () => {
    expect(late("10:20", () => undefined)).toBe(false);
  });

  test("is nobody by a call from before two minutes to the hour", () => {
    expect(late("10:00", (day) => day.frees("9:27:59"))).toBe(false);
    expect(late("10:00", (day) => day.frees("9:28"))).toBe(true);
  });

  test("is nobody by a call of priority, by a choice of the team, or by one taken back", () => {
    expect(
      late("10:00", (day) => {
        day.does({ type: "prioritise", visit: "W1" }, "9:20");
        day.frees("9:40");
      }),
    ).toBe(false);
    expect(late("10:00", (day) => day.does({ type: "call", visit: "W1", desk: 1, override: "urgent" }, "9:40"))).toBe(
      false,
    );
    expect(
      late("10:00", (day) => {
        day.calls("9:40");
        day.does({ type: "undo", command: "call-9:40" }, "9:41");
      }),
    ).toBe(false);
  });

  test("is nobody by the call of somebody they could not have passed", () => {
    const day = new HalfDay().booked("A", "9:30", at("9:10")).booked("B", "9:30").booked("C", "9:15");
    day.walkIn("W1", "9:01");
    day.here("C", "9:12");
    expect(day.frees("9:35")).toBe("C");
    expect(day.frees("9:40")).toBe("W1");
    expect(day.state.expected.map(({ id, passedBy }) => [id, passedBy])).toEqual([
      ["appointment-A", []],
      ["appointment-B", ["call-9:40"]],
    ]);
  });

  test("stays late by a second call when the first is taken back", () => {
    expect(
      late("9:50", (day) => {
        day.walkIn("W2", "9:02");
        expect([day.calls("9:46", 1), day.calls("9:46:20", 2)]).toEqual(["W1", "W2"]);
        expect(day.does({ type: "undo", command: "call-9:46" }, "9:46:30")).toBe("applied");
      }),
    ).toBe(true);
  });

  test("is nobody by a call long before their hour of an absent person who alone was left", () => {
    expect(
      late("9:50", (day) => {
        day.calls("9:05");
        day.does({ type: "absent", visit: "W1" }, "9:06");
        expect(day.calls("9:07")).toBe("W1");
      }),
    ).toBe(false);
  });
});

describe("late by a call that is taken back after the check-in", () => {
  /** W1 to W3 at the door; at 9:50 the call of W1 takes A's turn, and A comes ten seconds later. */
  const cameLate = () => {
    const day = new HalfDay({ deskCount: 3 }).booked("A", "9:30");
    for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
    day.calls("9:50", 1);
    day.here("A", "9:50:10");
    return day;
  };
  const undo = (day: HalfDay, command: string, time: string) => day.does({ type: "undo", command }, time);
  const isLate = (day: HalfDay): boolean => {
    const { origin } = day.visit("A");
    return origin.kind === "appointment" && origin.late;
  };

  test("the person has missed nothing and keeps their hour and number", () => {
    const day = cameLate();
    expect(isLate(day)).toBe(true);
    expect(undo(day, "call-9:50", "9:50:20")).toBe("applied");
    expect(day.visit("A")).toMatchObject({ number: 4, joinedAt: at("9:50:10") });
    expect(day.visit("A").origin).toEqual({
      kind: "appointment",
      appointment: "appointment-A",
      hour: at("9:30"),
      bookedAt: BEFORE,
      late: false,
    });
    expect([day.calls("9:51", 1), day.calls("9:51:10", 2), day.calls("9:51:20", 3)]).toEqual(["A", "W1", "W2"]);
  });

  test("the person stays late while another call that took their turn stands", () => {
    const day = new HalfDay({ deskCount: 3 }).booked("A", "9:30");
    for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
    expect([day.calls("9:50", 1), day.calls("9:50:05", 2)]).toEqual(["W1", "W2"]);
    day.here("A", "9:50:10");
    undo(day, "call-9:50", "9:50:20");
    expect(isLate(day)).toBe(true);
    expect(day.calls("9:50:25", 1)).toBe("W1");
    undo(day, "call-9:50:05", "9:50:30");
    expect(isLate(day)).toBe(false);
  });

  test("a later call takes no turn of a person who is here", () => {
    const day = cameLate();
    expect(day.calls("9:50:15", 2)).toBe("W2");
    undo(day, "call-9:50:15", "9:50:20");
    expect(isLate(day)).toBe(true);
  });

  test("also when the person was called meanwhile and that is taken back too, in either order", () => {
    for (const order of [
      ["call-9:50", "own-call"],
      ["own-call", "call-9:50"],
    ] as const) {
      const day = cameLate();
      expect(day.does({ type: "call", visit: "A", desk: 2 }, "9:50:15", { name: "own-call" })).toBe("applied");
      expect(order.map((command, index) => undo(day, command, `9:50:2${index}`))).toEqual(["applied", "applied"]);
      expect(isLate(day)).toBe(false);
      expect(day.calls("9:51", 1)).toBe("A");
    }
  });
});
