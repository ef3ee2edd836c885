import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { waitFor } from "#lib/queue/wait/estimate-wait.ts";
import { at, HalfDay } from "#tests/support/line.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decider.ts";

const suspended = () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30").serves("W0", "9:00");
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  day.calls("9:05", 2);
  day.does({ type: "suspend" }, "9:10");
  return day;
};

test("no number is given and nobody is called until the line goes on, in the order it had", () => {
  const day = suspended();
  expect([
    day.walkIn("W3", "9:11"),
    day.calls("9:11"),
    day.does({ type: "call", visit: "W2", desk: 1 }, "9:11"),
  ]).toEqual(["line-suspended", "line-suspended", "line-suspended"]);
  expect(day.does({ type: "resume-line" }, "9:20")).toBe("applied");
  expect(day.calls("9:20")).toBe("W2");
  expect(day.walkIn("W3", "9:21")).toBe("applied");
});

test("what has begun goes on: people arrive for their hour, sit down, finish, leave", () => {
  const day = suspended();
  expect(day.here("A", "9:12")).toBe("applied");
  expect(day.does({ type: "start", visit: "W1" }, "9:12")).toBe("applied");
  expect(day.does({ type: "finish", visit: "W1" }, "9:13")).toBe("applied");
  expect(day.does({ type: "leave", visit: "W2", by: "resident" }, "9:13")).toBe("applied");
});

test("a person who does not come to the desk meanwhile is absent, as at other times", () => {
  expect(suspended().does({ type: "absent", visit: "W1" }, "9:12")).toBe("applied");
});

test("nobody is promised a time meanwhile", () => {
  const day = suspended();
  expect([
    waitFor(
      day.state,
      "newcomer",
      at("9:12"),
      paceOf(() => 20),
    ),
    waitFor(
      day.state,
      "W2",
      at("9:12"),
      paceOf(() => 20),
    ),
  ]).toEqual([{ state: "unknown" }, { state: "unknown" }]);
});

test("suspending twice changes nothing, nor does going on twice", () => {
  const day = suspended();
  const before = day.state;
  day.does({ type: "suspend" }, "9:11");
  expect(day.state).toBe(before);
  day.does({ type: "resume-line" }, "9:12");
  const after = day.state;
  day.does({ type: "resume-line" }, "9:13");
  expect(day.state).toBe(after);
});

test("who was given a number without network meanwhile is in line all the same, also once numbers were stopped", () => {
  const day = suspended();
  const gives = (visit: string, number: number) =>
    day.does({ type: "add-visit", visit, number, joinedAt: at("9:09") }, "9:11");
  expect(gives("W3", 3)).toBe("applied");
  day.does({ type: "stop-numbers" }, "9:12");
  expect(gives("W4", 4)).toBe("applied");
  expect(day.walkIn("W5", "9:13")).toBe("numbers-stopped");
});

const announce = (day: HalfDay, message: string, time = "9:10") => day.does({ type: "announce", message }, time);

test("the room reads the message, and the next one instead of it", () => {
  const day = new HalfDay();
  expect(announce(day, "  La borne est en panne. ")).toBe("applied");
  expect(day.state.message).toBe("La borne est en panne.");
  announce(day, "De retour à 10 h.");
  expect(day.state.message).toBe("De retour à 10 h.");
});

test("an empty message takes it away", () => {
  const day = new HalfDay();
  announce(day, "La borne est en panne.");
  expect(announce(day, " ")).toBe("applied");
  expect(day.state).not.toHaveProperty("message");
});

test("announcing the same message twice changes nothing", () => {
  const day = new HalfDay();
  const { version } = day.state;
  announce(day, "");
  announce(day, "Bonjour.");
  announce(day, "Bonjour.");
  expect(day.state.version).toBe(version + 1);
});

test("140 characters are accepted, more are too large; an emoji is one character", () => {
  expect(announce(new HalfDay(), "🔔".repeat(140))).toBe("applied");
  expect(announce(new HalfDay(), "🔔".repeat(141))).toBe("too-large");
});

test("a personal number is refused", () => {
  const day = new HalfDay();
  expect(announce(day, "Le dossier 1234567 A est prêt.")).toBe("personal-number-refused");
  expect(announce(day, "Venez avec le 1 85 05 78 006 084 36.")).toBe("personal-number-refused");
  expect(announce(day, "Appelez le 03 68 98 50 00.")).toBe("applied");
});

/** The events of an act at 9:10, or why it is refused. */
const happens = (day: HalfDay, act: Act, conseiller?: string) => {
  const decision = decide(
    day.state,
    { id: "any", at: at("9:10"), device: "tablet-1", ...(conseiller && { conseiller }), ...act },
    at("9:10"),
  );
  return decision.ok ? decision.value : decision.refusal;
};

describe("an incident and a call for help", () => {
  test("keep the desk of the sender, and nothing more", () => {
    const day = new HalfDay({ deskCount: 2 });
    expect(happens(day, { type: "incident", kind: "violence" }, "conseiller-2")).toEqual([
      { type: "incident-noted", kind: "violence", desk: 2 },
    ]);
    expect(happens(day, { type: "ask-help" }, "conseiller-1")).toEqual([{ type: "help-asked", desk: 1 }]);
  });

  test("need no desk", () => {
    const day = new HalfDay();
    expect([
      happens(day, { type: "incident", kind: "power" }),
      happens(day, { type: "ask-help" }, "reception"),
    ]).toEqual([[{ type: "incident-noted", kind: "power" }], [{ type: "help-asked" }]]);
  });

  test("change nothing in the line", () => {
    const day = new HalfDay();
    const { version: _, ...before } = day.state;
    day.does({ type: "incident", kind: "alarm" }, "9:10");
    day.does({ type: "ask-help" }, "9:11");
    expect(day.state).toMatchObject(before);
  });
});
