import type { CommandType, QueueEvent } from "#lib/queue/acts/acts.ts";
import { nameOf, type Operation } from "#tests/rig/history.ts";
import { seenDuring, type Reconstruction } from "./reconstruction.ts";
import type { Replay } from "./replay.ts";

/**
 * Every acknowledged action is in the database, written before its answer; and no appointment changed without a
 * request. That the rows at the end follow from what is written is another invariant (rows-follow-events).
 */
export const acknowledgedActs = (run: Reconstruction): readonly string[] => [
  ...run.evidence.operations.flatMap((operation) =>
    operation.outcome.kind === "ok" && !isPresent(operation, run)
      ? [`${nameOf(operation.action)} (operation ${operation.id}) was acknowledged, and nothing of it is written`]
      : [],
  ),
  ...unasked(run),
];

/** The events that an applied command of this type must have led to. Commands of other types may change nothing. */
const LEADS_TO: Readonly<Partial<Record<CommandType, readonly QueueEvent["type"][]>>> = {
  "add-visit": ["visit-joined"],
  "check-in": ["visit-joined"],
  call: ["visit-called"],
  "call-next": ["visit-called"],
  start: ["visit-started"],
  finish: ["visit-finished"],
  absent: ["visit-absent", "visit-left"],
  leave: ["visit-left"],
  undo: ["undone"],
  pause: ["visit-paused"],
  resume: ["visit-resumed", "visit-back"],
  refer: ["visit-referred"],
  "hand-over": ["visit-handed-over"],
  close: ["closed"],
  "leave-desk": ["desk-left"],
};

function isPresent({ action, began, ended, outcome }: Operation, run: Reconstruction): boolean {
  const replay = run.of(action.permanence);
  if (!replay || outcome.kind !== "ok") return false;
  const { record } = replay;
  const hasEvent = (visit: string | undefined, ...types: readonly string[]): boolean =>
    record.events.some(
      (event) => event.data["visit"] === visit && types.includes(event.type) && event.receivedAt <= ended,
    );
  switch (action.type) {
    case "book":
    case "move": {
      const id = action.type === "book" ? outcome.appointment : action.appointment;
      return record.changes.some(
        (change) =>
          change.appointment === id &&
          change.stands &&
          change.start === action.start &&
          change.state === "booked" &&
          change.at <= ended,
      );
    }
    case "cancel":
      return run
        .around(action.appointment)
        .some(({ record: { changes } }) =>
          changes.some(
            (change) => change.appointment === action.appointment && change.state !== "booked" && change.at <= ended,
          ),
        );
    case "join":
      return (
        hasEvent(outcome.visit, "visit-joined") &&
        record.visits.some(({ id, number }) => id === outcome.visit && number === outcome.number)
      );
    // Taking back a number that was given by mistake also ends the visit.
    case "leave":
      return hasEvent(action.visit, "visit-left", "undone");
    case "away":
      return hasEvent(action.visit, "visit-away");
    case "command": {
      const kept = record.commands.find(({ id }) => id === action.command.id);
      const expected = LEADS_TO[action.command.type];
      const isInTime =
        kept !== undefined && kept.receivedAt <= ended && (outcome.again === true || began <= kept.receivedAt);
      return (
        isInTime &&
        kept.refusal === null &&
        (expected === undefined ||
          isInFormerHelp(action, replay, began, ended) ||
          record.events.some(
            (event) => event.command === kept.id && expected.includes(event.type as QueueEvent["type"]),
          ))
      );
    }
  }
}

/** A pause and its end change nothing when the sender helped the person at a desk that was left meanwhile. */
const isInFormerHelp = (
  { command: act, conseiller }: Extract<Operation["action"], { type: "command" }>,
  replay: Replay,
  began: number,
  ended: number,
): boolean =>
  (act.type === "pause" || act.type === "resume") &&
  seenDuring(replay, began, ended).some(({ line }) =>
    line.visits.some(({ id, helped }) => id === act.visit && helped?.conseiller === conseiller),
  );

/** Appointments that changed during the run although nobody had asked for it by then. */
function unasked({ evidence, replays }: Reconstruction): readonly string[] {
  const asked = new Set(
    evidence.operations.flatMap(({ action }) =>
      action.type === "book"
        ? [`booked ${action.permanence} ${action.start}`]
        : action.type === "move"
          ? [`moved ${action.appointment} ${action.permanence} ${action.start}`]
          : action.type === "cancel"
            ? [`cancelled ${action.appointment}`]
            : [],
    ),
  );
  const [start = Infinity] = evidence.operations.map(({ began }) => began);
  return replays.flatMap(({ record }) =>
    record.changes
      .filter(({ stands, at }) => stands && at >= start)
      .flatMap((change) => {
        const { id } = record.permanence;
        const reasons =
          change.state === "booked"
            ? [`booked ${id} ${change.start}`, `moved ${change.appointment} ${id} ${change.start}`]
            : [`cancelled ${change.appointment}`];
        return reasons.some((reason) => asked.has(reason))
          ? []
          : [`nobody asked that the appointment ${change.appointment} be ${change.state} there`];
      }),
  );
}
