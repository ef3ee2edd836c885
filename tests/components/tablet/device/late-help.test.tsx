import { dependentsOf, helpSince } from "#components/tablet/device/dependent-commands.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { endAutomatically } from "#lib/queue/acts/automatic-end.ts";
import { at, HalfDay } from "#tests/support/line.ts";

/**
 * Desk 1 called W1; desk 2, without network, called and helped them too. Then nobody closed, and the line ended at
 * 13:30.
 */
function endedLine() {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:00");
  day.calls("9:05", 1);
  day.happens(endAutomatically(day.state), at("13:30"), "automatic-end");
  return day.state;
}

const sent = { device: "tablet-2", conseiller: "conseiller-2" };
const call: Command = {
  ...sent,
  id: "call",
  at: at("9:05"),
  type: "call-next",
  desk: 2,
  expected: { visit: "W1", state: "waiting" },
};
const helpFrom = (time: string): readonly Command[] => [
  { ...sent, id: "start", at: at(time), type: "start", visit: "W1", desk: 2 },
  { ...sent, id: "finish", at: at("14:00"), type: "finish", visit: "W1" },
];

test("help from before an automatic end is sent although the call before it was refused; what began after it is dropped", () => {
  const before = helpFrom("9:06");
  const after = helpFrom("13:31");
  expect(dependentsOf([call], [call, ...before], endedLine())).toEqual([]);
  expect(dependentsOf([call], [call, ...after], endedLine())).toEqual(after);
});

/**
 * The same, and nobody closed yet: W1 is helped at desk 1; desk 2, without network, ended its help of them in one tap
 * with the call of W2.
 */
test("help of the next person stands, although the help that the same tap ended was a colleague’s", () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const visit of ["W1", "W2"]) day.walkIn(visit, "9:00");
  day.calls("9:05", 1);
  day.does({ type: "start", visit: "W1" }, "9:06", { by: "conseiller-1" });
  const first = helpFrom("9:07").map((command) => ({
    ...command,
    at: command.id === "finish" ? at("9:20") : command.at,
  }));
  const next = [
    { ...sent, id: "call next", at: at("9:20"), type: "call", visit: "W2", desk: 2 },
    { ...sent, id: "start next", at: at("9:21"), type: "start", visit: "W2", desk: 2 },
    { ...sent, id: "finish next", at: at("9:40"), type: "finish", visit: "W2" },
  ] satisfies readonly Command[];
  expect(dependentsOf([call], [...first, ...next], day.state)).toEqual(first);
  // The next person came to this tablet, and the line does not have them yet.
  const joined: Command = { ...sent, id: "joined", at: at("9:10"), type: "add-visit", visit: "W2", number: 101 };
  const [start, finish] = first as [Command, Command];
  const without = { ...day.state, visits: day.state.visits.filter(({ id }) => id !== "W2") };
  expect(dependentsOf([call], [start, joined, finish, ...next], without)).toEqual(first);
  // Whatever became of them meanwhile: the server says it, and the tablet tells of them.
  const left = new HalfDay({ deskCount: 2 });
  expect(dependentsOf([call], [...first, ...next], left.state)).toEqual(first);
  // Nobody was helped yet: the next person keeps their turn, and is called anew.
  expect(dependentsOf([call], [...first, ...next.slice(0, 1)], day.state)).toEqual([...first, ...next.slice(0, 1)]);
});

/** Desk 2 called W1, who is at desk 1 by now. */
test("help that was begun at once, taken back, and begun anew stands, although the call before it was refused", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:00");
  day.calls("9:05", 1);
  const [start, finish] = helpFrom("9:06") as [Command, Command];
  const begun: readonly Command[] = [
    { ...sent, id: "at once", at: at("9:05:01"), type: "start", visit: "W1", desk: 2 },
    { ...sent, id: "taken back", at: at("9:05:30"), type: "undo", command: "at once" },
  ];
  expect(dependentsOf([call], [...begun, start, finish], day.state)).toEqual(begun);
});

/** Desk 2 called W1 twice; the first time they were gone at once. Desk 1 had called them before both. */
test("help after a second call is of that one: the refusal of the first is told", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:00");
  day.calls("9:05", 1);
  const again: Command = { ...call, id: "call again", at: at("9:30") };
  const [start] = helpFrom("9:31");
  const waiting = [call, { ...sent, id: "gone", at: at("9:06"), type: "absent", visit: "W1" }, again, start] as const;
  expect(helpSince(call, waiting as readonly Command[], day.state)).toBeUndefined();
  expect(helpSince(again, waiting as readonly Command[], day.state)).toBe(start);
});
