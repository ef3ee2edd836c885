import { never } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { arrivalIn } from "../order/arrive.ts";
import { away, back, called, handedOver, joined, missed, paused, prioritised, resumed, serving } from "./become.ts";
import { holderFor } from "./desks.ts";
import { done, left, referred, unserved } from "./end.ts";
import type { QueueEvent, Stamped } from "./events.ts";
import { visitOf, type LineState, type Undoable } from "./line-state.ts";
import { overtakesAfter } from "../order/overtake.ts";
import { allLeft, deskLeft, deskOnBreak, deskReturned, seated } from "./seating.ts";
import { withoutAct } from "./take-back.ts";
import { isFresh } from "../acts/undo.ts";
import { undoableVisit } from "./undoable.ts";
import type { Visit } from "./visit.ts";

/** The line after one thing that happened to it. What did not change keeps its identity. Throws on an event of another line. */
export function evolve(state: LineState, stamped: Stamped): LineState {
  const after = applied(state, stamped);
  return {
    ...after,
    version: state.version + 1,
    overtakes: overtakesAfter(after.overtakes, stamped),
    undoable: remembered(state, after, stamped),
  };
}

function applied(state: LineState, { event, at, command }: Stamped): LineState {
  switch (event.type) {
    case "numbers-given":
      return { ...state, numbers: "given" };
    case "numbers-stopped":
      return { ...state, numbers: "stopped" };
    case "opened":
      return {
        ...state,
        status: "open",
        desks: event.desks.reduce((desks, taken) => seated(desks, taken, at), state.desks),
      };
    case "desk-taken":
      return { ...state, desks: seated(state.desks, event, at) };
    case "visit-joined":
      return withNewVisit(state, event);
    case "visit-prioritised":
      return withVisit(state, event.visit, prioritised);
    case "visit-called":
      return withCall(state, event, at, command);
    case "visit-started":
      return withVisit(state, event.visit, (visit) => serving(visit, at));
    case "visit-finished":
      return withVisit(state, event.visit, (visit) => done(visit, at));
    case "visit-absent":
      return withVisit(state, event.visit, (visit) => missed(visit, state.calls));
    case "visit-left":
      return withVisit(state, event.visit, (visit) => left(visit, event.why, at));
    case "visit-paused":
      return withVisit(state, event.visit, paused);
    case "visit-resumed":
      return withVisit(state, event.visit, resumed);
    case "visit-back":
      return withVisit(state, event.visit, back);
    case "visit-away":
      return withVisit(state, event.visit, (visit) => away(visit, event.until));
    case "visit-handed-over":
      return withVisit(state, event.visit, (visit) => handedOver(visit, event.desk));
    case "visit-referred":
      return withVisit(state, event.visit, (visit) => referred(visit, at));
    case "visit-unserved":
      return withVisit(state, event.visit, (visit) => unserved(visit, at));
    case "desk-left":
      return { ...state, desks: deskLeft(state.desks, event.desk, at) };
    case "desk-on-break":
      return { ...state, desks: deskOnBreak(state.desks, event.desk, event.until, at) };
    case "desk-returned":
      return { ...state, desks: deskReturned(state.desks, event.desk, at) };
    case "announced":
      return withMessage(state, event.message);
    case "suspended":
      return { ...state, suspended: true };
    case "resumed":
      return { ...state, suspended: false };
    case "appointment-late":
      return {
        ...state,
        expected: state.expected.map((expected) =>
          expected.id === event.appointment ? { ...expected, expectedAt: event.expectedAt } : expected,
        ),
      };
    case "numbers-leased":
      return withLease(state, event);
    case "closed":
      return { ...state, status: "closed", suspended: false, desks: allLeft(state.desks, at), leases: [] };
    case "visit-reported":
    case "turned-away":
    case "incident-noted":
    case "help-asked":
      return state;
    case "undone":
      return withoutAct(state, event, at);
    default:
      return never(event);
  }
}

function withVisit(state: LineState, id: string, become: (visit: Visit) => Visit): LineState {
  if (!visitOf(state, id)) throw new Error("This event belongs to another line: its visit is not here.");
  return { ...state, visits: state.visits.map((visit) => (visit.id === id ? become(visit) : visit)) };
}

const withNewVisit = (state: LineState, event: Extract<QueueEvent, { type: "visit-joined" }>): LineState => ({
  ...state,
  nextNumber: Math.max(state.nextNumber, event.number + 1),
  visits: [...state.visits, joined(event)].sort((a, b) => a.number - b.number),
  expected: event.origin.kind === "walk-in" ? state.expected : arrived(state, event.origin.appointment),
});

const arrived = (state: LineState, appointment: string) => state.expected.filter(({ id }) => id !== appointment);

function withCall(
  state: LineState,
  event: Extract<QueueEvent, { type: "visit-called" }>,
  at: Instant,
  command: string,
): LineState {
  return {
    ...withVisit(state, event.visit, (visit) => called(visit, event.desk, at)),
    calls: state.calls + 1,
    expected: state.expected.map((expected) =>
      event.passes.includes(expected.id) ? { ...expected, passedBy: [...expected.passedBy, command] } : expected,
    ),
  };
}

function withMessage({ message: _, ...state }: LineState, message: string): LineState {
  return message === "" ? state : { ...state, message };
}

const withLease = (
  state: LineState,
  { device, first, last }: Extract<QueueEvent, { type: "numbers-leased" }>,
): LineState => ({
  ...state,
  nextNumber: Math.max(state.nextNumber, last + 1),
  leases: [...state.leases, { device, first, last }],
});

/** The acts of the last minute that can be taken back, with this one. An undone one cannot be undone again. */
function remembered(before: LineState, after: LineState, { event, at, command }: Stamped): readonly Undoable[] {
  const fresh = after.undoable.filter((act) => isFresh(act, at));
  if (event.type === "undone") return fresh.filter((act) => act.command !== event.command);
  const visit = undoableVisit(event);
  if (visit === undefined) return fresh;
  const was = visitOf(before, visit);
  return [
    ...fresh,
    {
      command,
      at,
      visit,
      before: was ?? null,
      ...(event.type === "visit-called" && { call: after.calls }),
      ...holderFor(before, was),
      ...arrivalIn(event, before),
    },
  ];
}
