import { withClient } from "#scripts/database.ts";
import { instantOf } from "#lib/time/instant.ts";
import places from "#prisma/seed/places-bas-rhin.json" with { type: "json" };
import topics from "#data/topics.json" with { type: "json" };
import { makeOrganisation } from "#tests/rig/rows.ts";

/** The moment of the requests (APP_NOW), a Friday morning. */
export const NOW = "2026-11-20T10:00:00+01:00";
/** The Monday after it, from which four weeks are planned. */
const MONDAY = "2026-11-23";
const WEEKS = 4;
/** A town with several places where no hour is free, so that the page must find another town. */
export const FULL_TOWN = "Haguenau";

/** The places of the programme's open data, without the two town-hall annexes of the demo, which have no address. */
const REAL = places.filter((place) => "nationalId" in place);

/**
 * Fills a migrated database with so many places: the real ones, then copies of them beside each other, each in a town
 * of its own. Every place takes appointments on two half-days a week for four weeks, in two lanes; the first week is
 * full everywhere, of every later half-day two thirds are taken, and one town is full to the end.
 */
export const manyPlaces = (databaseUrl: string, count: number): Promise<unknown> =>
  withClient(databaseUrl, async (db) => {
    const organisation = await makeOrganisation(db, "ville");
    await db.query(
      "INSERT INTO topic (id, key, rank, minutes, bring) SELECT gen_random_uuid(), key, rank, minutes, ARRAY(SELECT jsonb_array_elements_text(bring)) FROM jsonb_to_recordset($1) AS t(key text, rank int, minutes int, bring jsonb)",
      [JSON.stringify(topics)],
    );
    const rows = Array.from({ length: count }, (_, index) => placeRow(index));
    await db.query(
      `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, insee_code, latitude, longitude, holiday_region)
     SELECT gen_random_uuid(), $2, slug, name, name, address, city, "postalCode", "inseeCode", latitude, longitude, '67'
     FROM jsonb_to_recordset($1) AS p(slug text, name text, address text, city text, "postalCode" text, "inseeCode" text, latitude float, longitude float)`,
      [JSON.stringify(rows), organisation],
    );
    await db.query(
      `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
     SELECT gen_random_uuid(), id, organisation_id, 'Europe/Paris', day, (day + hour) AT TIME ZONE 'Europe/Paris', (day + hour + interval '3 hours') AT TIME ZONE 'Europe/Paris', 3, 2, '[{"from":0,"to":180,"mode":"mixed"}]', $1, $1
     FROM (SELECT *, row_number() OVER (ORDER BY slug) AS number FROM place) AS p, generate_series(0, ${WEEKS - 1}) AS week, (VALUES (0, time '09:00'), (2, time '14:00')) AS half(shift, hour),
       LATERAL (SELECT date '${MONDAY}' + (7 * week + (shift + number % 3)::int) AS day) AS days`,
      [new Date(instantOf(NOW))],
    );
    await db.query(
      `INSERT INTO appointment (id, permanence_id, organisation_id, place_id, starts_at, ends_at, lane, booked_at, created_at, topic_keys)
     SELECT gen_random_uuid(), p.id, p.organisation_id, p.place_id, p.starts_at + at * interval '30 minutes', p.starts_at + (at + 1) * interval '30 minutes', lane, $1, $1, '{caf-ressources}'
     FROM permanence p JOIN place l ON l.id = p.place_id, generate_series(0, 5) AS at, generate_series(1, 2) AS lane WHERE p.starts_at < $2 OR at < 4 OR l.city = $3`,
      [new Date(instantOf(NOW)), new Date(instantOf("2026-11-30T00:00:00+01:00")), FULL_TOWN],
    );
    await db.query("ANALYZE");
  });

function placeRow(index: number) {
  const real = REAL[index % REAL.length];
  if (!real) throw new Error("There is no real place.");
  const copy = Math.floor(index / REAL.length);
  const { slug, name, address, city, postalCode, inseeCode, latitude, longitude } = real;
  if (copy === 0) return { slug, name, address, city, postalCode, inseeCode, latitude, longitude };
  // A commune of its own: by their postal codes the copies would all lie in the same few.
  const town = REAL.findIndex((other) => other.city === city);
  // Each half a kilometre from the one before, in rows of ten.
  return {
    slug: `${slug}-${copy}`,
    name: `${name} ${copy}`,
    address,
    city: `${city} ${copy}`,
    postalCode,
    inseeCode: String(1_000 + copy * REAL.length + town).padStart(5, "0"),
    latitude: latitude + (copy % 10) * 0.005,
    longitude: longitude + Math.floor(copy / 10) * 0.005,
  };
}
