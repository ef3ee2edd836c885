import fc from "fast-check";
import { decide } from "#lib/queue/decide.ts";
import { evolve } from "#lib/queue/evolve.ts";
import type { Act, Command } from "#lib/queue/commands.ts";
import type { Stamped } from "#lib/queue/events.ts";
import type { LineState } from "#lib/queue/line-state.ts";
import { instant, MINUTE, plusMinutes, SECOND, type Instant } from "#lib/time/instant.ts";
import { at, BEFORE, morning } from "#tests/support/line.ts";

/** One thing that somebody tries; `pick` chooses among whom it may concern, `desk` the table. */
export type Step = { readonly seconds: number; readonly deed: Deed; readonly pick: number; readonly desk: number };

const DEEDS = [
  "walk-in", "walk-in", "walk-in", "priority-walk-in", "book", "book", "book", "check-in", "check-in", "check-in", "prioritise", "call-next", "call-next", "call-next",
  "call", "start", "finish", "finish", "absent", "leave", "undo", "undo", "away", "back", "earlier",
] as const;
type Deed = (typeof DEEDS)[number];

/** A morning as it may go: often several things in one instant, seldom more than ten minutes between two. */
export const anyMorning: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    seconds: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 1, max: 59 }), fc.integer({ min: 60, max: 600 })),
    deed: fc.constantFrom(...DEEDS),
    pick: fc.nat({ max: 40 }),
    desk: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 10, maxLength: 90 },
);

/** One accepted command of a morning: the line before and after it, and what happened. */
export type Played = { readonly command: Command; readonly now: Instant; readonly before: LineState; readonly after: LineState; readonly stamped: readonly Stamped[] };

/** Plays a morning with three tables and six appointments made before; refused commands are left out. */
export function play(steps: readonly Step[]): { readonly acts: readonly Played[]; readonly end: LineState; readonly now: Instant } {
  let state = opened();
  let now = at("9:00");
  const acts: Played[] = [];
  steps.forEach((step, index) => {
    now = instant(now + step.seconds * SECOND);
    state = byHand(state, step, index, now);
    const act = actOf(state, step, index, now, acts);
    if (!act) return;
    const command: Command = { id: `command-${index}`, at: now, device: "tablet-1", ...act };
    const decision = decide(state, command, now);
    if (!decision.ok) return;
    const stamped = decision.value.map((event): Stamped => ({ event, at: now, command: command.id }));
    const after = stamped.reduce(evolve, state);
    acts.push({ command, now, before: state, after, stamped });
    state = after;
  });
  return { acts, end: state, now };
}

const opened = (): LineState => ({
  ...morning({ status: "open", plannedDesks: 3, span: { start: at("9:00"), end: at("23:00") }, windows: [] }),
  desks: [1, 2, 3].map((number) => ({ number, state: "present", since: at("8:55"), topics: [] })),
  expected: ["9:00", "9:15", "9:30", "9:30", "10:00", "10:30"].map((hour, index) => expectedAt(`before-${index}`, at(hour), BEFORE)),
});

const expectedAt = (id: string, hour: Instant, bookedAt: Instant) => ({ id, hour, bookedAt, minutes: 30, passedBy: [] });

/** What this issue has no act for: booking in the booking room, going away, coming back to a table that is gone. */
function byHand(state: LineState, { deed, pick, desk }: Step, index: number, now: Instant): LineState {
  if (deed === "book") {
    const hour = instant((Math.ceil(now / (15 * MINUTE)) + (pick % 3)) * 15 * MINUTE);
    return { ...state, expected: [...state.expected, expectedAt(`booked-${index}`, hour, now)] };
  }
  if (deed !== "away" && deed !== "back") return state;
  const chosen = among(state.visits.filter((visit) => visit.state === "waiting"), pick);
  const change = deed === "away" ? { awayUntil: plusMinutes(now, desk * 5) } : { back: true };
  // Changed outside every act, so no earlier act on her may be undone over it.
  return chosen === undefined ? state : {
    ...state,
    visits: state.visits.map((visit) => (visit === chosen ? { ...chosen, ...change } : visit)),
    undoable: state.undoable.filter((act) => act.visit !== chosen.id),
  };
}

function actOf(state: LineState, { deed, pick, desk }: Step, index: number, now: Instant, acts: readonly Played[]): Act | undefined {
  const visit = among(state.visits, pick)?.id ?? "nobody";
  switch (deed) {
    case "walk-in": return { type: "add-visit", visit: `visit-${index}` };
    case "priority-walk-in": return { type: "add-visit", visit: `visit-${index}`, priority: pick % 4 === 0 };
    case "earlier": return { type: "add-visit", visit: `visit-${index}`, joinedAt: plusMinutes(now, -pick) };
    case "check-in": return { type: "check-in", visit: `visit-${index}`, appointment: among(state.expected, pick)?.id ?? "none" };
    case "call-next": return { type: "call-next", desk };
    case "call": return { type: "call", visit, desk, override: "urgent" };
    case "start": case "finish": case "absent": return { type: deed, visit: state.visits.find((one) => "desk" in one && one.desk === desk && one.state === (deed === "finish" ? "serving" : "called"))?.id ?? visit };
    case "prioritise": return { type: deed, visit };
    case "leave": return { type: deed, visit, by: pick % 2 === 0 ? "resident" : "staff" };
    case "undo": return { type: deed, command: acts.at(-1 - (pick % 4))?.command.id ?? "none" };
    case "book": case "away": case "back": return undefined;
  }
}

const among = <Thing>(things: readonly Thing[], pick: number): Thing | undefined => things[pick % Math.max(1, things.length)];
