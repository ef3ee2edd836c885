import { randomUUID } from "node:crypto";
import type { Act, Command } from "#lib/queue/commands.ts";
import { commands, commandsToWire } from "#lib/wire/command.ts";
import { at } from "#tests/support/line.ts";

const visit = randomUUID();
const said = (act: Act, given: Partial<Command> = {}): Command => ({ id: randomUUID(), at: at("9:05"), device: "tablet-1", ...given, ...act }) as Command;

const acts: readonly Act[] = [
  { type: "give-numbers" }, { type: "stop-numbers" },
  { type: "open", desks: [{ desk: 1, conseiller: randomUUID() }, { desk: 2 }] },
  { type: "take-desk", desk: 2 }, { type: "take-desk", desk: 2, conseiller: randomUUID() },
  { type: "add-visit", visit }, { type: "add-visit", visit, topic: "caf", language: "ar", priority: true, card: 7, joinedAt: at("9:01") },
  { type: "check-in", appointment: randomUUID(), visit }, { type: "prioritise", visit },
  { type: "call-next", desk: 1 }, { type: "call", visit, desk: 1 }, { type: "call", visit, desk: 1, override: "child" },
  { type: "start", visit }, { type: "finish", visit }, { type: "absent", visit },
  { type: "leave", visit, by: "staff" }, { type: "undo", command: randomUUID() },
];

test.each(acts.map((act) => [act.type, act] as const))("%s arrives as it was said", (_, act) => {
  const list = [said(act), said(act, { expected: { visit, state: "waiting" } }), said(act, { expected: { version: 12 } })];
  expect(commands.parse(JSON.parse(JSON.stringify(commandsToWire(list, "Europe/Paris"))))).toEqual({ commands: list });
});

test("tables may be named by their number alone", () => {
  const wire = { id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device: "t", type: "open", desks: [1, 2] };
  expect(commands.parse({ commands: [wire] }).commands[0]).toMatchObject({ at: at("9:05"), desks: [{ desk: 1 }, { desk: 2 }] });
});

test("a tablet lets people leave in the team's name only", () => {
  const wire = { id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device: "t", type: "leave", visit };
  expect(commands.parse({ commands: [wire] }).commands[0]).toMatchObject({ by: "staff" });
  expect(commands.safeParse({ commands: [{ ...wire, by: "resident" }] }).success).toBe(false);
});

test.each([
  ["an id that is none", { id: "1" }],
  ["a time without an offset", { at: "2026-11-24T09:05:00" }],
  ["no time", { at: undefined }],
  ["a device that is a name with spaces", { device: "la tablette de Paul" }],
  ["a table that cannot be", { desk: 21 }],
  ["half a table", { desk: 1.5 }],
  ["an act nobody knows", { type: "shout" }],
])("%s is no command", (_, change) => {
  const wire = { id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device: "t", type: "call-next", desk: 1, ...change };
  expect(commands.safeParse({ commands: [wire] }).success).toBe(false);
});
