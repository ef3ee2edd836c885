import fc from "fast-check";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import { occupantOf, type LineState } from "#lib/queue/line/line-state.ts";
import { isAtDesk } from "#lib/queue/line/visit.ts";
import { receive } from "#lib/queue/receive-command.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, HalfDay } from "#tests/support/line.ts";

/** Two desks; W1 to W5 in line. */
const twoDesks = (): HalfDay => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3", "W4", "W5"]) day.walkIn(person, "9:00");
  return day;
};
const ONE = "conseiller-1";
const TWO = "conseiller-2";

describe("both desks called number 1, and the one without network helped it", () => {
  const conflict = (): HalfDay => {
    const day = twoDesks();
    expect(day.calls("9:05", 1)).toBe("W1");
    return day;
  };
  const helps = (day: HalfDay) =>
    day.does({ type: "start", visit: "W1", desk: 2 }, "9:06", { by: TWO, device: "tablet-2", name: "help" });

  test("the help stands, and the desk that waited is free", () => {
    const day = conflict();
    expect(helps(day)).toBe("applied");
    expect(day.visit("W1")).toMatchObject({ state: "serving", desk: 2, startedAt: at("9:06") });
    expect(occupantOf(day.state, 1)).toBeUndefined();
    expect(day.does({ type: "finish", visit: "W1" }, "9:09", { by: TWO })).toBe("applied");
    expect(day.visit("W1")).toMatchObject({ state: "done", desk: 2, startedAt: at("9:06"), endedAt: at("9:09") });
    expect(day.calls("9:10", 1)).toBe("W2");
  });

  test("also when the person was noted as absent, or as gone, at the other desk", () => {
    for (const act of [
      { type: "absent", visit: "W1" },
      { type: "leave", visit: "W1", by: "staff" },
      { type: "refer", visit: "W1", target: "autre" },
    ] as const) {
      const day = conflict();
      expect(day.does(act, "9:07", { by: ONE })).toBe("applied");
      expect([act.type, helps(day)]).toEqual([act.type, "applied"]);
    }
  });

  test("taken back, the person is called to the other desk again, unless it has called somebody else", () => {
    const day = conflict();
    helps(day);
    expect(day.does({ type: "undo", command: "help" }, "9:06:30", { by: TWO })).toBe("not-your-desk");
    const free = conflict();
    helps(free);
    free.calls("9:06:10", 1);
    expect(free.does({ type: "undo", command: "help" }, "9:06:30", { by: TWO })).toBe("desk-busy");
  });

  test("nobody begins at a desk that is not theirs, or that somebody is at, or with somebody who is helped", () => {
    const day = conflict();
    const start = (visit: string, desk: number, by: string) => day.does({ type: "start", visit, desk }, "9:06", { by });
    expect(start("W1", 1, TWO)).toBe("not-your-desk");
    day.does({ type: "start", visit: "W1" }, "9:06", { by: ONE });
    expect(start("W1", 2, TWO)).toBe("not-your-desk");
    day.calls("9:06", 2);
    expect(start("W3", 2, TWO)).toBe("state-changed");
    day.does({ type: "finish", visit: "W1" }, "9:07", { by: ONE });
    expect(start("W1", 1, ONE)).toBe("state-changed");
  });

  test("a number given by mistake is nobody's", () => {
    const day = twoDesks();
    day.does({ type: "add-visit", visit: "W6" }, "9:01", { name: "six" });
    day.does({ type: "undo", command: "six" }, "9:01:30");
    expect(day.does({ type: "start", visit: "W6", desk: 2 }, "9:06", { by: TWO })).toBe("state-changed");
  });
});

describe("the desk of help without network is no longer its conseiller's", () => {
  /** Called at 9:05 with network. */
  const called = (): HalfDay => {
    const day = twoDesks();
    expect(day.calls("9:05", 2)).toBe("W1");
    return day;
  };
  const two = (day: HalfDay, act: Act, time: string) => day.does(act, time, { by: TWO, device: "tablet-2" });
  const starts = (day: HalfDay) => two(day, { type: "start", visit: "W1", desk: 2 }, "9:06");
  const ends = (day: HalfDay) => two(day, { type: "finish", visit: "W1" }, "9:20");
  const frees = (day: HalfDay, time: string) => day.does({ type: "free-desk", desk: 2 }, time, { by: "coordination" });
  const replaces = (day: HalfDay, time: string) =>
    day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-3" }, time, { by: "conseiller-3" });
  const helped = { state: "done", desk: 2, startedAt: at("9:06"), endedAt: at("9:20") };

  test("called to another desk meanwhile: that desk is free; helped there meanwhile: that help stands", () => {
    const day = called();
    starts(day);
    frees(day, "9:10");
    expect(day.calls("9:11", 1)).toBe("W1");
    expect(ends(day)).toBe("applied");
    expect(day.visit("W1")).toMatchObject(helped);
    expect(day.calls("9:21", 1)).toBe("W2");
    const other = called();
    starts(other);
    frees(other, "9:10");
    other.calls("9:11", 1);
    other.does({ type: "start", visit: "W1" }, "9:12", { by: ONE });
    expect(ends(other)).toBe("not-your-desk");
    expect(other.visit("W1")).toMatchObject({ state: "serving", desk: 1, startedAt: at("9:12") });
  });

  test("a pause in it, and its end, are no reason to throw the rest away", () => {
    const day = called();
    starts(day);
    frees(day, "9:10");
    expect(two(day, { type: "pause", visit: "W1" }, "9:12")).toBe("applied");
    expect(two(day, { type: "resume", visit: "W1" }, "9:15")).toBe("applied");
    expect(ends(day)).toBe("applied");
    expect(day.visit("W1")).toMatchObject(helped);
    const paused = called();
    starts(paused);
    two(paused, { type: "pause", visit: "W1" }, "9:08");
    frees(paused, "9:10");
    replaces(paused, "9:11");
    expect(two(paused, { type: "resume", visit: "W1" }, "9:15")).toBe("applied");
    expect(ends(paused)).toBe("applied");
    expect(paused.visit("W1")).toMatchObject(helped);
  });

  test("whoever had been helped there and leaves the line had been helped; nobody else ends that help", () => {
    const day = called();
    starts(day);
    frees(day, "9:10");
    expect(day.does({ type: "finish", visit: "W1" }, "9:11", { by: ONE })).toBe("state-changed");
    day.does({ type: "leave", visit: "W1", by: "staff" }, "9:12");
    expect(day.visit("W1")).toMatchObject({ state: "left", startedAt: at("9:06") });
    expect(ends(day)).toBe("applied");
    expect(day.visit("W1")).toMatchObject(helped);
    expect(ends(day)).toBe("state-changed");
  });

  test("what another desk had noted before that help, and comes after it, ends nothing before the help began", () => {
    for (const act of [
      { type: "refer", visit: "W1", target: "administration" },
      { type: "leave", visit: "W1", by: "staff" },
    ] as const) {
      const day = twoDesks();
      day.calls("9:05", 1);
      day.does({ type: "start", visit: "W1" }, "9:10", { by: ONE });
      day.does({ type: "free-desk", desk: 1 }, "9:12", { by: TWO });
      expect(day.does(act, "9:07", { by: TWO })).toBe("applied");
      expect(day.visit("W1")).toMatchObject({ startedAt: at("9:10"), endedAt: at("9:10") });
    }
  });

  test("nobody begins at a desk where they never sat", () => {
    const day = called();
    frees(day, "9:05:30");
    const start = { type: "start", visit: "W1", desk: 2 } as const;
    expect(day.does(start, "9:06", { by: ONE })).toBe("state-changed");
    expect(day.visit("W1")).toMatchObject({ state: "waiting", back: false });
  });
});

/**
 * What the others do, with network: desk 1, whoever frees desk 2 or sits down there since, and the conseiller of desk 2
 * with another tablet, at desk 3. None begins to help
 * somebody who is at desk 2 in truth.
 */
const anyActOfOne = fc.record({
  kind: fc.constantFrom(
    "call-next",
    "call-next",
    "absent",
    "absent",
    "undo",
    "leave",
    "prioritise",
    "away",
    "start",
    "finish",
    "free-two",
    "sit-elsewhere",
    "replace-two",
    "call-to-two",
    "call-to-three",
  ),
  pick: fc.nat({ max: 4 }),
});
/**
 * How long desk 2 helps each person that it calls without network, in seconds, and after how many of its own acts desk
 * 1 does one.
 */
const anyHelps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 3 });

test("two tablets, one without network: whatever the other does meanwhile, the help given stands in every order of arrival", () => {
  fc.assert(
    fc.property(
      fc.array(anyActOfOne, { maxLength: 25 }),
      anyHelps,
      fc.infiniteStream(fc.nat({ max: 3 })),
      (ones, helps, pauses) => {
        const begun = twoDesks().state;
        const { commands, helped } = withoutNetwork(begun, helps);
        let line = begun;
        let number = 0;
        let now = at("10:30");
        const receives = (command: Command): boolean => {
          now = instant(now + SECOND);
          const arrival = {
            permanence: "neuhof",
            command,
            conseiller: command.conseiller,
            lastExchange: at("9:00"),
            receivedAt: now,
            known: undefined,
          };
          const received = receive(arrival, line, {
            topicExists: true,
            heldUpElsewhere: [],
            assignments: [],
            mayRunLine: [],
            mayArrange: true,
            beforeEnd: [],
          });
          line = received.line ?? line;
          const two = line.visits.filter(isAtDesk).map(({ desk }) => desk);
          expect(new Set(two).size).toBe(two.length);
          return received.result.outcome === "applied";
        };
        const undoable: string[] = [];
        const one = ({ kind, pick }: (typeof ones)[number]): void => {
          const act = actOfOne(line, kind, pick, helped, undoable);
          const id = `one-${(number += 1)}`;
          const conseiller = WHO[kind] ?? ONE;
          if (act && receives({ id, at: instant(now + SECOND), device: `tablet-of-${conseiller}`, conseiller, ...act }))
            undoable.push(id);
        };
        const rest = [...ones];
        for (const command of commands) {
          for (let times = pauses.next().value ?? 0; times > 0; times -= 1) {
            const next = rest.shift();
            if (next) one(next);
          }
          receives(command);
        }
        rest.forEach(one);
        for (const [visit, { from, to }] of helped)
          expect(line.visits.find(({ id }) => id === visit)).toMatchObject({
            state: "done",
            desk: 2,
            startedAt: from,
            endedAt: to,
          });
      },
    ),
    { numRuns: runs(200) },
  );
});

/** Who does it, where that is not desk 1. */
const WHO: Readonly<Record<string, string>> = {
  "free-two": "coordination",
  "sit-elsewhere": TWO,
  "replace-two": "conseiller-3",
  "call-to-two": "conseiller-3",
  "call-to-three": TWO,
};

type Helped = ReadonlyMap<string, { readonly from: Instant; readonly to: Instant }>;

/** Desk 2 calls, begins and ends on its own copy of the line. The tablet sends what it did in that order. */
function withoutNetwork(
  begun: LineState,
  helps: readonly number[],
): { readonly commands: readonly Command[]; readonly helped: Helped } {
  const commands: Command[] = [];
  const helped = new Map<string, { from: Instant; to: Instant }>();
  let line = begun;
  let now = at("9:05");
  const does = (act: Act): void => {
    const command: Command = { id: `two-${commands.length}`, at: now, device: "tablet-2", conseiller: TWO, ...act };
    const decided = decide(line, command, now);
    if (!decided.ok) throw new Error(decided.refusal);
    line = decided.value.reduce((state, event) => evolve(state, { event, at: now, command: command.id }), line);
    commands.push(command);
  };
  for (const seconds of helps) {
    does({ type: "call-next", desk: 2 });
    const visit = occupantOf(line, 2)?.id ?? "nobody";
    const from = (now = instant(now + 20 * SECOND));
    does({ type: "start", visit, desk: 2 });
    const to = (now = instant(now + seconds * SECOND));
    does({ type: "finish", visit });
    helped.set(visit, { from, to });
    now = instant(now + SECOND);
  }
  return { commands: named(commands, [...helped.keys()]), helped };
}

/** A call names whom the tablet showed as next. */
const named = (commands: readonly Command[], people: readonly string[]): readonly Command[] => {
  const calls = commands.filter(({ type }) => type === "call-next");
  return commands.map((command) =>
    command.type === "call-next"
      ? { ...command, expected: { visit: people[calls.indexOf(command)] ?? "nobody", state: "waiting" } }
      : command,
  );
};

function actOfOne(
  line: LineState,
  kind: string,
  pick: number,
  helped: Helped,
  done: readonly string[],
): Act | undefined {
  const here = occupantOf(line, 1);
  const chosen = line.visits[pick]?.id ?? "W1";
  switch (kind) {
    case "call-next":
      return { type: "call-next", desk: 1 };
    case "absent":
      return here && { type: "absent", visit: here.id };
    case "start":
      return here && !helped.has(here.id) ? { type: "start", visit: here.id, desk: 1 } : undefined;
    case "finish":
      return here && { type: "finish", visit: here.id };
    case "free-two":
      return { type: "free-desk", desk: 2 };
    case "sit-elsewhere":
      return { type: "take-desk", desk: 3, conseiller: TWO };
    case "replace-two":
      return { type: "take-desk", desk: 2, conseiller: "conseiller-3" };
    case "call-to-two":
      return { type: "call-next", desk: 2 };
    case "call-to-three":
      return { type: "call-next", desk: 3 };
    case "undo":
      return { type: "undo", command: done.at(-1 - pick) ?? "none" };
    case "leave":
      return { type: "leave", visit: chosen, by: "staff" };
    case "prioritise":
      return { type: "prioritise", visit: chosen };
    default:
      return { type: "away", visit: chosen, until: instant(at("10:30") + 900 * SECOND) };
  }
}
