import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Act } from "#lib/queue/commands.ts";
import { decide } from "#lib/queue/decide.ts";
import { evolve } from "#lib/queue/evolve.ts";
import type { LineState } from "#lib/queue/line-state.ts";
import { instant, SECOND } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshShell, neuhof, type Neuhof, type Shell } from "#tests/server/queue/neuhof.ts";

let shell: Shell;
beforeAll(async () => void (shell = await freshShell()));
afterAll(() => shell.db.$disconnect());

const DEEDS = ["walk-in", "walk-in", "priority", "arrive", "arrive", "call-next", "call-next", "call-next", "call", "start", "finish", "absent", "absent", "leave", "undo", "undo", "prioritise", "take-desk"] as const;
type Step = { readonly deed: (typeof DEEDS)[number]; readonly pick: number; readonly desk: number; readonly seconds: number };

const anyHalfDay = fc.array(
  fc.record({ deed: fc.constantFrom(...DEEDS), pick: fc.nat({ max: 9 }), desk: fc.integer({ min: 1, max: 3 }), seconds: fc.constantFrom(0, 1, 10, 50, 400) }),
  { minLength: 15, maxLength: 30 },
);

test("what the tables hold is what the rules say, whatever happened in the half-day", async () => {
  await fc.assert(fc.asyncProperty(anyHalfDay, mirrors), { numRuns: 12 });
});

/** After each act the line read from the tables equals the line before it, evolved: also undoable acts and overtakes. */
async function mirrors(steps: readonly Step[]): Promise<void> {
  const place = await neuhof(shell, { desks: 2 });
  await Promise.all([place.booked("9:00"), place.booked("9:30"), place.booked("9:30", 2)]);
  await place.opens();
  const sent: string[] = [];
  let now = at("8:56");
  for (const step of steps) {
    now = instant(now + step.seconds * SECOND);
    shell.clock.move(now - (shell.clock.now() - shell.clock.offset()));
    const before = await place.line();
    const command = place.command(actOf(step, before, sent, place));
    sent.push(command.id);
    await place.sends(command);
    const { receivedAt } = await shell.db.queueCommand.findUniqueOrThrow({ where: { id: command.id } });
    const received = instant(receivedAt.getTime());
    const completed = command.type === "take-desk" ? { ...command, conseiller: place.staff.user } : command;
    const decided = decide(before, completed, received);
    const events = decided.ok ? decided.value : [];
    const expected = events.reduce((line, event) => evolve(line, { event, at: received, command: command.id }), before);
    const stored = await shell.snapshot((tx) => shell.loadLine(tx, place.permanence, received));
    expect(stored).toEqual(events.length > 0 ? expected : { ...expected, undoable: stored?.undoable });
  }
}

function actOf({ deed, pick, desk }: Step, line: LineState, sent: readonly string[], { staff }: Neuhof): Act {
  const visit = line.visits[pick % Math.max(1, line.visits.length)]?.id ?? randomUUID();
  const atDesk = line.visits.find((one) => "desk" in one && one.desk === desk && one.state !== "done")?.id ?? visit;
  switch (deed) {
    case "walk-in": return { type: "add-visit", visit: randomUUID(), topic: "caf", card: pick + 1 };
    case "priority": return { type: "add-visit", visit: randomUUID(), priority: true };
    case "arrive": return { type: "check-in", appointment: line.expected[0]?.id ?? randomUUID(), visit: randomUUID() };
    case "call-next": return { type: "call-next", desk };
    case "call": return { type: "call", visit, desk, override: "child" };
    case "start": case "finish": case "absent": return { type: deed, visit: atDesk };
    case "leave": return { type: "leave", visit, by: "staff" };
    case "undo": return { type: "undo", command: sent.at(-1 - (pick % 3)) ?? randomUUID() };
    case "prioritise": return { type: "prioritise", visit };
    case "take-desk": return { type: "take-desk", desk, conseiller: staff.user };
  }
}
