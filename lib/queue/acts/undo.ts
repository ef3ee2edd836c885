import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import {
  deskOfVisit,
  isAnothers,
  isAtAnothers,
  isFresh,
  isOver,
  occupantOf,
  presentDesk,
  visitOf,
  type ExpectedAppointment,
  type LineState,
  type Undoable,
} from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { describedAs, isAtDesk, type Origin, type Visit } from "#lib/queue/line/visit.ts";
import { isLeftOver } from "./close.ts";
import { passedSince } from "#lib/queue/order/who-may-pass.ts";
import { left } from "./leave.ts";

/** `command`: the id of the act that is taken back. */
export type Undo = { readonly type: "undo"; readonly command: string };

/**
 * The act of `command` on this visit is taken back: the visit is `before` again; null when the act gave the number.
 * `call`: its place among the calls that were not undone, for a call. `arrived`: who is expected again, for a check-in.
 * `overtaken`: those in line who have more people before them by that.
 */
export type Undone = {
  readonly type: "undone";
  readonly command: string;
  readonly visit: string;
  readonly before: Visit | null;
  readonly call?: number;
  readonly arrived?: ExpectedAppointment;
  readonly overtaken?: readonly string[];
};

/**
 * `too-late`: more than a minute before. `state-changed`: another act changed the visit since. `desk-busy`,
 * `desk-not-taken`: the visit would return to a desk that is no longer its own. `not-your-desk`: a colleague has the
 * person at their desk, or would. `permanence-closed`: the person would wait, or be expected, in a line that calls
 * nobody any more.
 */
export type UndoRefusal =
  | "too-late"
  | "state-changed"
  | "desk-busy"
  | "desk-not-taken"
  | "not-your-desk"
  | "permanence-closed";

/**
 * Takes an act back: the visit, its times, the count of calls and the turns that a call took are as before. The minute
 * runs from when the act was done to when it is taken back, both by the devices, however late they come.
 */
export function undo(state: LineState, command: SentAct<Undo>, now: Instant): Result<readonly Undone[], UndoRefusal> {
  const act = state.undoable.find((undoable) => undoable.command === command.command);
  if (!act || !isFresh(act, command.at)) return refuse("too-late");
  if (state.undoable.findLast((undoable) => undoable.visit === act.visit) !== act) return refuse("state-changed");
  const refusal = whyNotAsBefore(state, act);
  if (refusal) return refuse(refusal);
  // Closing ended the visit since: in a line that was reopened they are taken back by hand.
  if (act.closing || (act.before && visitOf(state, act.visit)?.state === "unserved")) return refuse("state-changed");
  if (concernsAnother(state, act, command.conseiller)) return refuse("not-your-desk");
  const event: Undone = {
    type: "undone",
    command: act.command,
    visit: act.visit,
    before: act.before,
    ...(act.call !== undefined && { call: act.call }),
    ...(act.arrived && { arrived: act.arrived }),
  };
  const overtaken = passedSince(state, undone(state, event, { at: now, command: command.id }), now);
  return accept([{ ...event, ...(overtaken.length > 0 && { overtaken }) }]);
}

/** Whether the visit is, or was before the act, at the desk of somebody else than who takes it back. */
const concernsAnother = (state: LineState, { visit, before }: Undoable, conseiller: string | undefined): boolean =>
  [visitOf(state, visit), before].some((one) => one && isAtAnothers(state, one, conseiller));

/** A desk is still the visit's when the same person holds it, or when nobody in particular held it. */
function whyNotAsBefore(
  state: LineState,
  { visit, before, heldBy, arrived }: Undoable,
): Extract<UndoRefusal, "permanence-closed" | "desk-busy" | "desk-not-taken"> | undefined {
  if (!before) return arrived && isOver(state) ? "permanence-closed" : undefined;
  if (isOver(state) && isLeftOver(before)) return "permanence-closed";
  const number = deskOfVisit(before);
  if (number === undefined) return undefined;
  const occupant = isAtDesk(before) ? occupantOf(state, number) : undefined;
  if (occupant && occupant.id !== visit) return "desk-busy";
  const desk = presentDesk(state, number);
  return desk && !isAnothers(desk, heldBy) ? undefined : "desk-not-taken";
}

/** The line without the act: the visit as before and, for a call, as if it had never been made. */
export function undone(state: LineState, event: Undone, { at }: Stamp): LineState {
  const visits = state.visits.map((visit) => (visit.id === event.visit ? asBefore(event, visit, at) : visit));
  const line = { ...state, visits, ...(event.arrived && { expected: withExpected(state.expected, event.arrived) }) };
  return event.call === undefined ? line : withoutCall(line, event.command, event.call);
}

/** The visit before the act. What was noted of topic and language stays: noting it is no act that is taken back. */
const asBefore = (event: Undone, visit: Visit, at: Instant): Visit =>
  event.before ? describedAs(event.before, visit) : givenByMistake(visit, at);

/** A number given by mistake stays used and belongs to nobody: its appointment, if any, is taken off. */
const givenByMistake = (visit: Visit, at: Instant): Visit =>
  left({ ...visit, origin: { kind: "walk-in" } }, "given-by-mistake", at);

/** The expected appointments with one more, in the order of their hours. */
const withExpected = (expected: LineState["expected"], again: ExpectedAppointment): LineState["expected"] =>
  [...expected, again].sort((a, b) => a.hour - b.hour || (a.id < b.id ? -1 : 1));

/**
 * One call fewer. Numbers of calls after it go down by one, so that « two further calls » stays true for those who
 * missed one, and nobody's turn was taken by it.
 */
function withoutCall(state: LineState, command: string, call: number): LineState {
  return {
    ...state,
    calls: state.calls - 1,
    visits: state.visits.map((visit) => withoutPass(countedDown(visit, call), command)),
    expected: state.expected.map((expected) => notPassedBy(expected, command)),
  };
}

/** The acts that can still be taken back, once that call does not count any more. */
export const actsWithoutCall = (acts: readonly Undoable[], command: string, call: number): readonly Undoable[] =>
  acts.map((act) => ({
    ...act,
    before: act.before && withoutPass(countedDown(act.before, call), command),
    ...(act.call !== undefined && { call: act.call > call ? act.call - 1 : act.call }),
    ...(act.arrived && { arrived: notPassedBy(act.arrived, command) }),
  }));

/**
 * The visit as if the call had never been made: when no other took its turn either, it is not late and keeps its hour.
 */
function withoutPass<Held extends { readonly origin: Origin }>(visit: Held, call: string): Held {
  const { origin } = visit;
  if (origin.kind === "walk-in" || !origin.passedBy?.includes(call)) return visit;
  const { passedBy, ...rest } = origin;
  const others = passedBy.filter((other) => other !== call);
  return { ...visit, origin: others.length > 0 ? { ...rest, passedBy: others } : { ...rest, late: false } };
}

const notPassedBy = (expected: ExpectedAppointment, command: string): ExpectedAppointment =>
  expected.passedBy.includes(command)
    ? { ...expected, passedBy: expected.passedBy.filter((id) => id !== command) }
    : expected;

const countedDown = (visit: Visit, call: number): Visit =>
  visit.state === "absent" && visit.missedAtCall >= call ? { ...visit, missedAtCall: visit.missedAtCall - 1 } : visit;
