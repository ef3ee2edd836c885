import type { Act } from "#lib/queue/acts/acts.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const AT_DESK_1 = "conseiller-1";
const COLLEAGUE = "conseiller-2";

/** W1 is called to desk 1, where conseiller 1 sits; conseiller 2 is at desk 2, and somebody is at the reception. */
const called = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  day.does({ type: "call-next", desk: 1 }, "9:05:30", { name: "call", by: AT_DESK_1 });
  return day;
};
const helped = () => {
  const day = called();
  day.does({ type: "start", visit: "W1" }, "9:06", { name: "start", by: AT_DESK_1 });
  return day;
};

const OF_THE_CALLED: readonly Act[] = [
  { type: "start", visit: "W1" },
  { type: "absent", visit: "W1" },
  { type: "leave", visit: "W1", by: "staff" },
  { type: "refer", visit: "W1", target: "administration" },
];
const OF_THE_HELPED: readonly Act[] = [
  { type: "finish", visit: "W1" },
  { type: "pause", visit: "W1" },
  { type: "refer", visit: "W1", target: "administration" },
];

describe("an act on a person called to a colleague's desk", () => {
  test.each(OF_THE_CALLED)("%j is refused to another desk and to the reception", (act) => {
    const day = called();
    expect([day.does(act, "9:06", { by: COLLEAGUE }), day.does(act, "9:06", { by: "reception" })]).toEqual([
      "not-your-desk",
      "not-your-desk",
    ]);
    expect(day.visit("W1")).toMatchObject({ state: "called", desk: 1 });
  });

  test.each(OF_THE_CALLED)("%j is done by whoever sits there, and by the team without a name", (act) => {
    expect([called().does(act, "9:06", { by: AT_DESK_1 }), called().does(act, "9:06")]).toEqual(["applied", "applied"]);
  });

  test("the resident's own word that they leave is accepted, whoever brings it", () => {
    expect(called().does({ type: "leave", visit: "W1", by: "resident" }, "9:06", { by: COLLEAGUE })).toBe("applied");
  });
});

describe("an act on a person helped at a colleague's desk", () => {
  test.each(OF_THE_HELPED)("%j is refused to another desk and to the reception", (act) => {
    const day = helped();
    expect([day.does(act, "9:07", { by: COLLEAGUE }), day.does(act, "9:07", { by: "reception" })]).toEqual([
      "not-your-desk",
      "not-your-desk",
    ]);
    expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1 });
  });

  test.each(OF_THE_HELPED)("%j is done by whoever sits there, and by the team without a name", (act) => {
    expect([helped().does(act, "9:07", { by: AT_DESK_1 }), helped().does(act, "9:07")]).toEqual(["applied", "applied"]);
  });
});

describe("an act on a person at no desk is the whole team's", () => {
  test.each<Act>([
    { type: "leave", visit: "W2", by: "staff" },
    { type: "refer", visit: "W2", target: "administration" },
    { type: "prioritise", visit: "W2" },
  ])("%j of somebody in line is anybody's to do", (act) => {
    expect(called().does(act, "9:06", { by: "reception" })).toBe("applied");
  });

  test("a person who fetches a paper may leave by the word of any of them", () => {
    const day = helped();
    day.does({ type: "pause", visit: "W1" }, "9:07", { by: AT_DESK_1 });
    expect(day.does({ type: "leave", visit: "W1", by: "staff" }, "9:08", { by: COLLEAGUE })).toBe("applied");
  });
});

describe("a person who comes back from a pause", () => {
  const paused = () => {
    const day = helped();
    day.does({ type: "pause", visit: "W1" }, "9:07", { name: "pause", by: AT_DESK_1 });
    return day;
  };

  test("is taken up by whoever is at the desk", () => {
    const day = paused();
    expect(day.does({ type: "resume", visit: "W1" }, "9:08", { by: COLLEAGUE })).toBe("not-your-desk");
    expect(day.does({ type: "resume", visit: "W1" }, "9:08", { by: AT_DESK_1 })).toBe("applied");
  });

  test("when that desk is gone, anybody may record the return, and the person is next for any desk", () => {
    const day = paused();
    day.desk(1, { type: "leave-desk" }, "9:08");
    expect(day.does({ type: "resume", visit: "W1" }, "9:09", { by: COLLEAGUE })).toBe("applied");
    expect(day.visit("W1")).toMatchObject({ state: "waiting", back: true });
  });
});

describe("taking back", () => {
  const undo = (day: HalfDay, command: string, by?: string) =>
    day.does({ type: "undo", command }, "9:06:10", by === undefined ? {} : { by });

  test("an act at a desk can be undone by the conseiller who sits there, not by a colleague at another desk", () => {
    const day = helped();
    expect(undo(day, "start", COLLEAGUE)).toBe("not-your-desk");
    expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1 });
    expect(undo(day, "start", AT_DESK_1)).toBe("applied");
    expect(undo(day, "call")).toBe("applied");
  });

  test("nobody puts a person back to a colleague's desk", () => {
    const day = helped();
    day.does({ type: "finish", visit: "W1" }, "9:06:05", { name: "end", by: AT_DESK_1 });
    expect(undo(day, "end", COLLEAGUE)).toBe("not-your-desk");
    expect(undo(day, "end", AT_DESK_1)).toBe("applied");
  });

  test("a hand-over can be undone while the person waits at the new desk; they return to the sender's desk", () => {
    const day = helped();
    day.does({ type: "hand-over", to: 2 }, "9:06:05", { name: "over", by: AT_DESK_1 });
    expect(undo(day, "over", AT_DESK_1)).toBe("applied");
    expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 1 });
  });
});

test("anybody of the team may act at a desk that no named conseiller has taken", () => {
  const day = new HalfDay({
    status: "open",
    desks: [{ number: 1, state: "present", since: at("8:55"), topics: "every" }],
  });
  day.walkIn("W1", "9:01");
  day.calls("9:05");
  expect(day.does({ type: "start", visit: "W1" }, "9:06", { by: COLLEAGUE })).toBe("applied");
});

test("after a refused call, the acts sent with it do not touch the person, whom a colleague called first", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W14", "9:01");
  day.does({ type: "call-next", desk: 2 }, "9:05", { by: COLLEAGUE });
  day.does({ type: "start", visit: "W14" }, "9:06", { by: COLLEAGUE });
  const seen = { visit: "W14", state: "waiting" };
  const kept = [
    day.does({ type: "call-next", desk: 1 }, "9:10", { by: AT_DESK_1, expected: seen, name: "kept" }),
    ...(
      [
        { type: "start", visit: "W14" },
        { type: "finish", visit: "W14" },
      ] as const
    ).map((act) => day.does(act, "9:10", { by: AT_DESK_1 })),
  ];
  expect(kept).toEqual(["already-called", "not-your-desk", "not-your-desk"]);
  expect(day.visit("W14")).toMatchObject({ state: "serving", desk: 2 });
});
