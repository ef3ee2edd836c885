import fc from "fast-check";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { helpsNoted, lateItems, type LateHelp, type LateItem } from "#lib/queue/acts/after-close.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import { occupantOf, type LineState } from "#lib/queue/line/line-state.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { among } from "#tests/support/half-day-acts.ts";
import { at, BEFORE } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";
import { ReceivedHalfDay } from "#tests/support/received-half-day.ts";

const ONE = "C1";
const TWO = "C2";

/** Two desks; W1, W2 … in line since 9:00. */
function twoDesks(people: number): ReceivedHalfDay {
  const day = new ReceivedHalfDay({ deskCount: 2 });
  for (let person = 1; person <= people; person += 1) day.does({ type: "add-visit", visit: `W${person}` }, "9:00");
  return day;
}

/** The act of a tablet that has network again at 14:00. */
const late = (day: ReceivedHalfDay, act: Act, time: string, by = ONE): string =>
  day.does(act, time, { by, receivedAt: at("14:00") });

const lateHelps = (day: ReceivedHalfDay): readonly LateHelp[] => helpsNoted(day.line, day.noted);

/** The team's list, as the server reads it. */
const lateList = (day: ReceivedHalfDay): readonly LateItem[] =>
  lateItems(
    lateHelps(day),
    day.noted,
    day.line.visits.map(({ id, number, origin }) => ({
      id,
      number,
      ...(origin.kind === "appointment" && { appointment: origin.appointment }),
    })),
  );

test("an act that comes after a person's close leaves the line as it is and is noted with its moment", () => {
  const day = twoDesks(1).closes("10:00");
  const { visits, status } = day.line;
  expect(late(day, { type: "start", visit: "W1", desk: 1 }, "9:10")).toBe("noted-after-close");
  expect(day.line).toMatchObject({ visits, status });
  expect(day.events.at(-1)).toMatchObject({
    event: { type: "act-noted", act: "start", about: "W1", desk: 1, conseiller: ONE },
    at: at("9:10"),
  });
});

test("not of desks or of the half-day, and not what a resident or a page asks", () => {
  const day = twoDesks(1).closes("10:00");
  for (const act of [{ type: "take-desk", desk: 1 }, { type: "announce", message: "" }, { type: "suspend" }] as const)
    expect(late(day, act, "9:10")).toBe("permanence-closed");
  const leave = { id: "leave", at: at("9:10"), device: "page", type: "leave", visit: "W1", by: "resident" } as const;
  expect(day.receives(leave, at("10:01"))).toBe("permanence-closed");
});

test("two tablets that tell of the same person: one help counts, the one that ended first", () => {
  const day = twoDesks(1).closes("10:00");
  late(day, { type: "start", visit: "W1", desk: 2 }, "9:30", TWO);
  late(day, { type: "finish", visit: "W1" }, "9:50", TWO);
  late(day, { type: "start", visit: "W1", desk: 1 }, "9:10");
  late(day, { type: "finish", visit: "W1" }, "9:20");
  expect(lateHelps(day)).toEqual([
    { visit: "W1", startedAt: at("9:10"), endedAt: at("9:20"), desk: 1, conseiller: ONE },
  ]);
});

test("whom the line has helped is not counted again, and a number given by mistake is nobody's", () => {
  const day = twoDesks(1);
  day.does({ type: "call-next", desk: 1 }, "9:05");
  day.does({ type: "start", visit: "W1" }, "9:06");
  day.does({ type: "finish", visit: "W1" }, "9:16");
  day.does({ type: "add-visit", visit: "W2" }, "9:20", { id: "mistake" });
  day.does({ type: "undo", command: "mistake" }, instant(at("9:20") + 5 * SECOND));
  day.closes("10:00");
  for (const visit of ["W1", "W2"]) {
    late(day, { type: "start", visit, desk: 1 }, "9:30");
    late(day, { type: "finish", visit }, "9:40");
  }
  expect(lateHelps(day)).toEqual([]);
});

describe("somebody booked is checked in twice", () => {
  const booked = { id: "A", hour: at("9:30"), bookedAt: BEFORE, minutes: 30, passedBy: [] };
  const checksIn = (visit: string): Act => ({ type: "check-in", appointment: "A", visit });
  const helps = (day: ReceivedHalfDay, visit: string, from: string, to: string, by = ONE): void => {
    late(day, { type: "start", visit, desk: by === ONE ? 1 : 2 }, from, by);
    late(day, { type: "finish", visit }, to, by);
  };

  test("at the door and without network: they are one person, helped and listed once under their number", () => {
    const day = new ReceivedHalfDay({ deskCount: 2, expected: [booked] });
    day.does(checksIn("door"), "9:20");
    day.closes("10:00");
    late(day, checksIn("away"), "9:21");
    helps(day, "away", "9:30", "9:40");
    expect(lateHelps(day)).toMatchObject([{ visit: "door", startedAt: at("9:30"), endedAt: at("9:40") }]);
    expect(lateList(day)).toEqual([{ what: "helped", number: 1, at: at("9:30"), until: at("9:40") }]);
  });

  test("help that was given before they were checked in at the door keeps its minutes", () => {
    const day = new ReceivedHalfDay({ deskCount: 2, expected: [booked] });
    day.does(checksIn("door"), "9:45");
    day.closes("10:00");
    late(day, checksIn("away"), "9:21");
    helps(day, "away", "9:30", "9:40");
    expect(lateList(day)).toEqual([{ what: "helped", number: 1, at: at("9:30"), until: at("9:40") }]);
  });

  test("by two tablets without network: they are one person more, from the first check-in on, whichever comes first", () => {
    for (const order of [
      ["first", "second"],
      ["second", "first"],
    ] as const) {
      const day = new ReceivedHalfDay({ deskCount: 2, expected: [booked] }).closes("10:00");
      const tells = {
        first: () => late(day, checksIn("first"), "9:20"),
        second: () => {
          late(day, checksIn("second"), "9:25", TWO);
          helps(day, "second", "9:30", "9:40", TWO);
        },
      };
      for (const tablet of order) tells[tablet]();
      expect(lateHelps(day)).toEqual([
        {
          visit: "first",
          joinedAt: at("9:20"),
          startedAt: at("9:30"),
          endedAt: at("9:40"),
          desk: 2,
          conseiller: TWO,
        },
      ]);
      expect(lateList(day)).toEqual([{ what: "helped", at: at("9:30"), until: at("9:40") }]);
    }
  });

  test("what else was noted of them is listed under the number in the line, and a second check-in is not", () => {
    const day = new ReceivedHalfDay({ deskCount: 2, expected: [booked] });
    day.does(checksIn("door"), "9:20");
    day.closes("10:00");
    late(day, checksIn("away"), "9:21");
    late(day, { type: "leave", visit: "away", by: "staff" }, "9:50");
    expect(lateHelps(day)).toEqual([]);
    expect(lateList(day)).toEqual([{ what: "left", number: 1, at: at("9:50") }]);
  });

  test("of two check-ins without network, with no help afterwards, one is listed", () => {
    const day = new ReceivedHalfDay({ deskCount: 2, expected: [booked] }).closes("10:00");
    late(day, checksIn("second"), "9:25", TWO);
    late(day, checksIn("first"), "9:20");
    expect(lateList(day)).toEqual([{ what: "given", at: at("9:20") }]);
  });
});

test("help begins where the same conseiller noted its beginning, and else where a colleague did", () => {
  const startOfHelp = (...starts: readonly (readonly [time: string, by: string])[]) => {
    const day = twoDesks(1).closes("10:00");
    for (const [time, by] of starts) late(day, { type: "start", visit: "W1", desk: 1 }, time, by);
    late(day, { type: "finish", visit: "W1" }, "9:30");
    return lateHelps(day)[0]?.startedAt;
  };
  expect(startOfHelp(["9:10", ONE], ["9:20", TWO])).toBe(at("9:10"));
  expect(startOfHelp(["9:10", TWO], ["9:20", TWO])).toBe(at("9:20"));
});

type Help = { readonly visit: string; readonly from: Instant; readonly to?: Instant };

/**
 * What the tablet of desk 1 does without network on its own copy of the line, and the help it gives by it. `seconds`:
 * until its next act. It helps whoever is next there, and now and then sends somebody for a paper, or takes an act
 * back.
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
          ? atDesk(kind, here.id)
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

const atDesk = (kind: string, visit: string): Act =>
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
/** What desk 2 and reception do meanwhile, with network. */
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
      const day = twoDesks(people + 1);
      if (began) {
        day.does({ type: "call-next", desk: 1 }, "9:05");
        day.does({ type: "start", visit: "W1" }, "9:06");
      }
      const { commands, given } = withoutNetwork(day.line, steps);
      let now = at("9:30");
      for (const { kind, pick, seconds } of others) {
        now = instant(now + seconds * SECOND);
        const act = othersDo(day.line, kind, pick);
        if (act) day.does(act, now, { by: TWO });
      }
      day.closes(instant(now + SECOND));
      const closed = day.line.visits;
      for (const command of commands) {
        const answer = day.receives(command, at("18:00"));
        expect(["noted-after-close", "permanence-closed"]).toContain(answer);
        expect(answer === "noted-after-close").toBe(command.at < at("13:30"));
      }
      expect(day.line.visits).toEqual(closed);
      const helps = lateHelps(day);
      const inLine = new Set(day.line.visits.flatMap((one) => ("startedAt" in one && one.startedAt ? [one.id] : [])));
      expect(new Set(helps.map(({ visit }) => visit)).size).toBe(helps.length);
      for (const { visit, from, to } of given.filter((help) => help.from < at("13:30"))) {
        const noted = helps.find((help) => help.visit === visit);
        if (inLine.has(visit)) continue;
        expect(noted).toMatchObject({ startedAt: from, ...(to !== undefined && to < at("13:30") && { endedAt: to }) });
      }
      // Nobody is in the list whom neither the tablet nor the line had helped.
      for (const { visit } of helps) expect(given.some((help) => help.visit === visit)).toBe(true);
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
