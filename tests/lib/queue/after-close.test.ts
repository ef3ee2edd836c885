import fc from "fast-check";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { helpsNoted, type LateHelp, type Noted } from "#lib/queue/acts/after-close.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import { evolve } from "#lib/queue/acts/evolve.ts";
import { receive, type EventRecord } from "#lib/queue/reception.ts";
import { occupantOf, type LineState } from "#lib/queue/line/line-state.ts";
import { isAtDesk } from "#lib/queue/line/visit.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { among } from "#tests/support/half-day-acts.ts";
import { at, morning } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";

const [ONE, TWO] = ["C1", "C2"];

/** A half-day of two tables with its events, as the server receives it. */
class ReceivedHalfDay {
  line: LineState = morning({ plannedDesks: 2 });
  readonly events: EventRecord[] = [];
  readonly #by = new Map<string, string | undefined>();
  #acts = 0;

  constructor(people: number) {
    this.does({ type: "open", desks: [1, 2].map((desk) => ({ desk, conseiller: `C${desk}` })) }, "8:55");
    for (let person = 1; person <= people; person += 1) this.does({ type: "add-visit", visit: `W${person}` }, "9:00");
  }

  receives(command: Command, receivedAt: Instant = command.at): string {
    const arrival = {
      permanence: "neuhof",
      command,
      conseiller: command.conseiller,
      lastExchange: at("8:00"),
      receivedAt,
      known: undefined,
    };
    const { result, events, line } = receive(arrival, this.line, {
      topicExists: true,
      mayArrange: true,
      heldUpElsewhere: [],
      assignments: [],
      mayRunLine: ["C1", "C2"],
      beforeEnd: [],
    });
    this.#by.set(command.id, command.conseiller);
    this.events.push(...events);
    this.line = line ?? this.line;
    return result.outcome === "refused" ? result.refusal : result.outcome;
  }

  does(act: Act, time: string | Instant, by = TWO): string {
    const moment = typeof time === "string" ? at(time) : time;
    return this.receives({ id: `act-${(this.#acts += 1)}`, at: moment, device: "tablet", conseiller: by, ...act });
  }

  /** Reception frees every table, and a person closes: whoever still has a number ends. */
  closes(time: string | Instant, choice: "no-date" | "left" = "no-date"): this {
    for (const { desk } of this.line.visits.filter(isAtDesk)) this.does({ type: "free-desk", desk }, time);
    const leftovers = this.line.visits.flatMap(({ id, state }) =>
      state === "waiting" || state === "absent" || state === "paused" ? [{ visit: id, choice }] : [],
    );
    expect(this.does({ type: "close", leftovers }, time)).toBe("applied");
    return this;
  }

  /** As the server reads it from the record. */
  get lateHelps(): readonly LateHelp[] {
    const undone = this.events.flatMap(({ event }) => (event.type === "undone" ? [event.command] : []));
    const begun = this.events.flatMap(({ event, command, at: moment }) =>
      event.type === "visit-started" && !undone.includes(command)
        ? [{ visit: event.visit, at: moment, conseiller: this.#by.get(command) }]
        : [],
    );
    const noted = this.events.flatMap(({ event, command, at: moment }): readonly Noted[] =>
      event.type === "act-noted" ? [{ ...event, command, at: moment }] : [],
    );
    return helpsNoted(this.line, begun, noted);
  }
}

const late = (day: ReceivedHalfDay, act: Act, time: string, by = ONE, id = `${act.type}-${time}`) =>
  day.receives({ id, at: at(time), device: "tablet-away", conseiller: by, ...act }, at("14:00"));

test("an act that comes after a person's close leaves the line as it is and is noted with its moment", () => {
  const day = new ReceivedHalfDay(1).closes("10:00");
  const { visits, status } = day.line;
  expect(late(day, { type: "start", visit: "W1", desk: 1 }, "9:10")).toBe("noted-after-close");
  expect(day.line).toMatchObject({ visits, status });
  expect(day.events.at(-1)).toMatchObject({
    event: { type: "act-noted", act: "start", about: "W1", desk: 1, conseiller: ONE },
    at: at("9:10"),
  });
});

test("not of tables or of the half-day, and not what a resident or a page asks", () => {
  const day = new ReceivedHalfDay(1).closes("10:00");
  for (const act of [{ type: "take-desk", desk: 1 }, { type: "announce", message: "" }, { type: "suspend" }] as const)
    expect(late(day, act, "9:10")).toBe("permanence-closed");
  const leave = { id: "leave", at: at("9:10"), device: "page", type: "leave", visit: "W1", by: "resident" } as const;
  expect(day.receives(leave, at("10:01"))).toBe("permanence-closed");
});

test("two tablets that tell of the same person: one help counts, the one that ended first", () => {
  const day = new ReceivedHalfDay(1).closes("10:00");
  late(day, { type: "start", visit: "W1", desk: 2 }, "9:30", TWO);
  late(day, { type: "finish", visit: "W1" }, "9:50", TWO);
  late(day, { type: "start", visit: "W1", desk: 1 }, "9:10");
  late(day, { type: "finish", visit: "W1" }, "9:20");
  expect(day.lateHelps).toEqual([
    { visit: "W1", startedAt: at("9:10"), endedAt: at("9:20"), desk: 1, conseiller: ONE },
  ]);
});

test("whom the line has helped is not counted again, and a number given by mistake is nobody's", () => {
  const day = new ReceivedHalfDay(1);
  day.does({ type: "call-next", desk: 2 }, "9:05");
  day.does({ type: "start", visit: "W1" }, "9:06");
  day.does({ type: "finish", visit: "W1" }, "9:16");
  day.receives({ id: "mistake", at: at("9:20"), device: "tablet", conseiller: TWO, type: "add-visit", visit: "W2" });
  day.does({ type: "undo", command: "mistake" }, instant(at("9:20") + 5 * SECOND));
  day.closes("10:00");
  for (const visit of ["W1", "W2"]) {
    late(day, { type: "start", visit, desk: 1 }, "9:30");
    late(day, { type: "finish", visit }, "9:40");
  }
  expect(day.lateHelps).toEqual([]);
});

test("a check-in without network of somebody who was checked in at the door is the same person", () => {
  const day = new ReceivedHalfDay(0);
  day.line = {
    ...day.line,
    expected: [{ id: "A", hour: at("9:30"), bookedAt: at("-4:00"), minutes: 30, passedBy: [] }],
  };
  day.does({ type: "check-in", appointment: "A", visit: "door" }, "9:20");
  day.closes("10:00");
  late(day, { type: "check-in", appointment: "A", visit: "away" }, "9:21");
  late(day, { type: "start", visit: "away", desk: 1 }, "9:30");
  late(day, { type: "finish", visit: "away" }, "9:40");
  expect(day.lateHelps).toMatchObject([{ visit: "door", startedAt: at("9:30"), endedAt: at("9:40") }]);
});

test("help begins where the same conseiller began it, noted or in the line, and not where a colleague did", () => {
  const { line } = new ReceivedHalfDay(1).closes("10:00");
  const noted = (act: string, time: string, conseiller: string): Noted => ({
    type: "act-noted",
    act,
    about: "W1",
    conseiller,
    command: `${act}-${time}`,
    at: at(time),
  });
  const [twos, finish] = [noted("start", "9:20", TWO), noted("finish", "9:30", ONE)];
  const begun = [ONE, TWO].map((conseiller, index) => ({ visit: "W1", at: at(`9:0${index + 1}`), conseiller }));
  const startOfHelp = (...given: Parameters<typeof helpsNoted>) => helpsNoted(...given)[0]?.startedAt;
  expect(startOfHelp(line, [], [twos, noted("start", "9:10", ONE), finish])).toBe(at("9:10"));
  expect(startOfHelp(line, begun, [twos, finish])).toBe(at("9:01"));
  expect(startOfHelp(line, [], [twos, finish])).toBe(at("9:20"));
});

type Help = { readonly visit: string; readonly from: Instant; readonly to?: Instant };

/**
 * What the tablet of table 1 does without network on its own copy of the line, and the help it gives by it. `seconds`: until
 * its next act. It helps whoever is next there, and now and then sends somebody for a paper, or takes an act back.
 */
function withoutNetwork(
  start: LineState,
  steps: readonly { readonly kind: string; readonly seconds: number }[],
): { readonly commands: readonly Command[]; readonly given: readonly Help[] } {
  let copy = start;
  let now = at("9:30");
  const commands: Command[] = [];
  const given = new Map<string, Help>();
  for (const [index, { kind, seconds }] of steps.entries()) {
    now = instant(now + seconds * SECOND);
    const here = occupantOf(copy, 1);
    const next = nextInTurn(copy, now);
    const paused = copy.visits.find((visit) => visit.state === "paused" && visit.desk === 1);
    const act: (Act & Pick<Command, "expected">) | undefined =
      here?.state === "called"
        ? { type: "start", visit: here.id, desk: 1 }
        : here
          ? atTable(kind, here.id)
          : kind === "join"
            ? { type: "add-visit", visit: `away-${index}` }
            : paused
              ? { type: "resume", visit: paused.id }
              : next && { type: "call-next", desk: 1, expected: { visit: next.id, state: next.state } };
    if (!act) continue;
    const command = { id: `away-${index}`, at: now, device: "tablet-away", conseiller: ONE, ...act } as Command;
    const decided = decide(copy, command, now);
    if (!decided.ok) continue;
    commands.push(command);
    copy = decided.value.reduce((line, event) => evolve(line, { event, at: now, command: command.id }), copy);
    if (act.type === "start") given.set(act.visit, { visit: act.visit, from: now });
    if (act.type === "finish" || act.type === "refer" || act.type === "pause" || act.type === "resume") {
      const from = given.get(act.visit)?.from ?? startOf(start, act.visit);
      const isOver = act.type === "finish" || act.type === "refer";
      given.set(act.visit, { visit: act.visit, from, ...(isOver && { to: now }) });
    }
  }
  return { commands, given: [...given.values()] };
}

const atTable = (kind: string, visit: string): Act =>
  kind === "refer" ? { type: "refer", visit, target: "autre" } : { type: kind === "pause" ? "pause" : "finish", visit };

const startOf = (line: LineState, id: string): Instant => {
  const visit = line.visits.find((one) => one.id === id);
  if (!visit || !("startedAt" in visit) || visit.startedAt === undefined) throw new Error("Nobody helped them.");
  return visit.startedAt;
};

const anySteps = fc.array(
  fc.record({
    kind: fc.constantFrom("on", "on", "on", "pause", "refer", "join"),
    seconds: fc.integer({ min: 20, max: 900 }),
  }),
  { maxLength: 20 },
);
/** What table 2 and reception do meanwhile, with network. */
const anyOthers = fc.array(
  fc.record({
    kind: fc.constantFrom("on", "on", "on", "on", "absent", "leave", "free-desk", "take-over"),
    pick: fc.nat({ max: 6 }),
    seconds: fc.integer({ min: 20, max: 600 }),
  }),
  { maxLength: 20 },
);

test("a person closes between the acts of a tablet without network: each help that was given is in the line or in the late list, once", () => {
  fc.assert(
    fc.property(anySteps, anyOthers, fc.nat({ max: 4 }), fc.boolean(), (steps, others, people, began) => {
      const day = new ReceivedHalfDay(people + 1);
      if (began) {
        day.does({ type: "call-next", desk: 1 }, "9:05", ONE);
        day.does({ type: "start", visit: "W1" }, "9:06", ONE);
      }
      const { commands, given } = withoutNetwork(day.line, steps);
      let now = at("9:30");
      for (const { kind, pick, seconds } of others) {
        now = instant(now + seconds * SECOND);
        const act = othersDo(day.line, kind, pick);
        if (act) day.does(act, now);
      }
      day.closes(instant(now + SECOND));
      const closed = day.line.visits;
      for (const command of commands) {
        const answer = day.receives(command, at("18:00"));
        expect(["noted-after-close", "permanence-closed"]).toContain(answer);
        expect(answer === "noted-after-close").toBe(command.at < at("13:30"));
      }
      expect(day.line.visits).toEqual(closed);
      const late = day.lateHelps;
      const inLine = new Set(day.line.visits.flatMap((one) => ("startedAt" in one && one.startedAt ? [one.id] : [])));
      expect(new Set(late.map(({ visit }) => visit)).size).toBe(late.length);
      for (const { visit, from, to } of given.filter((help) => help.from < at("13:30"))) {
        const noted = late.find((help) => help.visit === visit);
        if (inLine.has(visit)) continue;
        expect(noted).toMatchObject({ startedAt: from, ...(to !== undefined && to < at("13:30") && { endedAt: to }) });
      }
      // Nobody is in the list whom neither the tablet nor the line had helped.
      for (const { visit } of late) expect(given.some((help) => help.visit === visit)).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});

function othersDo(line: LineState, kind: string, pick: number): Act | undefined {
  const here = occupantOf(line, 2);
  switch (kind) {
    case "on":
      return here
        ? { type: here.state === "called" ? "start" : "finish", visit: here.id }
        : { type: "call-next", desk: 2 };
    case "absent":
      return here && { type: "absent", visit: here.id };
    case "leave": {
      const visit = among(line.visits, pick);
      return visit && { type: "leave", visit: visit.id, by: "staff" };
    }
    case "take-over": {
      const away = occupantOf(line, 1);
      return away && { type: "take-over", visit: away.id, desk: 2 };
    }
    default:
      return { type: "free-desk", desk: 1 };
  }
}
