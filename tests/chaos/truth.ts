import type { Operation } from "#tests/rig/history.ts";
import type { HalfDayRecord } from "#tests/rig/evidence.ts";
import { replayOf } from "#tests/rig/checker/replay.ts";
import type { Step } from "./judge.ts";
import type { LineAt } from "./looks.ts";

/**
 * The states of the line by what the database holds, each with the moment at which it became the acknowledged truth:
 * when an operation that made it, or a later one, was answered as done.
 */
export function stepsOf(record: HalfDayRecord, operations: readonly Operation[]): readonly Step<LineAt>[] {
  const { first, steps } = replayOf(record);
  const answered = new Map<number, number>();
  for (const operation of operations) {
    const version = versionOf(operation, record);
    if (version !== undefined) answered.set(version, Math.min(operation.ended, answered.get(version) ?? Infinity));
  }
  const states = [first, ...steps];
  let acknowledged = Infinity;
  return states
    .toReversed()
    .map(({ line, at }, index) => {
      acknowledged = Math.min(acknowledged, answered.get(line.version) ?? Infinity);
      const isFirst = index === states.length - 1;
      return { decided: at, acknowledged: isFirst ? -Infinity : acknowledged, state: { line, at } };
    })
    .toReversed();
}

/**
 * The version of the line that an acknowledged operation made; undefined for one that changed nothing or is unknown.
 */
function versionOf({ action, outcome, ended }: Operation, record: HalfDayRecord): number | undefined {
  if (outcome.kind !== "ok") return undefined;
  const ofVisit = (visit: string | undefined, type: string): number | undefined =>
    record.events.findLast((event) => event.type === type && event.data["visit"] === visit && event.receivedAt <= ended)
      ?.version;
  switch (action.type) {
    case "command":
      return record.events.findLast(({ command }) => command === action.command.id)?.version;
    case "join":
      return ofVisit(outcome.visit, "visit-joined");
    case "leave":
      return ofVisit(action.visit, "visit-left");
    case "away":
      return ofVisit(action.visit, "visit-away");
    case "book":
    case "move":
    case "cancel": {
      const id = action.type === "book" ? outcome.appointment : action.appointment;
      const change = record.changes.findLast(({ appointment, at }) => appointment === id && at <= ended);
      return change && change.version + 1;
    }
  }
}

/** When the first operation begun after `from` was acknowledged. */
export function firstDoneAfter(operations: readonly Operation[], from: number): number | undefined {
  const done = operations.filter(({ began, outcome }) => began >= from && outcome.kind === "ok");
  return done.length === 0 ? undefined : Math.min(...done.map(({ ended }) => ended));
}
