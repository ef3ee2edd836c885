import fc from "fast-check";
import type { Command } from "#lib/queue/acts/acts.ts";
import {
  exchangeOfActs,
  exchangeOfReading,
  factsNeeded,
  leaveElsewhere,
  receive,
  type Arrival,
  type Assignment,
  type CommandRecord,
  type CommandFacts,
  type CommandResult,
  type EventRecord,
} from "#lib/queue/receive-command.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { anyMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import { actOf, conseillerOf, deviceOf, type Step } from "#tests/support/half-day-acts.ts";
import { at, BEFORE, morning } from "#tests/support/line.ts";

const ALL_FACTS: CommandFacts = {
  topicExists: true,
  mayArrange: true,
  heldUpElsewhere: [],
  assignments: [],
  mayRunLine: ["C1", "C2", "C3"],
  beforeEnd: [],
};

/** A permanence whose commands, events and line are kept in memory. */
class InMemory {
  readonly records = new Map<string, CommandRecord>();
  readonly events: EventRecord[] = [];
  line: LineState;

  constructor(given: Partial<LineState> = {}) {
    this.line = morning(given);
  }

  receives(
    command: Command,
    given: Partial<Pick<Arrival, "permanence" | "conseiller" | "lastExchange" | "receivedAt">> & {
      readonly facts?: Partial<CommandFacts>;
    } = {},
  ): CommandResult {
    const arrival = arrivalOf(command, { ...given, known: this.records.get(command.id) });
    const received = receive(arrival, this.line, { ...ALL_FACTS, ...given.facts });
    if (received.record) this.records.set(received.record.id, received.record);
    this.events.push(...received.events);
    this.line = received.line ?? this.line;
    return received.result;
  }
}

const arrivalOf = (command: Command, given: Partial<Arrival> = {}): Arrival => ({
  permanence: "neuhof",
  command,
  conseiller: command.conseiller,
  lastExchange: undefined,
  receivedAt: command.at,
  known: undefined,
  ...given,
});

const opening = (): Partial<LineState> => ({
  expected: ["9:00", "9:15", "9:30", "10:00"].map((hour, index) => ({
    id: `before-${index}`,
    hour: at(hour),
    bookedAt: BEFORE,
    minutes: 30,
    passedBy: [],
  })),
});

/**
 * How wrong the clocks of the three tablets are, in seconds, and how long ago they were last in touch when they send.
 */
type Clocks = { readonly skews: readonly number[]; readonly quiet: number };

/** The commands of a morning at three desks, sent in order and each of them so many times. */
function sent(steps: readonly Step[], times: number, clocks: Clocks = { skews: [], quiet: 0 }): InMemory {
  const permanence = new InMemory(opening());
  const accepted: { readonly command: Command }[] = [];
  const sends = (command: Command, desk = 1): void => {
    const receivedAt = command.at;
    const claimed = { ...command, at: instant(receivedAt + (clocks.skews[desk - 1] ?? 0) * SECOND) };
    const given = { receivedAt, lastExchange: instant(receivedAt - clocks.quiet * SECOND) };
    const results = Array.from({ length: times }, () => permanence.receives(claimed, given));
    const [first, ...repeated] = results;
    for (const result of repeated)
      expect(result).toEqual(first?.outcome === "applied" ? { ...first, outcome: "already-applied" } : first);
    if (first?.outcome === "applied") accepted.push({ command });
  };
  let now = at("8:55");
  const desks = [1, 2, 3].map((desk) => ({ desk, conseiller: `C${desk}` }));
  sends({ id: "opening", at: now, device: "tablet-1", conseiller: "C1", type: "open", desks });
  for (const [index, step] of steps.entries()) {
    now = instant(now + step.seconds * SECOND);
    const act = actOf(step, index, permanence.line, now, accepted);
    if (!act) continue;
    const conseiller = conseillerOf(permanence.line, step);
    sends({ id: `command-${index}`, at: now, device: deviceOf(step), conseiller, ...act }, step.desk);
  }
  return permanence;
}

test("a half-day whose every command arrives five times is the half-day whose commands arrive once", () => {
  fc.assert(
    fc.property(anyMorning, (steps) => {
      const once = sent(steps, 1);
      const fiveTimes = sent(steps, 5);
      expect(fiveTimes.line).toEqual(once.line);
      expect(fiveTimes.events).toEqual(once.events);
      expect([...fiveTimes.records]).toEqual([...once.records]);
      expect(once.events.map(({ version }) => version)).toEqual(once.events.map((_, index) => index + 1));
    }),
    { numRuns: runs(40) },
  );
});

const joins = (given: Partial<Extract<Command, { type: "add-visit" }>> = {}): Command => ({
  id: "join-A",
  at: at("9:05"),
  device: "tablet-1",
  type: "add-visit",
  visit: "A",
  ...given,
});

test("a half-day that nobody opened is not closed before its day; one that is open is", () => {
  const close: Command = { id: "close", at: at("9:05"), device: "tablet-1", type: "close", leftovers: [] };
  const facts = { beforeItsDay: true } as const;
  const scheduled = new InMemory();
  expect(scheduled.receives(close, { facts })).toEqual({ id: "close", outcome: "refused", refusal: "too-early" });
  expect(scheduled.line.status).toBe("scheduled");
  expect(new InMemory().receives(close)).toEqual({ id: "close", outcome: "applied" });
  expect(new InMemory({ status: "open" }).receives(close, { facts })).toEqual({ id: "close", outcome: "applied" });
});

describe("who sits down has left their desk of another half-day", () => {
  const sitsDown: Command = { id: "sit", at: at("9:10"), device: "tablet-1", type: "take-desk", desk: 1 };
  const opens: Command = { ...sitsDown, type: "open", desks: [{ desk: 1, conseiller: "C2" }] };
  const facts = { heldUpElsewhere: ["C2"] };

  test.each([
    ["sits down", sitsDown, "C2"],
    ["is seated by whoever opens", opens, "C1"],
  ])("refused while somebody is at that desk, for the one who %s", (_, command, conseiller) => {
    const permanence = new InMemory({ status: "open" });
    const { version } = permanence.line;
    expect(permanence.receives(command, { conseiller, facts })).toMatchObject({ refusal: "seated-elsewhere" });
    expect(permanence.line.version).toBe(version);
    expect(permanence.records.get("sit")?.refusal).toBe("seated-elsewhere");
  });

  test("others sit down meanwhile", () => {
    const permanence = new InMemory({ status: "open" });
    expect(permanence.receives(sitsDown, { conseiller: "C3", facts })).toMatchObject({ outcome: "applied" });
  });

  test("the desk that is left frees whom it awaited, and one with somebody at it stays", () => {
    const there = new InMemory(opening());
    const does = (id: string, conseiller: string, act: object): unknown =>
      there.receives({ id, at: at("9:05"), device: "tablet-2", ...act } as Command, { conseiller });
    does("open", "C1", { type: "open", desks: [1, 2].map((desk) => ({ desk, conseiller: `C${desk}` })) });
    does("give", "C1", { type: "give-numbers" });
    for (const visit of ["A", "B"]) does(`join-${visit}`, "C1", { type: "add-visit", visit });
    does("call", "C1", { type: "call-next", desk: 1 });
    does("start", "C1", { type: "start", visit: "A" });
    does("hand", "C1", { type: "hand-over", to: 2 });
    does("call-B", "C1", { type: "call-next", desk: 1 });
    const arrival = { command: sitsDown, receivedAt: at("9:10") };
    const { after, events, heldUp } = leaveElsewhere(there.line, ["C1", "C2", "C3"], arrival);
    expect(heldUp).toEqual(["C1"]);
    expect(events.map(({ event }) => event.type)).toEqual(["desk-left", "visit-back"]);
    expect(after.desks.map(({ state }) => state)).toEqual(["present", "left"]);
    expect(after.visits.map(({ state }) => state)).toEqual(["waiting", "called"]);
    expect(after.version).toBe(there.line.version + 2);
  });
});

test("a refused command stays refused, though it would be accepted by now", () => {
  const permanence = new InMemory({ numbers: "not-yet" });
  const refused = { id: "join-A", outcome: "refused", refusal: "numbers-not-given" };
  expect(permanence.receives(joins())).toEqual(refused);
  permanence.receives({ id: "give", at: at("9:06"), device: "tablet-1", type: "give-numbers" });
  expect(permanence.receives(joins())).toEqual(refused);
  expect(permanence.line.visits).toEqual([]);
});

test("an id that was used at another permanence is not found, and nothing is kept of it", () => {
  const known = { permanence: "elsewhere", refusal: undefined };
  expect(receive(arrivalOf(joins(), { known }), morning(), ALL_FACTS)).toMatchObject({
    result: { outcome: "refused", refusal: "not-found" },
    record: undefined,
    line: undefined,
  });
});

test("a command for a line that does not exist is not found, and nothing is kept of it", () => {
  expect(receive(arrivalOf(joins()), undefined, ALL_FACTS)).toMatchObject({
    result: { outcome: "refused", refusal: "not-found" },
    record: undefined,
  });
});

test.each<[string, Instant | undefined, string, string]>([
  ["before its last exchange", at("9:00"), "8:30", "9:00"],
  ["between its last exchange and now", at("9:00"), "9:03", "9:03"],
  ["in the future", at("9:00"), "9:40", "9:10"],
  ["of a device that was never in touch", undefined, "9:03", "9:10"],
])("the time a device claims, %s", (_, lastExchange, claimed, kept) => {
  const permanence = new InMemory();
  permanence.receives(joins({ at: at(claimed) }), { lastExchange, receivedAt: at("9:10") });
  expect(permanence.records.get("join-A")).toMatchObject({ at: at(kept), receivedAt: at("9:10") });
});

test("the last exchange is the last act that was answered, within what is possible, or a reading less what it may be on its way", () => {
  const receipt = { lastExchange: at("9:01"), receivedAt: at("9:30") };
  const after = (...claimed: readonly string[]) =>
    exchangeOfActs(
      claimed.map((time) => joins({ at: at(time) })),
      receipt,
    );
  expect(after("9:02", "9:04")).toBe(at("9:04"));
  expect([after("6:00"), after("12:00")]).toEqual([at("9:01"), at("9:30")]);
  expect(exchangeOfReading(at("9:30"))).toBe(at("9:29:50"));
});

test("an act has the time at which its device did it: help, its end, and the minute in which it is taken back", () => {
  const permanence = new InMemory();
  const does = (
    id: string,
    time: string,
    act: object,
    given: object = { lastExchange: at("9:01"), receivedAt: at("9:30") },
  ) => permanence.receives({ id, at: at(time), device: "tablet-1", ...act } as Command, { conseiller: "C1", ...given });
  does("open", "9:00", { type: "open", desks: [{ desk: 1, conseiller: "C1" }] }, {});
  does("join", "9:00", { type: "add-visit", visit: "A" }, {});
  does("call", "9:01", { type: "call-next", desk: 1 }, {});
  does("start", "9:03", { type: "start", visit: "A" });
  does("finish", "9:05:30", { type: "finish", visit: "A" });
  expect(permanence.line.visits).toMatchObject([
    { calledAt: at("9:01"), startedAt: at("9:03"), endedAt: at("9:05:30") },
  ]);
  expect(does("late", "9:06:31", { type: "undo", command: "finish" })).toMatchObject({ refusal: "too-late" });
  expect(does("undo", "9:06:30", { type: "undo", command: "finish" })).toMatchObject({ outcome: "applied" });
  expect(permanence.line.visits).toMatchObject([{ state: "serving", startedAt: at("9:03") }]);
});

test("whatever clocks devices have, the times of a visit follow each other, and who is next depends on none of them", () => {
  const clocks = fc.array(fc.integer({ min: -4 * 3_600, max: 4 * 3_600 }), { minLength: 3, maxLength: 3 });
  // Only these go by the clock of their device: the minute of an undo, a time out, a number lent to it.
  const byClock = new Set(["undo", "away", "leased-walk-in"]);
  const everyStep = anyMorning.map((steps) => steps.filter(({ kind }) => !byClock.has(kind)));
  fc.assert(
    fc.property(everyStep, clocks, fc.nat({ max: 600 }), (steps, skews, quiet) => {
      const right = sent(steps, 1);
      const wrong = sent(steps, 1, { skews, quiet });
      const turns = ({ line }: InMemory) =>
        line.visits.map(({ id, number, state, joinedAt }) => ({ id, number, state, joinedAt }));
      expect(turns(wrong)).toEqual(turns(right));
      for (const visit of wrong.line.visits) {
        const times = [
          visit.joinedAt,
          ...("calledAt" in visit ? [visit.calledAt] : []),
          ...("startedAt" in visit && visit.startedAt !== undefined ? [visit.startedAt] : []),
          ...("endedAt" in visit ? [visit.endedAt] : []),
        ];
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
      for (const { at: done, receivedAt } of wrong.records.values()) expect(done).toBeLessThanOrEqual(receivedAt);
    }),
    { numRuns: runs(60) },
  );
});

test("the moment a number was given is taken from the device for the numbers that it gave without network only", () => {
  const permanence = new InMemory({ leases: [{ device: "tablet-1", first: 1, last: 5 }], nextNumber: 6 });
  const given = { lastExchange: at("9:00"), receivedAt: at("9:10") };
  permanence.receives(joins({ joinedAt: at("9:02") }), given);
  permanence.receives(joins({ id: "join-B", visit: "B", number: 1, joinedAt: at("9:02") }), given);
  permanence.receives(joins({ id: "join-C", visit: "C", number: 2, joinedAt: at("8:50") }), given);
  expect(permanence.line.visits.map(({ id, joinedAt }) => [id, joinedAt])).toEqual([
    ["B", at("9:02")],
    ["C", at("9:00")],
    ["A", at("9:10")],
  ]);
});

test("a person who acts is who is signed in, whatever the command says", () => {
  const permanence = new InMemory({ status: "open" });
  const command: Command = {
    id: "sit",
    at: at("9:00"),
    device: "tablet-1",
    conseiller: "C2",
    type: "take-desk",
    desk: 1,
  };
  permanence.receives(command, { conseiller: "C1" });
  expect(permanence.line.desks).toMatchObject([{ number: 1, conseiller: "C1", topics: "every" }]);
});

test("an unknown topic is left out, and the person is not turned away for it", () => {
  const permanence = new InMemory();
  permanence.receives(joins({ topic: "caf" }));
  permanence.receives(joins({ id: "join-B", visit: "B", topic: "unheard-of" }), { facts: { topicExists: false } });
  expect(permanence.line.visits.map(({ topic }) => topic)).toEqual(["caf", undefined]);
});

describe("a conseiller who sits down serves the topics of their assignment", () => {
  const assignments: readonly Assignment[] = [
    { conseiller: "C1", topics: ["caf"], span: { start: at("9:00"), end: at("10:00") } },
    { conseiller: "C1", topics: ["impots"], span: { start: at("10:00"), end: at("12:00") } },
  ];

  test.each([
    ["the one that is on", "10:00", ["impots"]],
    ["the first one before any is on", "8:55", ["caf"]],
  ])("%s", (_, time, topics) => {
    const permanence = new InMemory({ status: "open" });
    permanence.receives(
      { id: "sit", at: at(time), device: "tablet-1", type: "take-desk", desk: 1 },
      { conseiller: "C1", facts: { assignments } },
    );
    expect(permanence.line.desks).toMatchObject([{ conseiller: "C1", topics }]);
  });
});

test("a colleague who may not run the line is not seated, and that refusal is kept", () => {
  const permanence = new InMemory();
  const command: Command = {
    id: "opening",
    at: at("9:00"),
    device: "tablet-1",
    type: "open",
    desks: [
      { desk: 1, conseiller: "C1" },
      { desk: 2, conseiller: "stranger" },
    ],
  };
  const refused = { id: "opening", outcome: "refused", refusal: "not-found" };
  expect(permanence.receives(command)).toEqual(refused);
  expect(permanence.receives(command, { facts: { mayRunLine: ["C1", "stranger"] } })).toEqual(refused);
  expect(permanence.line.status).toBe("scheduled");
});

test("what has to be looked up depends on the command alone", () => {
  const needed = (command: Command) => factsNeeded(arrivalOf(command, { conseiller: "C1" }));
  const none = { topic: undefined, seated: [], named: [], arranges: false };
  const envelope = { id: "1", at: at("9:00"), device: "tablet-1" };
  expect(needed({ ...envelope, type: "suspend" })).toEqual(none);
  expect(needed(joins({ topic: "caf" }))).toEqual({ ...none, topic: "caf" });
  expect(needed({ ...envelope, type: "take-desk", desk: 1, conseiller: "C2" })).toEqual({ ...none, seated: ["C1"] });
  expect(needed({ ...envelope, type: "open", desks: [{ desk: 1 }, { desk: 2, conseiller: "C2" }] })).toEqual({
    ...none,
    seated: ["C2"],
    named: ["C2"],
  });
});
