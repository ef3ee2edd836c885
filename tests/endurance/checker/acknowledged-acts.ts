import type { CommandType, QueueEvent } from "#lib/queue/acts/acts.ts";
import type { Operation } from "../history.ts";
import type { Told } from "./told.ts";
import { nameOf } from "./nothing-unexpected.ts";

/**
 * What was answered "done" is in the database, written before the answer; and no appointment changed without somebody who
 * asked for it. That the rows at the end follow from what is written is another invariant (rows-follow-events).
 */
export const acknowledgedActs = (told: Told): readonly string[] => [
  ...told.evidence.operations.flatMap((operation) =>
    operation.outcome.kind === "ok" && !isPresent(operation, told)
      ? [`${nameOf(operation.deed)} (operation ${operation.id}) was acknowledged, and nothing of it is written`]
      : [],
  ),
  ...unasked(told),
];

/** The event that an applied command of this type has always led to. Others may have found it so already. */
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

function isPresent({ deed, began, ended, outcome }: Operation, told: Told): boolean {
  const story = told.of(deed.permanence);
  if (!story || outcome.kind !== "ok") return false;
  const { record } = story;
  const hasEvent = (visit: string | undefined, ...types: readonly string[]): boolean =>
    record.events.some(
      (event) => event.data["visit"] === visit && types.includes(event.type) && event.receivedAt <= ended,
    );
  switch (deed.type) {
    case "book":
    case "move": {
      const id = deed.type === "book" ? outcome.appointment : deed.appointment;
      return record.changes.some(
        (change) =>
          change.appointment === id &&
          change.stands &&
          change.start === deed.start &&
          change.state === "booked" &&
          change.at <= ended,
      );
    }
    case "cancel":
      return told
        .around(deed.appointment)
        .some(({ record: { changes } }) =>
          changes.some(
            (change) => change.appointment === deed.appointment && change.state !== "booked" && change.at <= ended,
          ),
        );
    case "join":
      return (
        hasEvent(outcome.visit, "visit-joined") &&
        record.visits.some(({ id, number }) => id === outcome.visit && number === outcome.number)
      );
    // Her number may have been taken back as given by mistake: then she has left as well.
    case "leave":
      return hasEvent(deed.visit, "visit-left", "undone");
    case "away":
      return hasEvent(deed.visit, "visit-away");
    case "command": {
      const kept = record.commands.find(({ id }) => id === deed.command.id);
      const expected = LEADS_TO[deed.command.type];
      const isInTime =
        kept !== undefined && kept.receivedAt <= ended && (outcome.again === true || began <= kept.receivedAt);
      return (
        isInTime &&
        kept.refusal === null &&
        (expected === undefined ||
          record.events.some(
            (event) => event.command === kept.id && expected.includes(event.type as QueueEvent["type"]),
          ))
      );
    }
  }
}

/** Appointments that changed although nobody had asked by then. Those of before the run were made the day before. */
function unasked({ evidence, stories }: Told): readonly string[] {
  const asked = new Set(
    evidence.operations.flatMap(({ deed }) =>
      deed.type === "book"
        ? [`booked ${deed.permanence} ${deed.start}`]
        : deed.type === "move"
          ? [`moved ${deed.appointment} ${deed.permanence} ${deed.start}`]
          : deed.type === "cancel"
            ? [`cancelled ${deed.appointment}`]
            : [],
    ),
  );
  const [start = Infinity] = evidence.operations.map(({ began }) => began);
  return stories.flatMap(({ record }) =>
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
