import type { RunningApp } from "#tests/support/start-app.ts";

process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { claimedId } = await import("#lib/server/secrets.ts");

/** The rows of one half-day in the database: its booked and other appointments, and its numbers. */
export type StoredCounts = { readonly booked: number; readonly cancelled: number; readonly numbers: number };

const COUNTED = `
  SELECT (SELECT count(*)::int FROM appointment WHERE permanence_id = $1 AND state = 'booked') AS booked,
         (SELECT count(*)::int FROM appointment WHERE permanence_id = $1 AND state <> 'booked') AS cancelled,
         (SELECT count(*)::int FROM visit WHERE permanence_id = $1) AS numbers`;

/** Counts these rows of a half-day. */
export async function storedCountsOf({ db }: RunningApp, permanence: string): Promise<StoredCounts> {
  return first((await db.query<StoredCounts>(COUNTED, [permanence])).rows);
}

/** An appointment's row, with who booked it. `bookedAt`: when it was made, or last moved. */
export type KeptAppointment = {
  readonly state: string;
  readonly permanence: string;
  readonly startsAt: Date;
  readonly bookedAt: Date;
  readonly name: string | null;
  readonly phone: string | null;
  readonly language: string | null;
  readonly topics: readonly string[];
};

/** The stored appointment whose page has this address. */
export async function appointmentAt({ db }: RunningApp, address: string): Promise<KeptAppointment> {
  return first(
    (
      await db.query<KeptAppointment>(
        `SELECT state, permanence_id AS permanence, starts_at AS "startsAt", booked_at AS "bookedAt", contact.name, contact.phone, language, topic_keys AS topics
         FROM appointment LEFT JOIN appointment_contact AS contact ON contact.appointment_id = appointment.id WHERE id = $1`,
        [idAt(address)],
      )
    ).rows,
  );
}

/** The stored visit whose page has this address, and its events in order. */
export async function visitAt(
  { db }: RunningApp,
  address: string,
): Promise<{
  readonly id: string;
  readonly state: string;
  readonly number: number;
  readonly language: string | null;
  readonly events: readonly string[];
}> {
  return first(
    (
      await db.query<{ id: string; state: string; number: number; language: string | null; events: string[] }>(
        "SELECT id, state, number, language, (SELECT array_agg(type ORDER BY e.id) FROM queue_event e WHERE e.visit_id = v.id) AS events FROM visit v WHERE id = $1",
        [idAt(address)],
      )
    ).rows,
  );
}

export const idAt = (address: string): string => claimedId(address.split(/[?/]/)[2] ?? "") ?? "";

function first<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error("The database knows nothing of it.");
  return row;
}
