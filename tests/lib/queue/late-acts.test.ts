import fc from "fast-check";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { isLeftOver } from "#lib/queue/acts/close.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { helpBefore } from "#lib/queue/line/visit.ts";
import { instant, MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { anyMorning } from "#tests/support/any-half-day.ts";
import { actOf, conseillerOf, deviceOf, type StepKind } from "#tests/support/half-day-acts.ts";
import { at, BEFORE } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";
import { ReceivedHalfDay } from "#tests/support/received-half-day.ts";

const END = at("23:00");
const WEEK = 7 * 24 * 60 * MINUTE;
const ONE = "C1";
const TWO = "C2";

/** The act of the conseiller of that desk; `receivedAt`: when the tablet has network again. */
const late = (
  day: ReceivedHalfDay,
  act: Act,
  time: string,
  { by = ONE, receivedAt = instant(END + 60 * MINUTE) }: { readonly by?: string; readonly receivedAt?: Instant } = {},
): string => day.does(act, time, { by, receivedAt });

/** W1 is helped at desk 1 since 9:10, W2 and W3 wait; then nobody was in touch, and the line ended. */
const unclosed = (): ReceivedHalfDay => {
  const day = new ReceivedHalfDay({ deskCount: 3 });
  const says = (act: Act, time: string) => expect(day.does(act, time)).toBe("applied");
  for (const [index, visit] of ["W1", "W2", "W3"].entries()) says({ type: "add-visit", visit }, `9:0${index}`);
  says({ type: "call-next", desk: 1 }, "9:09");
  says({ type: "start", visit: "W1" }, "9:10");
  return day.ends(END);
};

test("what a tablet did without network before the end counts as it was: true times, and who was helped is not unserved", () => {
  const day = unclosed();
  expect(day.visit("W1")).toMatchObject({ state: "done", endedAt: END });
  expect(day.visit("W2")).toMatchObject({ state: "unserved" });
  expect(late(day, { type: "finish", visit: "W1" }, "9:40")).toBe("applied");
  expect(late(day, { type: "call-next", desk: 1 }, "9:41")).toBe("applied");
  expect(day.visit("W2")).toMatchObject({ state: "unserved", endedAt: END });
  expect(late(day, { type: "start", visit: "W2" }, "9:42")).toBe("applied");
  expect(day.visit("W2")).toMatchObject({ state: "done", startedAt: at("9:42"), endedAt: END });
  expect(late(day, { type: "finish", visit: "W2" }, "10:02")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "done", startedAt: at("9:10"), endedAt: at("9:40") });
  expect(day.visit("W2")).toMatchObject({ state: "done", startedAt: at("9:42"), endedAt: at("10:02") });
  expect(day.visit("W3")).toMatchObject({ state: "unserved", endedAt: END });
  expect(day.line).toMatchObject({ status: "closed", endedAutomaticallyAt: END });
  expect(day.line.desks.map(({ state }) => state)).toEqual(["left", "left", "left"]);
});

test("the events keep both: the act with its own moment, and that the end ended what it had left", () => {
  const day = unclosed();
  const before = day.events.length;
  late(day, { type: "pause", visit: "W1" }, "9:40");
  expect(day.events.slice(before)).toMatchObject([
    { event: { type: "visit-paused" }, at: at("9:40") },
    { event: { type: "visit-finished", unrecorded: true }, at: END, kept: { before: { state: "paused" } } },
  ]);
  expect(day.events.map(({ version }) => version)).toEqual(day.events.map((_, index) => index + 1));
});

test("help that began at a desk to which the person was not called stands as before the end", () => {
  const day = unclosed();
  expect(late(day, { type: "start", visit: "W2", desk: 2 }, "9:20", { by: TWO })).toBe("applied");
  expect(late(day, { type: "start", visit: "W1", desk: 3 }, "9:20", { by: "C3" })).toBe("not-your-desk");
  expect(late(day, { type: "finish", visit: "W2" }, "9:30", { by: TWO })).toBe("applied");
  expect(day.visit("W2")).toMatchObject({ state: "done", desk: 2, startedAt: at("9:20"), endedAt: at("9:30") });
});

test("a topic that was noted after the end stays when an act of before the end comes later", () => {
  const day = unclosed();
  expect(
    day.does({ type: "describe", visit: "W1", topic: "impots" }, "9:30", { receivedAt: instant(END + MINUTE) }),
  ).toBe("applied");
  expect(late(day, { type: "finish", visit: "W1" }, "9:40")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "done", endedAt: at("9:40"), topic: "impots" });
});

test("who sat down without network before the end has helped whom they helped there", () => {
  const day = new ReceivedHalfDay({ deskCount: 1 });
  for (const visit of ["W1", "W2"]) day.does({ type: "add-visit", visit }, "9:01");
  day.ends(END);
  expect(late(day, { type: "call", visit: "W2", desk: 2, withoutNetwork: true }, "9:20", { by: TWO })).toBe(
    "desk-not-taken",
  );
  expect(late(day, { type: "take-desk", desk: 2 }, "9:15", { by: TWO })).toBe("applied");
  expect(day.line.desks.map(({ number, state, since }) => [number, state, since])).toEqual([
    [1, "left", END],
    [2, "left", END],
  ]);
  for (const [act, time] of [
    [{ type: "call", visit: "W2", desk: 2, withoutNetwork: true }, "9:20"],
    [{ type: "start", visit: "W2" }, "9:21"],
    [{ type: "finish", visit: "W2" }, "9:41"],
    [{ type: "leave-desk" }, "9:45"],
  ] as const)
    expect([act.type, late(day, act, time, { by: TWO })]).toEqual([act.type, "applied"]);
  expect(day.visit("W2")).toMatchObject({ state: "done", desk: 2, startedAt: at("9:21"), endedAt: at("9:41") });
  expect(day.line.desks[1]).toMatchObject({ state: "left", since: at("9:45") });
  expect(day.line).toMatchObject({ status: "closed", endedAutomaticallyAt: END });
});

test("a half-day that nobody had opened when it ended is opened and held by what comes later", () => {
  const day = new ReceivedHalfDay({ deskCount: 1, unopened: true });
  day.does({ type: "add-visit", visit: "W1" }, "9:01");
  day.ends(END);
  expect(late(day, { type: "open", desks: [{ desk: 1, conseiller: ONE }] }, "9:05")).toBe("applied");
  for (const [act, time] of [
    [{ type: "call", visit: "W1", desk: 1, withoutNetwork: true }, "9:06"],
    [{ type: "start", visit: "W1" }, "9:07"],
    [{ type: "finish", visit: "W1" }, "9:27"],
  ] as const)
    expect([act.type, late(day, act, time)]).toEqual([act.type, "applied"]);
  expect(day.visit("W1")).toMatchObject({ state: "done", startedAt: at("9:07"), endedAt: at("9:27") });
});

test("an act that was taken back before the end is taken back", () => {
  const day = unclosed();
  day.does({ type: "finish", visit: "W1" }, "9:40", { id: "finish", receivedAt: instant(END + MINUTE) });
  expect(late(day, { type: "undo", command: "finish" }, "9:40:30", { receivedAt: instant(END + MINUTE) })).toBe(
    "applied",
  );
  expect(late(day, { type: "finish", visit: "W1" }, "9:55")).toBe("applied");
  expect(day.visit("W1")).toMatchObject({ state: "done", endedAt: at("9:55") });
});

/** What is said of those who still had a number at the close. */
const LEFTOVERS = {
  type: "close",
  leftovers: ["W2", "W3"].map((visit) => ({ visit, choice: "left" as const })),
} satisfies Act;

test("a close of before the end takes its place: what its person said stands, with the moment at which they said it", () => {
  const day = unclosed();
  late(day, { type: "finish", visit: "W1" }, "9:40");
  expect(late(day, LEFTOVERS, "12:05")).toBe("applied");
  expect(day.line).toMatchObject({ status: "closed", closedAt: at("12:05") });
  expect(day.line.endedAutomaticallyAt).toBeUndefined();
  expect(day.visit("W2")).toMatchObject({ state: "left", why: "staff", endedAt: at("12:05") });
  expect(day.line.desks.every(({ state, since }) => state === "left" && since === at("12:05"))).toBe(true);
  expect(day.events.at(-1)).toMatchObject({ event: { type: "closed", outcome: "held" }, at: at("12:05") });
  expect(late(day, { ...LEFTOVERS, leftovers: [] }, "12:06", { by: TWO })).toBe("permanence-closed");
});

test("it is refused as it would have been then: somebody is at a desk, or nobody said what becomes of somebody", () => {
  const day = unclosed();
  expect(late(day, LEFTOVERS, "12:05")).toBe("desk-busy");
  late(day, { type: "finish", visit: "W1" }, "9:40");
  expect(late(day, { ...LEFTOVERS, leftovers: [{ visit: "W2", choice: "left" }] }, "12:05")).toBe("leftovers-remain");
  expect(day.line).toMatchObject({ status: "closed", endedAutomaticallyAt: END });
  expect(day.visit("W2")).toMatchObject({ state: "unserved", endedAt: END });
});

test("what another tablet sends after such a close is noted, as after any person's", () => {
  const day = unclosed();
  late(day, { type: "finish", visit: "W1" }, "9:40");
  late(day, LEFTOVERS, "12:05");
  expect(late(day, { type: "start", visit: "W2", desk: 2 }, "12:00", { by: TWO })).toBe("noted-after-close");
  expect(day.visit("W2")).toMatchObject({ state: "left" });
});

test("not what was done at the end or after it, not after a week, and no end of the half-day after it", () => {
  const day = unclosed();
  const finish = { type: "finish", visit: "W1" } as const;
  expect(late(day, finish, "23:00")).toBe("permanence-closed");
  expect(late(day, finish, "9:40", { receivedAt: instant(END + WEEK + 1) })).toBe("permanence-closed");
  expect(late(day, LEFTOVERS, "23:00")).toBe("permanence-closed");
  expect(late(day, LEFTOVERS, "9:40", { receivedAt: instant(END + WEEK + 1) })).toBe("permanence-closed");
  expect(late(day, { type: "reopen" }, "9:40")).toBe("too-late");
  expect(late(day, finish, "9:40", { receivedAt: instant(END + WEEK) })).toBe("applied");
});

/**
 * Acts on people and on desks. Taking back is left out: what can be taken back is kept for a minute after its receipt.
 */
const RECEIVED: ReadonlySet<StepKind> = new Set([
  "absent",
  "away",
  "call",
  "call-next",
  "check-in",
  "fetch",
  "finish",
  "goes-on",
  "hand-over",
  "leave",
  "pause",
  "prioritise",
  "priority-walk-in",
  "refer",
  "resume",
  "start",
  "turn-away",
  "walk-in",
  "leave-desk",
  "take-desk",
]);

const booked = ["9:00", "9:15", "9:30", "10:00"].map((hour, index) => ({
  id: `before-${index}`,
  hour: at(hour),
  bookedAt: BEFORE,
  minutes: 30,
  passedBy: [],
}));

/**
 * The close of a tablet that sees this line: each who still has a number has a choice. It is refused while somebody is
 * at a desk.
 */
const closeOf = ({ visits }: LineState): Act => ({
  type: "close",
  leftovers: visits.filter(isLeftOver).map((visit, index) => ({
    visit: visit.id,
    choice: helpBefore(visit) ? "done" : ((["another-date", "no-date", "left"] as const)[index % 3] ?? "left"),
  })),
});

test("a half-day of which some acts come only after its automatic end is the half-day of which all came before", () => {
  const anyPart = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(anyMorning, anyPart, fc.option(anyPart, { nil: undefined }), (steps, part, closing) => {
      const received = steps.filter(({ kind }) => RECEIVED.has(kind));
      const closesAt = closing === undefined ? undefined : Math.floor(received.length * closing);
      const whole = new ReceivedHalfDay({ deskCount: 3, expected: booked });
      const commands: Command[] = [];
      let now = at("8:56");
      for (const [index, step] of received.entries()) {
        now = instant(now + step.seconds * SECOND);
        const act = index === closesAt ? closeOf(whole.line) : actOf(step, index, whole.line, now, []);
        if (!act) continue;
        const conseiller = conseillerOf(whole.line, step);
        const command = { id: `command-${index}`, at: now, device: deviceOf(step), conseiller, ...act };
        whole.receives(command);
        commands.push(command);
      }
      if (whole.line.status !== "closed") whole.ends(END);
      const cut = Math.floor(commands.length * part);
      const parted = new ReceivedHalfDay({ deskCount: 3, expected: booked });
      commands.slice(0, cut).forEach((command) => parted.receives(command));
      if (parted.line.status !== "closed") parted.ends(END);
      commands.slice(cut).forEach((command) => parted.receives(command, instant(END + 60 * MINUTE)));
      for (const { version: _, undoable: __, ...line } of [parted.line]) expect(whole.line).toMatchObject(line);
    }),
    { numRuns: runs(100) },
  );
});
