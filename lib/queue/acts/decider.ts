import { refuse } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { DifferenceRefusal, Precondition, Stamp } from "#lib/queue/line/envelope.ts";
import {
  visitOf,
  type LineState,
  holderFor,
  cameLately,
  type ExpectedAppointment,
  type Overtake,
  type Undoable,
} from "#lib/queue/line/line-state.ts";
import { isAtDesk } from "#lib/queue/line/visit.ts";
import {
  acceptedOnceOver,
  decisions,
  type Command,
  type CommandOf,
  type CommandType,
  type Decision,
  canBeUndone,
  transitions,
  type EventOf,
  type EventType,
  type QueueEvent,
  type Stamped,
  type VisitEventType,
} from "./acts.ts";
import { actsWithoutCall } from "./undo.ts";

/**
 * What a command does to the line, or why not. It changes nothing itself: `evolve` applies what happened. The server
 * and the tablet without network call the same function.
 */
export function decide(state: LineState, command: Command, now: Instant): Decision {
  if (isOverFor(state, command.type)) return refuse("permanence-closed");
  const difference = differenceFrom(command.expected, state);
  return difference ? refuse(difference) : decideAct(command.type, state, command, now);
}

const decideAct = <Type extends CommandType>(
  type: Type,
  state: LineState,
  command: CommandOf<Type>,
  now: Instant,
): Decision => decisions[type](state, command, now);

/** Whether the permanence is over for this act. */
const isOverFor = ({ status }: LineState, act: CommandType): boolean =>
  (status === "closed" || status === "cancelled") && !acceptedOnceOver[act].includes(status);

/**
 * Compares what the sender of a command saw with the line as it is: undefined when it is the same, otherwise the
 * refusal. `already-called`: the sender saw somebody in line whom a desk has called meanwhile; their tablet then names
 * the desk.
 */
function differenceFrom(expected: Precondition | undefined, state: LineState): DifferenceRefusal | undefined {
  if (expected === undefined) return undefined;
  if ("version" in expected) return expected.version === state.version ? undefined : "state-changed";
  const visit = visitOf(state, expected.visit);
  if (!visit) return "not-found";
  if (visit.state === expected.state) return undefined;
  const wasInLine = expected.state === "waiting" || expected.state === "absent";
  return wasInLine && isAtDesk(visit) ? "already-called" : "state-changed";
}

/** The line after one event. What did not change keeps its identity. Throws on an event of another line. */
export const evolve = (state: LineState, stamped: Stamped): LineState => evolved(state, stamped).after;

/** The same, with what the event keeps of the state before it. */
export function evolved(
  state: LineState,
  stamped: Stamped,
): { readonly after: LineState; readonly kept: StateBefore | undefined } {
  const { event, at, receivedAt = at } = stamped;
  const after = applyEvent(event.type, state, event, stamped);
  const kept = stateBefore(event, state, after);
  const fresh = state.undoable.filter((act) => cameLately(act, receivedAt));
  return {
    kept,
    after: {
      ...after,
      version: state.version + 1,
      overtakes: overtakesAfterEvent(state.overtakes, stamped),
      undoable: undoableAfterEvent(fresh, stamped, kept),
    },
  };
}

const applyEvent = <Type extends EventType>(
  type: Type,
  state: LineState,
  event: EventOf<Type>,
  stamp: Stamp,
): LineState => transitions[type](state, event, stamp);

/** The overtakes that stand after one more event. */
export function overtakesAfterEvent(overtakes: readonly Overtake[], { event, command }: Stamped): readonly Overtake[] {
  const standing =
    event.type === "undone" ? overtakes.filter((overtake) => overtake.command !== event.command) : overtakes;
  if (!("overtaken" in event) || event.overtaken.length === 0) return standing;
  const { overtaken } = event;
  if (event.type === "undone") return [...standing, { command, visit: event.visit, overtaken, returned: true }];
  if ("was" in event) return [...standing, { command, visit: event.was.id, overtaken, returned: true }];
  return [...standing, { command, visit: event.visit, overtaken }];
}

/** What an event keeps of the state before it, so that its act can be taken back and explained. */
export type StateBefore = Pick<Undoable, "before" | "call" | "heldBy" | "arrived">;

/** Of an event that changed the line `before` to `after`; undefined when it is about no visit, or takes an act back. */
function stateBefore(event: QueueEvent, before: LineState, after: LineState): StateBefore | undefined {
  if (!("visit" in event) || event.type === "undone") return undefined;
  const visit = visitOf(before, event.visit);
  return {
    before: visit ?? null,
    ...holderFor(before, visit),
    ...arrivalIn(event, before),
    ...(event.type === "visit-called" && { call: after.calls }),
  };
}

/** The acts that can be taken back after one more event, oldest first. An act that was taken back cannot be again. */
export function undoableAfterEvent(
  acts: readonly Undoable[],
  { event, at, receivedAt, command }: Stamped,
  kept: StateBefore | undefined,
): readonly Undoable[] {
  if (event.type === "undone") {
    const others = acts.filter((act) => act.command !== event.command);
    return event.call === undefined ? others : actsWithoutCall(others, event.command, event.call);
  }
  const visit = undoableVisit(event);
  return visit === undefined || !kept
    ? acts
    : [
        ...acts,
        {
          command,
          at,
          ...(receivedAt !== undefined && { receivedAt }),
          visit,
          ...kept,
          ...("closing" in event && event.closing && { closing: true }),
          ...(event.type === "visit-referred" && { referred: true, referredTo: event.target }),
        },
      ];
}

/** The visit that an event changed, if its act can be undone. */
const undoableVisit = (event: Exclude<QueueEvent, EventOf<"undone">>): string | undefined =>
  "visit" in event && isUndoable(event.type, event) ? event.visit : undefined;

const isUndoable = <Type extends VisitEventType>(type: Type, event: EventOf<Type>): boolean => canBeUndone[type](event);

/** The appointment that was expected until the event checked it in. */
function arrivalIn(event: QueueEvent, before: LineState): { readonly arrived?: ExpectedAppointment } {
  const origin = event.type === "visit-joined" ? event.origin : undefined;
  const arrived =
    origin?.kind === "appointment" ? before.expected.find(({ id }) => id === origin.appointment) : undefined;
  return arrived ? { arrived } : {};
}
