import type { Visit } from "#lib/queue/line/visit.ts";
import type { AppointmentRow, HalfDayRecord, VisitRow } from "#tests/rig/evidence.ts";
import type { Replay } from "./replay.ts";

/** The rows at the end are those that follow from the events and changes: nothing is half-written, nothing lost. */
export function rowsFollowEvents({ record, first, steps, trouble }: Replay): readonly string[] {
  if (trouble !== undefined) return [trouble];
  const { line } = steps.at(-1) ?? first;
  const { permanence } = record;
  return [
    ...differences("the permanence", pick(permanence, FACTS), pick(line, FACTS)),
    ...ids(record.visits, line.visits).flatMap((id) =>
      differences(
        `the visit ${id}`,
        rowOf(record.visits.find((row) => row.id === id)),
        expectedRowOf(line.visits.find((visit) => visit.id === id)),
      ),
    ),
    ...differences(
      "the desks",
      record.desks.map(({ number, state, conseiller }) => `${number} ${state} ${conseiller}`),
      line.desks.map(({ number, state, conseiller }) => `${number} ${state} ${conseiller ?? null}`),
    ),
    ...versionsGrow(record),
    ...record.appointments.flatMap((row) => appointmentAs(record, row)),
  ];
}

const FACTS = ["status", "numbers", "suspended", "nextNumber", "calls", "version"] as const;

const pick = <Name extends string>(from: Readonly<Record<Name, unknown>>, names: readonly Name[]): object =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

const ids = (...lists: readonly (readonly { readonly id: string }[])[]): readonly string[] => [
  ...new Set(lists.flat().map(({ id }) => id)),
];

const rowOf = (row: VisitRow | undefined): object | undefined =>
  row && {
    number: row.number,
    state: row.state,
    joinedAt: row.joinedAt,
    receivedAt: row.receivedAt,
    priority: row.priority,
    missedCalls: row.missedCalls,
    awayTimes: row.awayTimes,
    desk: row.desk,
    calledAt: row.calledAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  };

const expectedRowOf = (visit: Visit | undefined): object | undefined =>
  visit && {
    number: visit.number,
    state: visit.state,
    joinedAt: visit.joinedAt,
    receivedAt: visit.receivedAt ?? null,
    priority: visit.priority,
    missedCalls: visit.missedCalls,
    awayTimes: visit.awayTimes,
    desk: "desk" in visit ? visit.desk : null,
    calledAt: "calledAt" in visit ? visit.calledAt : null,
    startedAt: "startedAt" in visit ? (visit.startedAt ?? null) : null,
    endedAt: "endedAt" in visit ? visit.endedAt : null,
  };

function differences(name: string, row: unknown, replayed: unknown): readonly string[] {
  const written = JSON.stringify(row);
  const expected = JSON.stringify(replayed);
  return written === expected ? [] : [`${name} is ${written}, and was made ${expected}`];
}

/**
 * Each event has a version of its own, higher than the one before: none was decided on a line that had changed
 * meanwhile.
 */
const versionsGrow = ({ events }: HalfDayRecord): readonly string[] =>
  events.flatMap((event, index) =>
    event.version > (events[index - 1]?.version ?? 0)
      ? []
      : [`${event.type} made version ${event.version} after version ${events[index - 1]?.version}`],
  );

function appointmentAs({ changes }: HalfDayRecord, row: AppointmentRow): readonly string[] {
  const last = changes.findLast(({ appointment }) => appointment === row.id);
  const replayed = last?.stands
    ? { id: row.id, state: last.state, start: last.start, end: last.end, lane: last.lane }
    : undefined;
  return differences(
    `the appointment ${row.id}`,
    { id: row.id, state: row.state, start: row.start, end: row.end, lane: row.lane },
    replayed,
  );
}
