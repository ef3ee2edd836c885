import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { instantOf } from "#lib/time/instant.ts";

/** The moments of a line, by the names of their fields wherever they stand (line.ts). */
const MOMENTS: ReadonlySet<string> = new Set([
  "start",
  "end",
  "hour",
  "bookedAt",
  "joinedAt",
  "receivedAt",
  "calledAt",
  "startedAt",
  "endedAt",
  "awayUntil",
  "since",
  "breakUntil",
  "leftAt",
  "expectedAt",
  "at",
  "closedAt",
  "endedAutomaticallyAt",
]);

/** What a visit has in each state, so that a line of a build with other states is not taken for one of this. */
const FIELDS: Readonly<Record<Visit["state"], readonly string[]>> = {
  waiting: ["back"],
  absent: ["missedAtCall"],
  called: ["desk", "calledAt"],
  serving: ["desk", "calledAt", "startedAt"],
  paused: ["desk", "calledAt", "startedAt", "for"],
  done: ["desk", "calledAt", "startedAt", "endedAt"],
  left: ["endedAt", "why"],
  redirected: ["endedAt"],
  unserved: ["endedAt"],
};
const OF_EACH_VISIT = ["id", "number", "origin", "joinedAt", "priority", "missedCalls", "awayTimes"];
const STATUS: readonly LineState["status"][] = ["scheduled", "open", "closed", "cancelled"];
const NUMBERS: readonly LineState["numbers"][] = ["not-yet", "given", "stopped"];

/**
 * Decodes the line that the server gives a tablet, as `lineFromWire` does with the shapes of the API, which a tablet
 * need not load: they are a tenth of its scripts. Throws for what is no line that this build knows.
 */
export function lineOnTablet(json: unknown): LineState {
  const line = decoded(json) as LineState;
  const isKnown =
    typeof line.permanence === "string" &&
    Number.isInteger(line.version) &&
    STATUS.includes(line.status) &&
    NUMBERS.includes(line.numbers) &&
    line.visits.every(isKnownVisit) &&
    line.expected.every(({ id, hour }) => id !== undefined && hour !== undefined);
  if (!isKnown) throw new TypeError("This is no line that this build knows.");
  const desks = line.desks.map((desk) => ({ ...desk, topics: topicsTakenOfKeys(desk.topics as readonly string[]) }));
  return { ...line, desks };
}

function isKnownVisit(visit: Visit): boolean {
  if (!Object.hasOwn(FIELDS, visit.state)) return false;
  return [...OF_EACH_VISIT, ...FIELDS[visit.state]].every((field) => visit[field as keyof Visit] !== undefined);
}

function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      MOMENTS.has(name) && typeof field === "string" ? momentOf(field) : decoded(field),
    ]),
  );
}

function momentOf(text: string): number {
  if (!/(?:Z|[+-]\d\d:\d\d)$/u.test(text)) throw new RangeError("A moment has an offset.");
  return instantOf(text);
}
