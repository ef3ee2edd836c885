import pg from "pg";
import { localDateOf } from "#lib/time/zone.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { BEGINNING, halfDaysOf, TOPICS, type HalfDay } from "./half-days.ts";
import { diceOf } from "./dice.ts";
import { DESKS } from "./plan.ts";
import type { Size } from "./size.ts";

/** The data before the first operation: half-days by group and round, and each group's secret of the QR code at the door. */
export type StartData = { readonly halfDays: readonly (readonly HalfDay[])[]; readonly doors: readonly string[] };

const ZONE = "Europe/Paris";

/** Writes the start data into a migrated, empty database, with the offset of the instance's clock. */
export async function writeStartData(databaseUrl: string, size: Size, clockOffset: number): Promise<StartData> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("INSERT INTO instance_clock (id, offset_ms) VALUES (1, $1)", [clockOffset]);
    const dice = diceOf(size.seed, "world");
    const organisation = dice.id();
    await client.query(
      "INSERT INTO organisation (id, slug, name, kind, operator, phone) VALUES ($1, 'ville', 'Ville', 'city', true, '+33388000000')",
      [organisation],
    );
    for (const [rank, [key, minutes]] of Object.entries(TOPICS).entries())
      await client.query("INSERT INTO topic (id, key, rank, minutes) VALUES ($1, $2, $3, $4)", [
        dice.id(),
        key,
        rank,
        minutes,
      ]);
    const halfDays: (readonly HalfDay[])[] = [];
    const doors: string[] = [];
    for (let group = 0; group < size.groups; group += 1) {
      const place = dice.id();
      await client.query(
        `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
         VALUES ($1, $2, $3, 'Mairie de quartier', 'Mairie', '1 rue', 'Strasbourg', '67100', 48.5, 7.7, '67')`,
        [place, organisation, `lieu-${group}`],
      );
      doors.push(secretOf("door", place, 1));
      halfDays.push(halfDaysOf(size, group));
      for (const halfDay of halfDays[group] ?? []) await writeHalfDay(client, halfDay, place, organisation);
    }
    await client.query("COMMIT");
    return { halfDays, doors };
  } finally {
    await client.end();
  }
}

async function writeHalfDay(
  client: pg.Client,
  { permanence, start, end, lanes, topics, team, booked }: HalfDay,
  place: string,
  organisation: string,
): Promise<void> {
  const made = new Date(plusMinutes(BEGINNING, -24 * 60));
  const windows = JSON.stringify([{ from: 0, to: (end - start) / 60_000, mode: "mixed" }]);
  await client.query(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, topic_keys, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
    [
      permanence,
      place,
      organisation,
      ZONE,
      localDateOf(start, ZONE),
      new Date(start),
      new Date(end),
      DESKS,
      lanes,
      windows,
      topics,
      made,
    ],
  );
  const users = team.map(({ user }) => user);
  await client.query(
    "INSERT INTO user_account (id, email) SELECT id, 'conseiller-' || id || '@exemple.fr' FROM unnest($1::uuid[]) AS id",
    [users],
  );
  await client.query(
    "INSERT INTO membership (user_id, organisation_id, role) SELECT id, $2, 'conseiller' FROM unnest($1::uuid[]) AS id",
    [users, organisation],
  );
  await client.query(
    "INSERT INTO api_token (id, user_id, name, created_at, scopes, expires_at) SELECT token, id, 'tablette', $3, '{read,line,booking,planning}', $3::timestamptz + interval '1 year' FROM unnest($1::uuid[], $2::uuid[]) AS t (id, token)",
    [users, team.map(({ token }) => token), made],
  );
  for (const { id, start: hour, minutes, lane } of booked) {
    await client.query(
      `INSERT INTO appointment (id, permanence_id, place_id, organisation_id, starts_at, ends_at, lane, booked_at, created_at, topic_keys) VALUES ($1, $2, $3, $8, $4, $5, $6, $7, $7, '{caf}')`,
      [id, permanence, place, new Date(hour), new Date(plusMinutes(hour, minutes)), lane, made, organisation],
    );
  }
}
