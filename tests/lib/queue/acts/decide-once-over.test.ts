import type { Act } from "#lib/queue/acts/acts.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const acts: readonly Act[] = [
  { type: "give-numbers" },
  { type: "stop-numbers" },
  { type: "open", desks: [] },
  { type: "take-desk", desk: 1 },
  { type: "add-visit", visit: "W9" },
  { type: "check-in", appointment: "appointment-A", visit: "A" },
  { type: "prioritise", visit: "W1" },
  { type: "call-next", desk: 1 },
  { type: "call", visit: "W1", desk: 1 },
  { type: "announce", message: "Bonjour." },
  { type: "suspend" },
  { type: "resume-line" },
  { type: "close", leftovers: [] },
  { type: "leave-desk" },
  { type: "break" },
  { type: "return" },
  { type: "hand-over", to: 2 },
  { type: "late", appointment: "appointment-A", expectedAt: at("12:30") },
  { type: "pause", visit: "W2" },
  { type: "resume", visit: "W2" },
  { type: "away", visit: "W1" },
  { type: "turn-away", reason: "full" },
  { type: "incident", kind: "power" },
  { type: "ask-help" },
  { type: "lease-numbers" },
];
const endings: readonly Act[] = [
  { type: "start", visit: "W1" },
  { type: "finish", visit: "W2" },
  { type: "absent", visit: "W1" },
  { type: "leave", visit: "W1", by: "staff" },
  { type: "refer", visit: "W1", target: "autre" },
  { type: "report", visit: "W2", report: { themes: ["logement"], minutes: 10, equipment: [] } },
  { type: "undo", command: "start" },
  { type: "fetch", visit: "W1", on: true },
  { type: "describe", visit: "W1", topic: "impots" },
  { type: "undo-turn-away", turnAway: "full" },
];

const AFTER_THE_CLOSE: ReadonlySet<Act["type"]> = new Set(["report", "describe"]);

/** W1 is called to desk 1, W2 is helped at desk 2. */
const atWork = () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A", "11:30");
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  day.calls("11:59", 1);
  day.does({ type: "call", visit: "W2", desk: 2 }, "11:59");
  day.does({ type: "start", visit: "W2" }, "11:59:30", { name: "start" });
  return day;
};
const over = (status: "closed" | "cancelled") => {
  const day = atWork();
  day.state = { ...day.state, status };
  return day;
};

test.each(
  [...acts, ...endings].filter(({ type }) => !AFTER_THE_CLOSE.has(type)).map((act) => [act.type, act] as const),
)("once it is closed: no %s", (_, act) => {
  expect(over("closed").does(act, "12:00", { by: "conseiller-1" })).toBe("permanence-closed");
});

test("a report is accepted after the close", () => {
  const day = atWork();
  for (const act of [
    { type: "finish", visit: "W2" },
    { type: "absent", visit: "W1" },
    { type: "close", leftovers: [{ visit: "W1", choice: "left" }] },
  ] as const)
    expect(day.does(act, "12:00")).toBe("applied");
  expect(
    day.does({ type: "report", visit: "W2", report: { themes: ["logement"], minutes: 10, equipment: [] } }, "14:00"),
  ).toBe("applied");
  expect(
    day.does({ type: "report", visit: "W1", report: { themes: ["logement"], minutes: 10, equipment: [] } }, "14:00"),
  ).toBe("state-changed");
});

test("topic and language are noted after the close too: the report begins with them", () => {
  const day = over("closed");
  expect(day.does({ type: "describe", visit: "W2", topic: "impots" }, "14:00")).toBe("applied");
  expect(day.visit("W2")).toMatchObject({ topic: "impots" });
});

test.each(acts.map((act) => [act.type, act] as const))("once it is cancelled: no %s", (_, act) => {
  expect(over("cancelled").does(act, "12:00", { by: "conseiller-1" })).toBe("permanence-closed");
});

test.each(endings.map((act) => [act.type, act] as const))(
  "cancelled under people who are there, it still ends well for them: %s",
  (_, act) => {
    expect(over("cancelled").does(act, "12:00")).toBe("applied");
  },
);

test("permanence-closed comes before any other refusal", () => {
  expect(over("closed").does({ type: "announce", message: "" }, "12:00", { expected: { version: 0 } })).toBe(
    "permanence-closed",
  );
});

describe("in a cancelled half-day nobody is brought back into a line that calls nobody any more", () => {
  /**
   * W1 has priority, W2 is away, W3 left of their own accord, W4 fetches a paper, W6 was helped; then the half-day is
   * cancelled, and its people read so.
   */
  const cancelled = () => {
    const day = new HalfDay({ deskCount: 2 });
    for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
    day.serves("W4", "9:05");
    day.does({ type: "prioritise", visit: "W1" }, "9:10", { name: "first" });
    day.does({ type: "away", visit: "W2", until: at("9:40") }, "9:10", { name: "away" });
    day.does({ type: "leave", visit: "W3", by: "resident" }, "9:10", { name: "gone" });
    day.does({ type: "pause", visit: "W4" }, "9:10", { name: "pause" });
    day.does({ type: "resume", visit: "W4" }, "9:10", { name: "again" });
    day.does({ type: "pause", visit: "W4" }, "9:10", { name: "pause-again" });
    day.walkIn("W6", "9:10");
    day.serves("W6", "9:10", 2).does({ type: "finish", visit: "W6" }, "9:10", { name: "end" });
    day.walkIn("W5", "9:10");
    day.does(
      { type: "close", leftovers: ["W1", "W2", "W4", "W5"].map((visit) => ({ visit, choice: "another-date" })) },
      "9:10:20",
    );
    day.state = { ...day.state, status: "cancelled" };
    return day;
  };

  test.each(["first", "away", "gone"])("not by undoing: %s", (command) => {
    const day = cancelled();
    const before = day.state;
    expect(day.does({ type: "undo", command }, "9:10:30")).toBe("permanence-closed");
    expect(day.state).toBe(before);
  });

  test("nor to a desk that everybody has left", () => {
    expect(cancelled().does({ type: "undo", command: "end" }, "9:10:30")).toBe("desk-not-taken");
  });

  test("nor out of the end of their help", () => {
    expect(cancelled().does({ type: "undo", command: "pause-again" }, "9:10:30")).toBe("state-changed");
  });

  test("a number given by mistake is taken back all the same: it was no person", () => {
    const day = cancelled();
    expect(day.does({ type: "undo", command: "add-W5" }, "9:10:30")).toBe("applied");
    expect(day.visit("W5")).toMatchObject({ state: "left", why: "given-by-mistake" });
  });
});
