import { randomUUID } from "node:crypto";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { command, commands } from "#lib/wire/queue/command.ts";
import { commandsToWire, MOST_COMMANDS } from "#lib/wire/queue/sent-commands.ts";
import { unknownFieldsOf } from "#lib/wire/api/unknown-fields.ts";
import { at } from "#tests/support/line.ts";

const visit = randomUUID();
const said = (act: Act, given: Partial<Command> = {}): Command =>
  ({ id: randomUUID(), at: at("9:05"), device: "tablet-1", ...given, ...act }) as Command;

const acts: readonly Act[] = [
  { type: "give-numbers" },
  { type: "stop-numbers" },
  { type: "open", desks: [{ desk: 1, conseiller: randomUUID() }, { desk: 2 }] },
  { type: "take-desk", desk: 2 },
  { type: "take-desk", desk: 2, conseiller: randomUUID() },
  { type: "add-visit", visit },
  { type: "add-visit", visit, topic: "caf", language: "ar", priority: true, card: 7, joinedAt: at("9:01") },
  { type: "check-in", appointment: randomUUID(), visit },
  { type: "prioritise", visit },
  { type: "describe", visit, topic: "caf-rsa" },
  { type: "describe", visit, topic: null, language: "tr" },
  { type: "call-next", desk: 1 },
  { type: "call", visit, desk: 1 },
  { type: "call", visit, desk: 1, override: "child" },
  { type: "start", visit },
  { type: "start", visit, desk: 2 },
  { type: "finish", visit },
  { type: "finish", visit, endedAt: at("9:20") },
  { type: "absent", visit },
  { type: "absent", visit, went: true },
  { type: "fetch", visit, on: true },
  { type: "leave", visit, by: "staff" },
  { type: "undo", command: randomUUID() },
  { type: "add-visit", visit, number: 12, joinedAt: at("9:01") },
  { type: "announce", message: "La borne est en panne." },
  { type: "announce", message: "" },
  { type: "suspend" },
  { type: "resume-line" },
  { type: "close", leftovers: [] },
  {
    type: "close",
    leftovers: [
      { visit, choice: "another-date" },
      { visit: randomUUID(), choice: "done" },
    ],
  },
  { type: "close", leftovers: [], bookings: [{ appointment: randomUUID(), choice: "cancelled" }] },
  { type: "reopen" },
  { type: "take-back", visit },
  { type: "free-desk", desk: 2 },
  { type: "add-desk" },
  { type: "take-over", visit, desk: 2 },
  { type: "leave-desk" },
  { type: "break" },
  { type: "break", until: at("9:40") },
  { type: "return" },
  { type: "hand-over", to: 2 },
  { type: "late", appointment: randomUUID(), expectedAt: at("9:50") },
  { type: "pause", visit },
  { type: "resume", visit },
  { type: "away", visit },
  { type: "away", visit, until: at("9:30") },
  { type: "refer", visit, target: "aide_sociale" },
  { type: "report", visit, report: { themes: ["logement", "email"], minutes: 25, equipment: ["telephone"] } },
  {
    type: "report",
    visit,
    report: {
      themes: ["sante"],
      minutes: 5,
      equipment: [],
      autonomy: "autonome",
      redirect: "autre",
      ageBand: "soixante_dix_plus",
      gender: "non_communique",
      status: "retraite",
    },
  },
  { type: "turn-away", reason: "full" },
  { type: "turn-away", reason: "language", topic: "caf", language: "ar", target: "administration" },
  { type: "undo-turn-away", turnAway: visit },
  { type: "incident", kind: "power" },
  { type: "ask-help" },
  { type: "lease-numbers" },
  { type: "numbers-by-team", on: true },
  { type: "verify-numbers", here: [visit], missing: [] },
];

test("the examples below cover every type of command", () => {
  const known = command("UTC").out.options.map((option) => option.shape.type.value);
  expect(new Set(acts.map(({ type }) => type))).toEqual(new Set(known));
});

test.each(acts.map((act) => [act.type, act] as const))("%s is decoded as it was encoded", (_, act) => {
  const list = [
    said(act),
    said(act, { expected: { visit, state: "waiting" } }),
    said(act, { expected: { version: 12 } }),
  ];
  expect(commands.parse(JSON.parse(JSON.stringify(commandsToWire(list, "Europe/Paris"))))).toEqual({ commands: list });
});

test("desks may be given by their number alone", () => {
  const wire = { id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device: "tablet", type: "open", desks: [1, 2] };
  expect(commands.parse({ commands: [wire] }).commands[0]).toMatchObject({
    at: at("9:05"),
    desks: [{ desk: 1 }, { desk: 2 }],
  });
});

test("one request holds at most fifty commands", () => {
  const posted = (many: number) =>
    commands.safeParse(
      JSON.parse(
        JSON.stringify(
          commandsToWire(
            Array.from({ length: many }, () => said({ type: "ask-help" })),
            "UTC",
          ),
        ),
      ),
    );
  expect([posted(MOST_COMMANDS).success, posted(MOST_COMMANDS + 1).success, MOST_COMMANDS]).toEqual([true, false, 50]);
});

test("a conseiller given in a command is dropped: the server knows who is signed in", () => {
  const list = [said({ type: "call-next", desk: 1 }, { conseiller: randomUUID() })];
  expect(
    commands.parse(JSON.parse(JSON.stringify(commandsToWire(list, "Europe/Paris")))).commands[0],
  ).not.toHaveProperty("conseiller");
});

test("a field that an act does not have is refused by its name", () => {
  const { commands: wire } = commandsToWire([said({ type: "call-next", desk: 1 })], "UTC");
  const read = commands.safeParse({ commands: wire.map((each) => ({ ...each, number: 2 })) });
  expect(read.success ? [] : unknownFieldsOf(read.error)).toEqual(["commands.0.number"]);
});

test("the end of a break and an announced arrival are encoded with the offset of the place", () => {
  const list = [
    said({ type: "break", until: at("9:40") }),
    said({ type: "late", appointment: randomUUID(), expectedAt: at("9:50") }),
  ];
  expect(commandsToWire(list, "Europe/Paris").commands).toMatchObject([
    { until: "2026-11-24T09:40:00+01:00" },
    { expectedAt: "2026-11-24T09:50:00+01:00" },
  ]);
});

test("a message a little too long is left to the rule; one of 2,000 characters is malformed", () => {
  const wire = { id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device: "tablet", type: "announce" };
  expect(
    [200, 2_000].map((length) => commands.safeParse({ commands: [{ ...wire, message: "a".repeat(length) }] }).success),
  ).toEqual([true, false]);
});

test.each([
  ["a target that is unknown", { type: "refer", visit, target: "mon-cousin" }],
  ["a theme that is unknown", { type: "report", visit, report: { themes: ["jardinage"], minutes: 5, equipment: [] } }],
  ["a report of a whole day", { type: "report", visit, report: { themes: [], minutes: 1_440, equipment: [] } }],
  ["a reason that is unknown", { type: "turn-away", reason: "because" }],
  ["a choice that is unknown", { type: "close", leftovers: [{ visit, choice: "tomorrow" }] }],
  ["a leftover whose visit is no id", { type: "close", leftovers: [{ visit: "W1", choice: "left" }] }],
  ["an incident in free text", { type: "incident", kind: "Monsieur X a crié" }],
  ["a language in words", { type: "describe", visit, language: "arabe" }],
  ["a number below one", { type: "add-visit", visit, number: 0 }],
  ["an arrival without its hour", { type: "late", appointment: visit }],
])("%s is no command", (_, act) => {
  expect(
    commands.safeParse({ commands: [{ id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device: "tablet", ...act }] })
      .success,
  ).toBe(false);
});

test("« leave » from a tablet is always by the staff", () => {
  const wire = { id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device: "tablet", type: "leave", visit };
  expect(commands.parse({ commands: [wire] }).commands[0]).toMatchObject({ by: "staff" });
  expect(commands.safeParse({ commands: [{ ...wire, by: "resident" }] }).success).toBe(false);
});

test.each([randomUUID(), "tablet", "tablet-1", "kiosk-12", "screen", "program-300"])(
  "the device %s is an id made by chance, or a kind and a number",
  (device) => {
    const wire = { id: randomUUID(), at: "2026-11-24T09:05:00+01:00", device, type: "call-next", desk: 1 };
    expect(commands.parse({ commands: [wire] }).commands[0]).toMatchObject({ device });
  },
);

test.each([
  ["an id that is none", { id: "1" }],
  ["a time without an offset", { at: "2026-11-24T09:05:00" }],
  ["no time", { at: undefined }],
  ["a device that is a name with spaces", { device: "la tablette de Paul" }],
  ["a device that is somebody's name", { device: "Fatima" }],
  ["a device that is somebody's name in small letters", { device: "fatima" }],
  ["a device that is named after somebody", { device: "tablette-de-fatma" }],
  ["a device with a name in the place of its number", { device: "tablet-fatma" }],
  ["a device with a number of somebody", { device: "tablet-0612" }],
  ["a device without a name", { device: "" }],
  ["a device that is only signs", { device: "..::--__" }],
  ["a device that is an address", { device: "fatima@exemple.fr" }],
  ["a device that is longer than an id", { device: "a".repeat(65) }],
  ["a device that is a number of the State", { device: "2:85:05:67:482:123" }],
  ["a desk that cannot be", { desk: 21 }],
  ["half a desk", { desk: 1.5 }],
  ["an act that is unknown", { type: "shout" }],
])("%s is no command", (_, change) => {
  const wire = {
    id: randomUUID(),
    at: "2026-11-24T09:05:00+01:00",
    device: "tablet",
    type: "call-next",
    desk: 1,
    ...change,
  };
  expect(commands.safeParse({ commands: [wire] }).success).toBe(false);
});
