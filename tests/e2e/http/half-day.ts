import { randomUUID } from "node:crypto";
import type { RunningApp } from "#tests/support/start-app.ts";

/** A bookable half-day, at a place of its own, of an organisation with a telephone and the topics of the demo. */
export type Bookable = { readonly permanence: string; readonly place: string; readonly organisation: string };

/** Makes one by plain SQL, from nine to twelve on that day (Paris in winter), with so many lanes. */
export async function bookableHalfDay({ db }: RunningApp, day: string, lanes: number): Promise<Bookable> {
  const id = async (sql: string, values: readonly unknown[]): Promise<string> =>
    (await db.query<{ id: string }>(sql, [...values])).rows[0]?.id ?? "";
  const organisation = await id(
    "INSERT INTO organisation (id, slug, name, kind, runs_permanences, phone) VALUES (gen_random_uuid(), $1, 'Ville', 'city', true, '+33353010068') RETURNING id",
    [`ville-${randomUUID()}`],
  );
  await db.query(
    `INSERT INTO topic (id, organisation_id, key, rank, minutes, bring, themes, bookable)
     SELECT DISTINCT ON (key) gen_random_uuid(), $1::uuid, key, rank, minutes, bring, themes, bookable FROM topic ORDER BY key, id`,
    [organisation],
  );
  const place = await id(
    `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region, online_share)
     VALUES (gen_random_uuid(), $1, $2, 'Salle', 'Salle', '1 rue', 'Strasbourg', '67000', 48.5, 7.7, '67', 100) RETURNING id`,
    [organisation, `salle-${randomUUID()}`],
  );
  const permanence = await id(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, 'Europe/Paris', $3::date, $4, $5, $6, $6, '[{"from":0,"to":180,"mode":"mixed"}]', $4, $4) RETURNING id`,
    [place, organisation, day, `${day}T09:00:00+01:00`, `${day}T12:00:00+01:00`, lanes],
  );
  return { permanence, place, organisation };
}

/** Books an hour by the API, with an idempotency key so that a retry after a network error books once. */
export async function books(
  { url }: RunningApp,
  permanence: string,
  startsAt: string,
  topic: string,
): Promise<Response> {
  const sent = {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({ topic, startsAt }),
  };
  for (let left = TRIES; ; left -= 1) {
    try {
      return await fetch(`${url}/api/v1/permanences/${permanence}/appointments`, sent);
    } catch (error) {
      // A machine with more to do than it can accepts a thousand connections late, and its kernel drops some of them.
      if (left === 1) throw error;
    }
  }
}

const TRIES = 5;

/** A topic of half an hour that can be booked. */
export async function shortTopic({ db }: RunningApp): Promise<string> {
  const { rows } = await db.query<{ key: string }>(
    "SELECT key FROM topic WHERE bookable AND minutes <= 30 ORDER BY minutes DESC, rank LIMIT 1",
  );
  return rows[0]?.key ?? "";
}
