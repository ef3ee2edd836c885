import type { Act } from "#lib/queue/commands.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const acts: readonly Act[] = [
  { type: "give-numbers" }, { type: "stop-numbers" }, { type: "open", desks: [] }, { type: "take-desk", desk: 1 }, { type: "add-visit", visit: "W9" },
  { type: "check-in", appointment: "appointment-A", visit: "A" }, { type: "prioritise", visit: "W1" }, { type: "call-next", desk: 1 },
  { type: "call", visit: "W1", desk: 1 }, { type: "announce", message: "Bonjour." }, { type: "suspend" }, { type: "resume-line" },
  { type: "close", leftovers: [] }, { type: "leave-desk" }, { type: "break" }, { type: "return" }, { type: "hand-over", to: 2 },
  { type: "late", appointment: "appointment-A", expectedAt: at("12:30") }, { type: "pause", visit: "W2" }, { type: "resume", visit: "W2" },
  { type: "away", visit: "W1" }, { type: "turn-away", reason: "full" }, { type: "incident", kind: "power" }, { type: "ask-help" }, { type: "lease-numbers" },
];
const endings: readonly Act[] = [
  { type: "start", visit: "W1" }, { type: "finish", visit: "W2" }, { type: "absent", visit: "W1" }, { type: "leave", visit: "W1", by: "staff" },
  { type: "refer", visit: "W1", target: "autre" }, { type: "report", visit: "W2", report: { themes: ["logement"], minutes: 10, equipment: [] } }, { type: "undo", command: "start" },
];

/** W1 is called to table 1, W2 is helped at table 2. */
const atWork = () => {
  const day = new HalfDay({ tables: 2 }).booked("A", "11:30");
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

test.each([...acts, ...endings].filter(({ type }) => type !== "report").map((act) => [act.type, act] as const))("once it is closed: no %s", (_, act) => {
  expect(over("closed").does(act, "12:00", { by: "conseiller-1" })).toBe("permanence-closed");
});

test("what was done is still written down when the last person has gone", () => {
  const day = atWork();
  for (const act of [{ type: "finish", visit: "W2" }, { type: "absent", visit: "W1" }, { type: "close", leftovers: [{ visit: "W1", choice: "left" }] }] as const) expect(day.does(act, "12:00")).toBe("applied");
  expect(day.does({ type: "report", visit: "W2", report: { themes: ["logement"], minutes: 10, equipment: [] } }, "14:00")).toBe("applied");
  expect(day.does({ type: "report", visit: "W1", report: { themes: ["logement"], minutes: 10, equipment: [] } }, "14:00")).toBe("state-changed");
});

test.each(acts.map((act) => [act.type, act] as const))("once it is cancelled: no %s", (_, act) => {
  expect(over("cancelled").does(act, "12:00", { by: "conseiller-1" })).toBe("permanence-closed");
});

test.each(endings.map((act) => [act.type, act] as const))("cancelled under people who are there, it still ends well for them: %s", (_, act) => {
  expect(over("cancelled").does(act, "12:00")).toBe("applied");
});

test("over is said before anything else that differs", () => {
  expect(over("closed").does({ type: "announce", message: "" }, "12:00", { expected: { version: 0 } })).toBe("permanence-closed");
});
