/** @long */
import { describe, expect, test } from "@jest/globals";
import type { Command, QueueRefusal } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { brokenOfShownActs } from "#tests/support/shown-acts.ts";
import { at, HalfDay } from "#tests/support/line.ts";

type Became = "done" | "never came" | QueueRefusal;

/** Of an act: how it ended, and what was said of it on the tablet. */
type Story = readonly [command: Command, became: Became, told?: "told" | "unread"];

const sent = { device: "tablet-1", conseiller: "conseiller-1" };
const call = (id: string, time: string, visit = "W2"): Command => ({
  ...sent,
  id,
  at: at(time),
  type: "call",
  visit,
  desk: 1,
});
const start = (id: string, time: string): Command => ({
  ...sent,
  id,
  at: at(time),
  type: "start",
  visit: "W2",
  desk: 1,
});
const on = (type: "finish" | "absent", id: string, time: string, visit: string): Command => ({
  ...sent,
  id,
  at: at(time),
  type,
  visit,
});

/** The first sentence that does not hold of these acts of one person on one tablet. */
const brokenOf = (...story: readonly Story[]): string | undefined => brokenOnLine(new HalfDay().state, ...story);

/** The same, with that line in the end. */
function brokenOnLine(line: LineState, ...story: readonly Story[]): string | undefined {
  const ids = (of: Story[2]): readonly string[] => story.flatMap(([{ id }, , said]) => (said === of ? [id] : []));
  return brokenOfShownActs({
    shown: new Map(
      story.map(([command]) => [command.id, { command, tablet: 0, by: "conseiller-1", inTouch: true }] as const),
    ),
    received: new Map(
      story.flatMap(([{ id }, became]) =>
        became === "never came"
          ? []
          : [[id, { by: "conseiller-1", refusal: became === "done" ? undefined : became }] as const],
      ),
    ),
    tablets: [
      {
        told: new Map(ids("told").map((id) => [id, { why: "state-changed" }] as const)),
        overtaken: new Set(),
        alwaysStored: true,
      },
    ],
    unread: new Set(ids("unread")),
    line,
  });
}

describe("a call of a tap whose first act was refused", () => {
  const refused: Story = [on("finish", "finish", "9:10", "W1"), "state-changed", "told"];

  test("is done when help with that person followed, also after they had not answered at first", () => {
    expect(brokenOf(refused, [call("call", "9:10"), "done"], [start("start", "9:12"), "done"])).toBeUndefined();
    expect(
      brokenOf(
        refused,
        [call("call", "9:10"), "done"],
        [on("absent", "absent", "9:13", "W2"), "done"],
        [call("again", "9:14"), "done"],
        [start("start", "9:15"), "done"],
      ),
    ).toBeUndefined();
  });

  test("is not done without that", () => {
    const torn = "« call » of conseiller-1 on tablet 0 (call) is done, and what the same tap did before is not";
    expect(brokenOf(refused, [call("call", "9:10"), "done"])).toBe(torn);
    expect(brokenOf(refused, [call("call", "9:10"), "done"], [on("absent", "absent", "9:13", "W2"), "done"])).toBe(
      torn,
    );
  });
});

describe("a call that was refused while the help after it stood", () => {
  const silent: Story = [call("call", "9:10"), "state-changed"];

  test("needs no sentence of its own when that help was refused in the end, and told, or was lost with its page", () => {
    for (const said of ["told", "unread"] as const)
      expect(brokenOf(silent, [start("start", "9:12"), "state-changed", said])).toBeUndefined();
  });

  test("needs one when nothing is said of that help either, or when it followed another call", () => {
    const untold = "« call » of conseiller-1 on tablet 0 (call) was refused state-changed, and nobody was told";
    expect(brokenOf(silent, [start("start", "9:12"), "state-changed"])).toBe(untold);
    expect(brokenOf(silent, [call("again", "9:14"), "done"], [start("start", "9:15"), "state-changed", "unread"])).toBe(
      untold,
    );
  });
});

describe("a message to the room that never came", () => {
  const announce = (id: string, time: string): Command => ({
    ...sent,
    id,
    at: at(time),
    type: "announce",
    message: "Café",
  });
  const close: Command = { ...sent, id: "close", at: at("9:20"), type: "close", leftovers: [] };
  const missed = "« announce » of conseiller-1 on tablet 0 (message) never came to the server, and nobody was told";

  test("is none that is missed when its author closed the half-day, or another took its place before", () => {
    const closed = { ...new HalfDay().state, status: "closed" as const };
    expect(brokenOnLine(closed, [announce("message", "9:10"), "never came"], [close, "done"])).toBeUndefined();
    expect(
      brokenOf(
        [announce("message", "9:10"), "never came"],
        [announce("another", "9:11"), "done"],
        [close, "desk-busy", "told"],
      ),
    ).toBeUndefined();
  });

  test("is missed when the close was refused, and when nobody closed", () => {
    expect(brokenOf([announce("message", "9:10"), "never came"], [close, "desk-busy", "told"])).toBe(missed);
    expect(brokenOf([announce("message", "9:10"), "never came"])).toBe(missed);
  });

  test("is none that is missed either when its refusal was lost on the way, and its author then closed the half-day", () => {
    const closed = { ...new HalfDay().state, status: "closed" as const };
    const refused =
      "« announce » of conseiller-1 on tablet 0 (message) was refused permanence-closed, and nobody was told";
    expect(brokenOnLine(closed, [announce("message", "9:10"), "permanence-closed"], [close, "done"])).toBeUndefined();
    expect(brokenOf([announce("message", "9:10"), "permanence-closed"], [close, "desk-busy", "told"])).toBe(refused);
    expect(brokenOf([announce("message", "9:10"), "permanence-closed"])).toBe(refused);
    expect(brokenOnLine(closed, [announce("message", "9:10"), "too-large"], [close, "done"])).toMatch(/too-large/u);
  });

  test("may come after the refused close for which it waited", () => {
    const acts = [announce("message", "9:10"), close] as const;
    const shown = new Map(
      acts.map((command) => [command.id, { command, tablet: 0, by: "conseiller-1", inTouch: true }] as const),
    );
    const received = new Map([
      ["close", { by: "conseiller-1", refusal: "desk-busy" as const }],
      ["message", { by: "conseiller-1", refusal: undefined }],
    ]);
    const tablets = [
      { told: new Map([["close", { why: "desk-busy" as const }]]), overtaken: new Set<string>(), alwaysStored: true },
    ];
    const line = new HalfDay().state;
    expect(brokenOfShownActs({ shown, received, tablets, unread: new Set(), line })).toBeUndefined();
  });
});
