import { withClient } from "#scripts/database.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { TopicKey } from "./town.ts";
import type { Operation } from "./history.ts";
import type { MessagesRecord } from "./messages.ts";
import { readRows } from "./rows.ts";

/** A permanence's row at the end of the run, with its columns that never change. */
export type PermanenceRow = {
  readonly id: string;
  readonly status: string;
  readonly numbers: string;
  readonly suspended: boolean;
  readonly version: number;
  readonly nextNumber: number;
  readonly calls: number;
  readonly desks: number;
  readonly lanes: number;
  readonly topics: readonly TopicKey[];
  readonly start: Instant;
  readonly end: Instant;
};
export type VisitRow = {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly appointment: string | null;
  readonly joinedAt: Instant;
  readonly receivedAt: Instant | null;
  readonly desk: number | null;
  readonly conseiller: string | null;
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly missedCalls: number;
  readonly awayTimes: number;
  readonly priority: boolean;
};
export type DeskRow = { readonly number: number; readonly conseiller: string | null; readonly state: string };
export type AppointmentRow = {
  readonly id: string;
  readonly state: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly lane: number | null;
};
export type EventRow = {
  readonly id: number;
  readonly version: number;
  readonly command: string;
  readonly type: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly data: Readonly<Record<string, unknown>>;
};
export type CommandRow = {
  readonly id: string;
  readonly type: string;
  readonly receivedAt: Instant;
  readonly refusal: string | null;
};
/** A change of an appointment, as the recorder noted it. `stands`: whether it is in this half-day after the change. */
export type ChangeRow = {
  readonly id: number;
  readonly version: number;
  readonly appointment: string;
  readonly stands: boolean;
  readonly state: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly lane: number | null;
  readonly bookedAt: Instant;
  readonly at: Instant;
};

/** The rows of one half-day, in the order in which they were written. */
export type HalfDayRecord = {
  readonly permanence: PermanenceRow;
  readonly visits: readonly VisitRow[];
  readonly desks: readonly DeskRow[];
  readonly appointments: readonly AppointmentRow[];
  readonly events: readonly EventRow[];
  readonly commands: readonly CommandRow[];
  readonly changes: readonly ChangeRow[];
};

/** An idempotency key and the id of what it led to. */
type KeyRow = { readonly scope: string; readonly key: string; readonly outcome: string };

/** What the checker judges: all operations with their answers, and the rows of the database. */
export type Evidence = {
  readonly operations: readonly Operation[];
  readonly halfDays: readonly HalfDayRecord[];
  readonly keys: readonly KeyRow[];
  /** What was told; undefined where no SMS left. */
  readonly messages?: MessagesRecord;
};

/**
 * Reads the evidence. `clockOffset`: milliseconds between the instance's clock and the machine's, which the recorder
 * used.
 */
export const readEvidence = (
  databaseUrl: string,
  operations: readonly Operation[],
  clockOffset: number,
): Promise<Evidence> =>
  withClient(databaseUrl, async (client) => {
    const all = <Row>(text: string, ...values: readonly unknown[]) =>
      readRows<Row & { readonly p: string }>(client, text, ...values);
    const permanences = await all<PermanenceRow>(
      `SELECT p.id AS p, p.id, status, numbers, suspended, coalesce(l.version, 0) AS version, coalesce(l.next_number, 1) AS "nextNumber", coalesce(l.calls, 0) AS calls,
         desks, bookable_lanes AS lanes, topic_keys AS topics, starts_at AS start, ends_at AS end FROM permanence p LEFT JOIN line l ON l.permanence_id = p.id ORDER BY p.id`,
    );
    const visits = await all<VisitRow>(
      `SELECT permanence_id AS p, id, number, state, appointment_id AS appointment, joined_at AS "joinedAt", received_at AS "receivedAt", desk, conseiller_id AS conseiller, called_at AS "calledAt", started_at AS "startedAt", ended_at AS "endedAt", missed_calls AS "missedCalls", away_times AS "awayTimes", priority FROM visit ORDER BY number`,
    );
    const desks = await all<DeskRow>(
      "SELECT permanence_id AS p, number, conseiller_id AS conseiller, state FROM desk ORDER BY number",
    );
    const appointments = await all<AppointmentRow>(
      "SELECT permanence_id AS p, id, state, starts_at AS start, ends_at AS end, lane FROM appointment ORDER BY id",
    );
    const events = await all<EventRow>(
      `SELECT permanence_id AS p, id::int, version, command_id AS command, type, at, received_at AS "receivedAt", data FROM queue_event ORDER BY queue_event.id`,
    );
    const commands = await all<CommandRow>(
      `SELECT permanence_id AS p, id, type, received_at AS "receivedAt", refusal FROM queue_command ORDER BY received_at`,
    );
    const changes = await all<ChangeRow>(
      `SELECT permanence_id AS p, id::int, version, appointment_id AS appointment, stands, state, starts_at AS start, ends_at AS end, lane, booked_at AS "bookedAt", at + make_interval(secs => $1::float8 / 1000) AS at FROM endurance.appointment_change ORDER BY endurance.appointment_change.id`,
      clockOffset,
    );
    const keys = await all<KeyRow>("SELECT scope, key, outcome_id AS outcome FROM idempotency_key");
    const ofVisits = grouped(visits);
    const ofDesks = grouped(desks);
    const ofAppointments = grouped(appointments);
    const ofEvents = grouped(events);
    const ofCommands = grouped(commands);
    const ofChanges = grouped(changes);
    return {
      operations,
      keys,
      halfDays: permanences.map((permanence) => ({
        permanence,
        visits: ofVisits(permanence.id),
        desks: ofDesks(permanence.id),
        appointments: ofAppointments(permanence.id),
        events: ofEvents(permanence.id),
        commands: ofCommands(permanence.id),
        changes: ofChanges(permanence.id),
      })),
    };
  });

function grouped<Row extends { readonly p: string }>(rows: readonly Row[]): (permanence: string) => readonly Row[] {
  const groups = Map.groupBy(rows, ({ p }) => p);
  return (permanence) => groups.get(permanence) ?? [];
}
