import type { RunningApp } from "#tests/support/start-app.ts";
import { bookableHalfDay, books, type Bookable } from "#tests/e2e/http/half-day.ts";

/** The topic of the bookings; it takes half an hour. */
export const TOPIC = "caf-changement";

/** Two half-days at one place, on a Thursday and the Thursday after, with this number of lanes and a phone number. */
export async function twoThursdays(
  app: RunningApp,
  lanes: number,
): Promise<{ readonly first: string; readonly second: string }> {
  const { permanence, organisation }: Bookable = await bookableHalfDay(app, "2026-11-26", lanes);
  await app.db.query("UPDATE organisation SET runs_permanences = false WHERE id = $1", [organisation]);
  const { rows } = await app.db.query<{ id: string }>(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
     SELECT gen_random_uuid(), place_id, organisation_id, time_zone, local_date + 7, starts_at + interval '7 days', ends_at + interval '7 days', desks, bookable_lanes, windows, created_at, updated_at
     FROM permanence WHERE id = $1 RETURNING id`,
    [permanence],
  );
  return { first: permanence, second: rows[0]?.id ?? "" };
}

/** That hour on the Thursday, in ISO 8601. */
export const thursdayAt = (hour: string): string => `2026-11-26T${hour}:00+01:00`;

/** Books that hour as another person; returns the address of the page of their appointment. */
export async function somebodyBooks(app: RunningApp, permanence: string, hour: string): Promise<string> {
  const answer = await books(app, permanence, thursdayAt(hour), TOPIC);
  const { secret } = (await answer.json()) as { secret?: string };
  if (secret === undefined) throw new Error(`${hour} could not be booked: ${answer.status}.`);
  return `/rendez-vous/${secret}`;
}

/** Cancels a half-day and its appointments, as the service does. */
export async function callsOff({ db }: RunningApp, permanence: string): Promise<void> {
  await db.query("UPDATE permanence SET status = 'cancelled', cancel_reason = 'travaux' WHERE id = $1", [permanence]);
  await db.query(
    "UPDATE appointment SET state = 'cancelled-by-service', cancelled_at = booked_at WHERE permanence_id = $1 AND state = 'booked'",
    [permanence],
  );
}
