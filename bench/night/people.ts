import pg from "pg";
import { makePlace } from "../bookings/half-days.ts";

/** Half-days of one day in the nation, and the people of each: 17,280 in all, every one with a name and a telephone. */
const HALF_DAYS = 2_880;
const PEOPLE = 6;
export const NIGHT_OF = HALF_DAYS * PEOPLE;

/** The morning of that day, and the moment at which its names are due. */
const MORNING = "2026-11-20T09:00:00+01:00";
export const THREE_IN_THE_MORNING = "2026-11-21T03:00:00+01:00";

/** Fills a migrated database with the people of one day. */
export async function makePeople(databaseUrl: string): Promise<void> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  const { place, organisation } = await makePlace(db);
  await db.query(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
     SELECT gen_random_uuid(), $1, $2, 'Europe/Paris', '2026-11-20', $3::timestamptz, $3::timestamptz + interval '3 hours', 2, 0, '[]', $3, $3 FROM generate_series(1, ${HALF_DAYS})`,
    [place, organisation, MORNING],
  );
  await db.query(
    `INSERT INTO visit (id, permanence_id, number, joined_at) SELECT gen_random_uuid(), id, number, starts_at FROM permanence, generate_series(1, ${PEOPLE}) AS number`,
  );
  await db.query(
    `INSERT INTO visit_identity (day, visit_id, erase_at, name, phone)
     SELECT p.local_date, v.id, night_after(p.ends_at, p.time_zone), 'Fatima', '+33612345678' FROM visit v JOIN permanence p ON p.id = v.permanence_id`,
  );
  await db.query("VACUUM ANALYZE");
  await db.end();
}
