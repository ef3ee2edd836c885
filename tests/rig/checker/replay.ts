import type { QueueEvent } from "#lib/queue/acts/acts.ts";
import { evolve } from "#lib/queue/acts/decider.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { ChangeRow, EventRow, HalfDayRecord } from "#tests/rig/evidence.ts";
import { untouchedLine } from "#lib/queue/line/untouched-line.ts";

/** A booked appointment at a moment of the replay; without a lane if it was booked beside the lanes. */
type BookedAppointment = {
  readonly id: string;
  readonly span: Interval;
  readonly lane: number | undefined;
  readonly bookedAt: Instant;
};

/**
 * One step of a half-day: the line and who is booked after it. `act` is the same for all steps of one transaction.
 * `at`: when it was decided or written, before anybody else could see it.
 */
export type Step = {
  readonly at: Instant;
  readonly act: string;
  readonly event: QueueEvent | undefined;
  readonly line: LineState;
  readonly booked: readonly BookedAppointment[];
};

/** A half-day replayed from its events and changes. `trouble`: why the replay could not go on after the last step. */
export type Replay = {
  readonly record: HalfDayRecord;
  readonly first: Step;
  readonly steps: readonly Step[];
  readonly trouble: string | undefined;
};

type Entry = { readonly position: number; readonly event?: EventRow; readonly change?: ChangeRow };

/** Replays a half-day in the order of the line's versions. */
export function replayOf(record: HalfDayRecord): Replay {
  const first = beginning(record);
  const steps: Step[] = [];
  let last = first;
  const apply = (entry: Entry): void => void steps.push((last = stepAfter(last, entry)));
  try {
    inOrder(record).forEach(apply);
    return { record, first, steps, trouble: undefined };
  } catch (error) {
    return {
      record,
      first,
      steps,
      trouble: `its events cannot be replayed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** An event carries the version it made; a change of an appointment was written under the version before. */
const inOrder = ({ events, changes }: HalfDayRecord): readonly Entry[] =>
  [
    ...events.map((event): Entry => ({ position: event.version, event })),
    ...changes.map((change): Entry => ({ position: change.version + 0.5, change })),
  ].sort(
    (a, b) =>
      a.position - b.position || (a.event?.id ?? 0) - (b.event?.id ?? 0) || (a.change?.id ?? 0) - (b.change?.id ?? 0),
  );

function stepAfter(last: Step, { event: row, change }: Entry): Step {
  const { line, booked } = last;
  if (row) {
    const event = { ...row.data, type: row.type } as unknown as QueueEvent;
    const after = evolve(line, { event, at: row.at, receivedAt: row.receivedAt, command: row.command });
    return { at: row.receivedAt, act: row.command, event, line: { ...after, version: row.version }, booked };
  }
  if (!change) throw new Error("an entry is neither an event nor a change");
  const others = booked.filter(({ id }) => id !== change.appointment);
  const stands = change.stands && change.state === "booked";
  const now = stands
    ? [
        ...others,
        {
          id: change.appointment,
          span: { start: change.start, end: change.end },
          lane: change.lane ?? undefined,
          bookedAt: change.bookedAt,
        },
      ]
    : others;
  return {
    at: change.at,
    act: isByLeaving(change, last) ? last.act : `change of ${change.appointment}`,
    event: undefined,
    line: { ...line, version: change.version + 1, expected: expectedOf(line, now) },
    booked: now,
  };
}

/** Cancelling an appointment while its person waits also takes them out of the line, in the same transaction. */
function isByLeaving({ state, appointment }: ChangeRow, { event, line }: Step): boolean {
  const visit = event?.type === "visit-left" ? line.visits.find(({ id }) => id === event.visit) : undefined;
  return state !== "booked" && visit?.origin.kind === "appointment" && visit.origin.appointment === appointment;
}

/** The booked appointments whose person has not arrived. The calls that passed one stay noted while its hour stays. */
const expectedOf = (line: LineState, booked: readonly BookedAppointment[]): LineState["expected"] =>
  booked
    .filter(({ id }) => !line.visits.some(({ origin }) => origin.kind === "appointment" && origin.appointment === id))
    .map(
      ({ id, span, bookedAt }) =>
        line.expected.find((known) => known.id === id && known.hour === span.start) ?? {
          id,
          hour: span.start,
          bookedAt,
          minutes: (span.end - span.start) / 60_000,
          passedBy: [],
        },
    );

function beginning({ permanence }: HalfDayRecord): Step {
  const span = { start: permanence.start, end: permanence.end };
  return {
    at: permanence.start,
    act: "the beginning",
    event: undefined,
    booked: [],
    line: untouchedLine({
      permanence: permanence.id,
      span,
      windows: [{ span, mode: "mixed" }],
      plannedDesks: permanence.desks,
    }),
  };
}

/** A moment as the checker prints it: the time in UTC, with milliseconds. */
export const formatTime = (moment: number): string => new Date(moment).toISOString().slice(11, 23);
