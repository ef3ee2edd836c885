import { randomUUID } from "node:crypto";
import type pg from "pg";
import { instantOf } from "#lib/time/instant.ts";
import { makePlace } from "../bookings/half-days.ts";

/** The moment of the bench (APP_NOW): an hour after the lines opened. */
export const NOW = "2026-11-24T10:00:00+01:00";

/** Lines of one organisation at work, each with two tables and people who wait. */
export type OpenLines = { readonly organisation: string; readonly user: string; readonly ids: readonly string[] };

/** Writes so many open lines with so many people waiting in each, by SQL. */
export async function makeOpenLines(db: Pick<pg.Client, "query">, lines: number, waiting: number): Promise<OpenLines> {
  const { organisation, place } = await makePlace(db);
  const user = randomUUID();
  const ids = Array.from({ length: lines }, () => randomUUID());
  const now = new Date(instantOf(NOW));
  await db.query("INSERT INTO user_account (id, email) VALUES ($1, $2)", [user, `bench-${user}@exemple.fr`]);
  // The heartbeat is ahead, so that no line goes silent during the bench.
  await db.query(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, status, numbers, opened_at, desks, bookable_lanes, windows, created_at, updated_at)
     SELECT id, $2, $3, 'Europe/Paris', '2026-11-24', $4::timestamptz - interval '1 hour', $4::timestamptz + interval '5 hours', 'open', 'given', $4, 2, 0,
       '[{"from": 0, "to": 360, "mode": "walk-in"}]', $4, $4
     FROM unnest($1::uuid[]) AS id`,
    [ids, place, organisation, now],
  );
  await db.query(
    `INSERT INTO line (permanence_id, version, next_number, calls, heard_at)
     SELECT id, $3::int + 2, $3::int + 1, 0, $2::timestamptz + interval '20 minutes' FROM unnest($1::uuid[]) AS id`,
    [ids, now, waiting],
  );
  await db.query(
    "INSERT INTO desk (permanence_id, number, state, since) SELECT id, number, 'present', $2 FROM unnest($1::uuid[]) AS id, generate_series(1, 2) AS number",
    [ids, now],
  );
  await db.query(
    `INSERT INTO visit (id, permanence_id, number, joined_at)
     SELECT gen_random_uuid(), id, number, $2::timestamptz - interval '1 hour' + number * interval '1 second' FROM unnest($1::uuid[]) AS id, generate_series(1, $3::int) AS number`,
    [ids, now, waiting],
  );
  await db.query("ANALYZE");
  return { organisation, user, ids };
}
