/** @long */
import { commands } from "#lib/wire/queue/command.ts";
import { commandsToWire } from "#lib/wire/queue/sent-commands.ts";
import { choose } from "#tests/rig/choose.ts";
import { WHOLE } from "#tests/endurance/endure.ts";
import { BEGINNING, halfDaysOf, type Size } from "#tests/rig/town.ts";
import type { Action } from "#tests/rig/history.ts";
import { Known, type LineReading } from "#tests/rig/known.ts";
import { intentsOf, type Intent, type Wish } from "#tests/rig/intents.ts";

const SIZE: Size = { ...WHOLE, operations: 6_000 };
const here = halfDaysOf(SIZE, 0)[0]!;
const elsewhere = halfDaysOf(SIZE, 1)[0]!;
const V = (index: number): string => `01a19467-e800-7a28-a466-00000000000${index}`;

const seen = (more: Partial<LineReading> = {}): LineReading => ({
  version: 5,
  status: "open",
  numbers: "given",
  suspended: false,
  leases: [],
  expected: [{ id: V(9) }],
  desks: here.team.slice(0, 3).map(({ user }, index) => ({ number: index + 1, state: "present", conseiller: user })),
  visits: [{ id: V(1), number: 1, state: "waiting" }],
  ...more,
});

/**
 * The actions chosen for a wish of a client (by default of the first desk), with this line and these random numbers.
 */
function asked(
  wish: Wish,
  line: LineReading | undefined,
  random: Intent["random"] = [1, 1, 1],
  rank = 0,
): readonly Action[] {
  const known = new Known(here);
  known.line = line;
  const [intent] = intentsOf(SIZE, 0);
  return choose({ ...intent!, rank, wish, random }, known, elsewhere, BEGINNING);
}
const types = (actions: readonly Action[]): readonly string[] =>
  actions.map((action) => (action.type === "command" ? action.command.type : action.type));

test("for all intents and all known lines, the chosen actions are valid commands", () => {
  for (const line of [
    undefined,
    seen(),
    seen({ suspended: true, numbers: "stopped" }),
    seen({ visits: [], desks: [] }),
    seen({ status: "closed" }),
  ]) {
    for (const intent of [0, 4, 8].flatMap((client) => intentsOf(SIZE, client))) {
      const known = new Known(here);
      known.line = line;
      const actions = choose(intent, known, elsewhere, BEGINNING);
      const acts = actions.flatMap((action) => (action.type === "command" ? [action.command] : []));
      expect(acts.length === actions.length || actions.length === 1).toBe(true);
      expect(commands.safeParse(commandsToWire(acts, "Europe/Paris")).success).toBe(true);
    }
  }
});

test("a tablet that has not seen the line open gives numbers and opens it", () => {
  expect(types(asked("serve", undefined))).toEqual(["give-numbers", "open"]);
  expect(types(asked("serve", seen({ status: "scheduled" })))).toEqual(["give-numbers", "open"]);
});

test("the next act of a desk follows from the state of its visit", () => {
  const at = (state: string, value: number) =>
    types(asked("serve", seen({ visits: [{ id: V(1), number: 1, state, desk: 1 }] }), [1, value, 1]));
  expect(at("called", 1)).toEqual(["start"]);
  expect(at("called", 6)).toEqual(["absent", "call-next"]);
  expect(at("serving", 3)).toEqual(["finish"]);
  expect(at("serving", 7)).toEqual(["finish", "call-next"]);
  expect(at("serving", 12)).toEqual(["pause", "call-next"]);
  expect(at("paused", 2)).toEqual(["resume"]);
  expect(at("done", 1)).toEqual(["call-next"]);
});

test("a desk that was left is taken; one on a break returns", () => {
  const with_ = (state: string) => types(asked("serve", seen({ desks: [{ number: 1, state, conseiller: "c" }] })));
  expect(with_("left")).toEqual(["take-desk"]);
  expect(with_("break")).toEqual(["return"]);
});

test("a client without an appointment or a number to change requests one", () => {
  const nothing = { ...here, booked: [] };
  const [intent] = intentsOf(SIZE, 0);
  const wishes = (["move", "cancel", "leave", "away"] as const).map(
    (wish) => choose({ ...intent!, wish }, new Known(nothing), elsewhere, BEGINNING)[0].type,
  );
  expect(wishes).toEqual(["book", "book", "join", "join"]);
});

test("one move in eight goes to another half-day", () => {
  const target = (value: number) =>
    (asked("move", seen(), [0, value, 1])[0] as Extract<Action, { type: "move" }>).permanence;
  expect([target(8), target(7)]).toEqual([elsewhere.permanence, here.permanence]);
});

test("a leased number is given before more are leased", () => {
  expect(types(asked("lease", seen()))).toEqual(["lease-numbers"]);
  const [action] = asked("lease", seen({ leases: [{ device: "tablet-0", first: 1, last: 5 }] }));
  expect(action).toMatchObject({ command: { type: "add-visit", number: 2 } });
});

test("closing lists everybody who still has a number, as far as the client knows", () => {
  const [action] = asked(
    "close",
    seen({
      visits: [
        { id: V(1), number: 1, state: "waiting" },
        { id: V(2), number: 2, state: "done" },
        { id: V(3), number: 3, state: "paused", desk: 1 },
      ],
    }),
  );
  expect(action).toMatchObject({ command: { leftovers: [{ visit: V(1) }, { visit: V(3) }] } });
});

test("a client learns what was acknowledged, and keeps the newest line", () => {
  const known = new Known(here);
  const before = known.appointments.length;
  known.learn(
    [{ type: "book", permanence: "p", start: BEGINNING, minutes: 30, beside: false, key: "k" }],
    [{ kind: "ok", appointment: V(5) }],
    { status: 201, body: {} },
  );
  known.learn([{ type: "join", permanence: "p", by: "door", key: "k" }], [{ kind: "unknown", why: "503" }], {
    status: 503,
    body: undefined,
  });
  const command: Action = {
    type: "command",
    permanence: "p",
    conseiller: "c",
    command: { id: V(7), at: BEGINNING, device: "d", type: "give-numbers" },
  };
  known.learn([command], [{ kind: "ok" }], { status: 200, body: { state: seen({ version: 9 }) } });
  known.learn([command], [{ kind: "ok" }], { status: 200, body: { state: seen({ version: 8 }) } });
  expect([known.appointments.length - before, known.visits, known.line?.version, known.commands[0]]).toEqual([
    1,
    [],
    9,
    V(7),
  ]);
});
