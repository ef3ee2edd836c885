import type { Instant } from "../../time/instant.ts";
import { expectedAgain, withoutPass } from "../order/arrive.ts";
import { left } from "./end.ts";
import type { QueueEvent } from "./events.ts";
import type { ExpectedAppointment, LineState, Undoable } from "./line-state.ts";
import type { Visit } from "./visit.ts";

/** The line without an undone act: the visit as before, and if it was a call, as if it had never been made. */
export function withoutAct(state: LineState, event: Extract<QueueEvent, { type: "undone" }>, at: Instant): LineState {
  const visits = state.visits.map((visit) =>
    visit.id === event.visit ? (event.before ?? neverHers(visit, at)) : visit,
  );
  const line = { ...state, visits, ...(event.arrived && { expected: expectedAgain(state.expected, event.arrived) }) };
  return event.call === undefined ? line : withoutCall(line, event.command, event.call);
}

/** A number given by mistake stays used and is nobody's: the appointment of who was checked in for another waits for her. */
const neverHers = (visit: Visit, at: Instant): Visit =>
  left({ ...visit, origin: { kind: "walk-in" } }, "given-by-mistake", at);

/** One call fewer: those counted after it move down, so that "two further calls" stays true for who missed theirs; it took nobody's turn. */
function withoutCall(state: LineState, command: string, call: number): LineState {
  return {
    ...state,
    calls: state.calls - 1,
    visits: state.visits.map((visit) => withoutPass(countedDown(visit, call), command)),
    expected: state.expected.map((expected) => notPassedBy(expected, command)),
    undoable: actsWithoutCall(state.undoable, command, call),
  };
}

/** What the acts that can still be taken back remember, once that call is not one any more. */
export const actsWithoutCall = (acts: readonly Undoable[], command: string, call: number): readonly Undoable[] =>
  acts.map((act) => ({
    ...act,
    before: act.before && withoutPass(countedDown(act.before, call), command),
    ...(act.call !== undefined && { call: act.call > call ? act.call - 1 : act.call }),
    ...(act.arrived && { arrived: notPassedBy(act.arrived, command) }),
  }));

const notPassedBy = (expected: ExpectedAppointment, command: string): ExpectedAppointment =>
  expected.passedBy.includes(command)
    ? { ...expected, passedBy: expected.passedBy.filter((id) => id !== command) }
    : expected;

const countedDown = (visit: Visit, call: number): Visit =>
  visit.state === "absent" && visit.missedAtCall >= call ? { ...visit, missedAtCall: visit.missedAtCall - 1 } : visit;
