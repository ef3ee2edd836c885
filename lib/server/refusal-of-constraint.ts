import pg from "pg";
import type { BookingRefusal } from "#lib/booking/appointment.ts";
import type { QueueRefusal } from "#lib/queue/acts/acts.ts";

/** The refusal of each constraint of the line: the database refuses what the rule had allowed. */
export const queueRefusals: Readonly<Record<string, QueueRefusal>> = {
  visit_pkey: "already-here",
  visit_appointment_id_key: "already-here",
  visit_number_unique: "state-changed",
  visit_one_per_desk: "desk-busy",
  visit_one_per_conseiller: "desk-busy",
  desk_one_per_conseiller: "seated-elsewhere",
  desk_conseiller_id_fkey: "not-found",
  visit_conseiller_id_fkey: "not-found",
  visit_appointment_id_fkey: "not-found",
  visit_of_its_half_day: "not-found",
  queue_command_pkey: "state-changed",
  // A turn-away has the id of its command.
  turn_away_pkey: "state-changed",
  queue_command_permanence_id_fkey: "not-found",
};

/** The same for bookings. */
export const bookingRefusals: Readonly<Record<string, BookingRefusal>> = {
  appointment_no_overlap: "slot-taken",
  appointment_conseiller_no_overlap: "slot-taken",
  appointment_permanence_id_fkey: "not-found",
  appointment_of_its_organisation: "not-found",
  appointment_wanted_conseiller_id_fkey: "unknown-conseiller",
  appointment_party_place: "state-changed",
};

/** The same for roles: `membership_keeps_an_administrator` is a trigger. */
export const roleRefusals = {
  membership_keeps_an_administrator: "last-administrator",
} as const;

/** The same for the host name of an organisation. */
export const hostRefusals = {
  organisation_settings_own_host_key: "host-taken",
} as const;

/** The refusal of a violated constraint, or undefined for any other error, which the caller throws on. */
export function refusalOfConstraint<Refusal extends string>(
  error: unknown,
  refusals: Readonly<Record<string, Refusal>>,
): Refusal | undefined {
  const violated = databaseCause(error)?.constraint;
  const name = violated === undefined ? undefined : nameInTable(violated);
  return name === undefined || !Object.hasOwn(refusals, name) ? undefined : refusals[name];
}

/**
 * The name that a constraint of one partition has in the whole table: of `queue_command_2026_11_pkey` it is
 * `queue_command_pkey`.
 */
export const nameInTable = (constraint: string): string =>
  constraint.replace(/_(?:default|\d{4}_\d\d(?:_\d\d)?)_/, "_");

/** How `nameConstraint` begins a message. */
const NAMED = /^\[constraint ([^\]]+)\] /;

/**
 * Writes the name of the violated constraint before the message of an error of pg, whatever the language of the server.
 * Of the fields of an error Prisma's adapter (7.10.0) passes on the SQLSTATE and the message alone in every kind.
 */
export function nameConstraint(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && error.constraint !== undefined && !NAMED.test(error.message))
    error.message = `[constraint ${error.constraint}] ${error.message}`;
  return error;
}

/**
 * What PostgreSQL says of an error. `originalCode`: the SQLSTATE. `originalMessage`: in the language of the server.
 * `constraint`: the name of the one that was violated. `kind`: as Prisma's adapter names the error.
 */
type DatabaseCause = {
  readonly kind?: string;
  readonly originalCode?: string;
  readonly originalMessage?: string;
  readonly constraint?: string;
};

/**
 * The error of PostgreSQL itself, in an error of pg, of Prisma, or of its adapter (BEGIN or COMMIT). Never log it
 * whole: it holds values.
 */
export function databaseCause(error: unknown): DatabaseCause | undefined {
  if (error instanceof pg.DatabaseError) {
    const { code, message, constraint } = error;
    return {
      originalMessage: message,
      ...(code !== undefined && { originalCode: code }),
      ...(constraint !== undefined && { constraint }),
    };
  }
  const { meta, name, cause } = (error ?? {}) as {
    meta?: { driverAdapterError?: { cause?: AdapterCause } };
    name?: string;
    cause?: AdapterCause;
  };
  return withConstraint(name === "DriverAdapterError" ? cause : meta?.driverAdapterError?.cause);
}

type AdapterCause = Omit<DatabaseCause, "constraint">;

function withConstraint(cause: AdapterCause | undefined): DatabaseCause | undefined {
  if (!cause) return undefined;
  const { kind, originalCode, originalMessage } = cause;
  const constraint = NAMED.exec(originalMessage ?? "")?.[1];
  return {
    ...(kind !== undefined && { kind }),
    ...(originalCode !== undefined && { originalCode }),
    ...(originalMessage !== undefined && { originalMessage }),
    ...(constraint !== undefined && { constraint }),
  };
}
