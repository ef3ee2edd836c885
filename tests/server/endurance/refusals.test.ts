/** @long */
import type { Act } from "#lib/queue/acts/acts.ts";
import type { Action } from "#tests/rig/history.ts";
import { check } from "#tests/rig/checker/check.ts";
import { at, goodMorning, moment, type Morning } from "./morning.ts";

const NAME = "each refusal was true at some instant of its call";

/** The false refusals that the checker finds in a correct morning plus these operations; it must find nothing else. */
function found(add: (morning: Morning) => unknown): readonly string[] {
  const morning = goodMorning();
  add(morning);
  const broken = check(morning.evidence());
  expect(broken.filter(({ invariant }) => invariant !== NAME)).toEqual([]);
  return broken.flatMap(({ sentences }) => sentences);
}

const refused = (time: string, action: Action, code: string) => (morning: Morning) =>
  morning.asks(time, action, { kind: "refused", code });
const command = (time: string, act: Act, code: string) => (morning: Morning) =>
  morning.does(time, `c-${time}`, act, [], code);
/** Facts of a command: in which state its sender saw a visit. */
const saw = (visit: string, state: string): object => ({ expected: { visit, state } });
const book = (start: string, minutes = 30, beside = false): Action => ({
  type: "book",
  permanence: "neuhof",
  start: at(start),
  minutes,
  beside,
  key: "key-new",
});
const move = (start: string): Action => ({
  type: "move",
  permanence: "neuhof",
  appointment: "x",
  start: at(start),
  key: "key-new",
});

describe("a refusal that was true at some instant of the call is accepted", () => {
  // The appointment x stands at 10:00 from 9:03, at 10:30 from 9:09, and is given up at 9:10.
  test.each([
    ["an hour that somebody holds", refused("9:05", book("10:00"), "slot-taken")],
    ["an hour that somebody holds in part", refused("9:05", book("10:15", 15), "slot-taken")],
    ["an hour that was given up during the call", refused("9:10", book("10:30"), "slot-taken")],
    ["an hour that was taken during the call", refused("9:02:59.500", book("10:00"), "slot-taken")],
    ["an hour of the past", refused("9:20", book("9:15"), "too-soon")],
    ["the move of an appointment given up", refused("9:20", move("11:00"), "state-changed")],
    ["a call while the desk is taken", command("9:04:40", { type: "call-next", desk: 1 }, "desk-busy")],
    ["a call of somebody called", command("9:04:40", { type: "call", visit: "anna", desk: 2 }, "already-called")],
    [
      "a call of the next person, whom somebody else had called",
      command("9:04:40", { type: "call-next", desk: 2, ...saw("anna", "waiting") }, "already-called"),
    ],
    [
      "a call of the next person, who had gone home",
      command("9:07:20", { type: "call-next", desk: 2, ...saw("bruno", "waiting") }, "state-changed"),
    ],
    [
      "a call of the next person, when somebody else could be next",
      command("9:03", { type: "call-next", desk: 2, ...saw("bruno", "waiting") }, "state-changed"),
    ],
    ["a start of somebody helped", command("9:08:40", { type: "start", visit: "anna" }, "state-changed")],
    ["a finish of somebody in line", command("9:03", { type: "finish", visit: "anna" }, "state-changed")],
    ["an act on nobody", command("9:03", { type: "start", visit: "nobody" }, "not-found")],
    [
      "an arrival without appointment",
      command("9:20", { type: "check-in", appointment: "x", visit: "new" }, "not-found"),
    ],
    ["an undo after a minute", command("9:20", { type: "undo", command: "start-a" }, "too-late")],
    ["an undo of what another act followed", command("9:05:30", { type: "undo", command: "call-a" }, "state-changed")],
    [
      "an undo at a desk that a colleague has taken",
      (morning: Morning) => {
        morning.does("9:20", "finish-a", { type: "finish", visit: "anna" }, [["visit-finished", { visit: "anna" }]]);
        morning.does("9:20:10", "sit", { type: "take-desk", desk: 1, conseiller: "c3" }, [
          ["desk-taken", { desk: 1, conseiller: "c3" }],
        ]);
        morning.ends("anna", { state: "done", endedAt: moment("9:20") });
        morning.desks = morning.desks.map((desk) => (desk.number === 1 ? { ...desk, conseiller: "c3" } : desk));
        morning.does("9:20:20", "back", { type: "undo", command: "finish-a" }, [], "desk-not-taken");
      },
    ],
    [
      "an act on somebody at a colleague's desk",
      (morning: Morning) =>
        morning.asks(
          "9:08:40",
          {
            type: "command",
            permanence: "neuhof",
            conseiller: "c2",
            command: { id: "theirs", at: moment("9:08:40"), device: "tablet-1", type: "finish", visit: "anna" },
          },
          { kind: "refused", code: "not-your-desk" },
        ),
    ],
    ["a call on a line where nobody waits", command("9:06:10", { type: "call-next", desk: 2 }, "not-your-desk")],
    [
      "a number at the door of a place that was silent for three minutes",
      refused("9:20", { type: "join", permanence: "neuhof", by: "door", key: "key-new" }, "place-offline"),
    ],
    [
      "an act on a version that is past",
      (morning: Morning) =>
        morning.does(
          "9:20",
          "old",
          { type: "announce", message: "", expected: { version: 3 } } as Act,
          [],
          "state-changed",
        ),
    ],
  ])("%s", (_, add) => {
    expect(found(add)).toEqual([]);
  });
});

describe("a refusal that was true at no instant of the call is found", () => {
  test.each([
    ["an hour that nobody holds", refused("9:05", book("11:00"), "slot-taken")],
    ["an hour that was given up before the call", refused("9:10:30", book("10:30"), "slot-taken")],
    ["an hour that was taken after the call", refused("9:01", book("10:00"), "slot-taken")],
    ["an hour to come", refused("9:20", book("9:30"), "too-soon")],
    ["a place beside the lanes where nobody stands", refused("9:20", book("11:00", 30, true), "overbooked-enough")],
    ["a hole where a quarter of an hour can be booked", refused("9:05", book("10:45"), "leaves-a-hole")],
    ["the move of an appointment that stands", refused("9:05", move("11:00"), "state-changed")],
    ["the move of an appointment whose hour is to come", refused("9:05", move("11:00"), "too-late")],
    [
      "giving up what stands",
      refused("9:05", { type: "cancel", permanence: "neuhof", appointment: "x" }, "state-changed"),
    ],
    [
      "a number while numbers are given",
      refused("9:20", { type: "join", permanence: "neuhof", by: "door", key: "key-new" }, "numbers-stopped"),
    ],
    [
      "a number before the line is over",
      refused("9:20", { type: "join", permanence: "neuhof", by: "door", key: "key-new" }, "permanence-closed"),
    ],
    [
      "a number at the door of a place that was heard",
      refused("9:12:30", { type: "join", permanence: "neuhof", by: "door", key: "key-new" }, "place-offline"),
    ],
    [
      "a number of the team's while the place was silent",
      refused("9:20", { type: "join", permanence: "neuhof", by: "staff", key: "key-new" }, "place-offline"),
    ],
    ["too many requests, which nobody counts here", refused("9:20", book("11:00"), "too-many-requests")],
    ["a key used for something else, which nobody did", refused("9:20", book("11:00"), "idempotency-key-reused")],
    ["a code that nobody knows", refused("9:20", book("11:00"), "status-404")],
    ["a call at a free desk", command("9:07:25", { type: "call-next", desk: 1 }, "desk-busy")],
    [
      "a call of the next person, who waited as was seen",
      command("9:03", { type: "call-next", desk: 2, ...saw("anna", "waiting") }, "already-called"),
    ],
    [
      "a call of the next person, when nobody else was there",
      command("9:01:30", { type: "call-next", desk: 2, ...saw("anna", "waiting") }, "state-changed"),
    ],
    ["a call of somebody in line", command("9:03", { type: "call", visit: "anna", desk: 1 }, "already-called")],
    ["a call where somebody waits", command("9:03:10", { type: "call-next", desk: 1 }, "queue-empty")],
    ["a call where somebody missed their call", command("9:07:25", { type: "call-next", desk: 1 }, "queue-empty")],
    ["a start of somebody called", command("9:04:25", { type: "start", visit: "anna" }, "state-changed")],
    ["an act on somebody here", command("9:03", { type: "leave", visit: "anna", by: "staff" }, "not-found")],
    ["an undo in time", command("9:08:25", { type: "undo", command: "start-a" }, "too-late")],
    [
      "an undo at a desk that is still one's own",
      command("9:08:25", { type: "undo", command: "start-a" }, "desk-not-taken"),
    ],
    ["a pause that was never full", command("9:08:25", { type: "away", visit: "anna" }, "away-enough")],
    ["a line that goes on", command("9:03", { type: "call-next", desk: 1 }, "line-suspended")],
    ["a desk that is there", command("9:03", { type: "call-next", desk: 1 }, "desk-not-taken")],
    [
      "an act on whom one has at one's own desk",
      command("9:08:40", { type: "finish", visit: "anna" }, "not-your-desk"),
    ],
    ["a desk of one's own", command("9:03", { type: "call-next", desk: 1 }, "not-your-desk")],
  ])("%s", (_, add) => {
    expect(found(add)).toEqual([
      expect.stringMatching(/was refused “[a-z0-9-]+”, which was so at no instant from 09:/),
    ]);
  });
});

test("queue-empty is true when everybody has been served or has left", () => {
  expect(found((morning) => morning.does("9:20", "empty", { type: "call-next", desk: 1 }, [], "queue-empty"))).toEqual(
    [],
  );
});

test("where no topic takes a quarter of an hour, a booking that leaves a lone quarter may be refused", () => {
  const without = (start: string) =>
    found((morning) => {
      morning.permanence = { ...morning.permanence, topics: ["caf", "impots"] };
      refused("9:05", book(start), "leaves-a-hole")(morning);
    });
  expect(without("10:45")).toEqual([]);
  expect(without("11:15")).toEqual([]);
  expect(without("11:00")).toHaveLength(1);
});

test("a command sent again gets the refusal that was true when it was first sent", () => {
  const again = (first: string) =>
    found((morning) => {
      const act = { type: "start", visit: "anna" } as const;
      morning.does(first, "early", act, [], "state-changed");
      const { action } = morning.operations.at(-1)!;
      morning.asks("9:07:50", action, { kind: "refused", code: "state-changed" });
    });
  expect(again("9:03")).toEqual([]);
  // Anna is called at 9:07:30: without the first sending the answer at 9:07:50 would be false.
  expect(found(command("9:07:50", { type: "start", visit: "anna" }, "state-changed"))).toHaveLength(1);
});

test("the act just before a call may not have been seen yet, those before it were", () => {
  const call = (time: string) =>
    found((morning) =>
      morning.asks(
        time,
        { type: "leave", permanence: "neuhof", visit: "bruno" },
        { kind: "refused", code: "already-called" },
        moment(time),
      ),
    );
  expect(call("9:06:50")).toEqual([]);
  // The visit ended at 9:07:00.1: ten seconds later this may not have been written yet, after twenty it was.
  expect(call("9:07:10")).toEqual([]);
  expect(call("9:07:20")).toHaveLength(1);
  expect(call("9:08:30")).toHaveLength(1);
});
