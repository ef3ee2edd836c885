import { plusDays } from "#lib/time/zone.ts";
import type { RunningApp } from "./start-app.ts";

/** The planning of a town as large as Strasbourg: 24 places, 20 conseillers, 75 half-days a week with 87 desks. */
export const PLACES = 24;
export const PEOPLE = 20;
export const HALF_DAYS = 75;
/** Places with a fourth half-day in the week. */
const FOURTH = HALF_DAYS - 3 * PLACES;
/** At every so manieth place two people are wanted. */
const TWO_TABLES_EVERY = 6;

/** Who plans there, and the slug of their organisation. */
export const COORDINATION = "coordination@grande-ville.example";
const SLUG = "grande-ville";
/** The Mondays of the two weeks that are filled. */
export const WEEK = "2026-11-23";
const WEEK_AFTER = "2026-11-30";

type HalfDay = {
  readonly place: number;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly people: readonly number[];
  readonly desks: number;
};

/**
 * Fills an organisation of its own with a planning of that size, and answers the address of its week. Everybody is
 * planned, but at the last `short` half-days of each week there is nobody yet. No series stands behind the dates.
 */
export async function fillWeek({ db }: RunningApp, short: number): Promise<string> {
  const halfDays = [WEEK, WEEK_AFTER].flatMap((monday) => halfDaysOf(monday, short));
  // Imported when it is needed: jest cannot load a module whose first lines import JSON.
  const { default: places } = await import("#prisma/seed/places-bas-rhin.json", { with: { type: "json" } });
  const named = places
    .slice(0, PLACES)
    .map(({ name, shortName, address, city, postalCode, latitude, longitude }, index) => ({
      slug: `${SLUG}-${index}`,
      name,
      shortName,
      address,
      city,
      postalCode,
      latitude,
      longitude,
    }));
  await db.query(
    `WITH city AS (INSERT INTO organisation (id, slug, name, kind, runs_permanences, phone) VALUES (gen_random_uuid(), $1, 'Grande Ville', 'city', true, '+33353010069') RETURNING id),
       settings AS (INSERT INTO organisation_settings (organisation_id, service_name, department) SELECT id, 'Aide numérique', '67' FROM city),
       account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), $2, 'Coordination') RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, city.id, 'coordinator' FROM account, city`,
    [SLUG, COORDINATION],
  );
  await db.query(
    `WITH person AS (INSERT INTO user_account (id, email, name) SELECT gen_random_uuid(), 'conseiller-' || n || '@grande-ville.example', 'Conseiller ' || lpad(n::text, 2, '0') FROM generate_series(1, $2::int) AS n RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT person.id, organisation.id, 'conseiller' FROM person, organisation WHERE slug = $1`,
    [SLUG, PEOPLE],
  );
  await db.query(
    `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
     SELECT gen_random_uuid(), organisation.id, p.slug, p.name, p."shortName", p.address, p.city, p."postalCode", p.latitude, p.longitude, '67'
     FROM jsonb_to_recordset($2) AS p(slug text, name text, "shortName" text, address text, city text, "postalCode" text, latitude float, longitude float), organisation WHERE organisation.slug = $1`,
    [SLUG, JSON.stringify(named)],
  );
  await db.query(
    `WITH wanted AS (SELECT gen_random_uuid() AS id, w.* FROM jsonb_to_recordset($2) AS w(place int, day date, "from" time, "to" time, desks int, people jsonb)),
       held AS (INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
         SELECT w.id, p.id, p.organisation_id, 'Europe/Paris', w.day, (w.day + w."from") AT TIME ZONE 'Europe/Paris', (w.day + w."to") AT TIME ZONE 'Europe/Paris', w.desks, 0, '[]', '2026-11-01', '2026-11-01'
         FROM wanted w JOIN place p ON p.slug = $1 || '-' || w.place RETURNING id, organisation_id, starts_at, ends_at)
     INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
     SELECT gen_random_uuid(), held.id, held.organisation_id, u.id, at.desk, held.starts_at, held.ends_at
     FROM held JOIN wanted USING (id), jsonb_array_elements_text(wanted.people) WITH ORDINALITY AS at(person, desk) JOIN user_account u ON u.email = 'conseiller-' || at.person || '@grande-ville.example'`,
    [SLUG, JSON.stringify(halfDays)],
  );
  return `/coordination/planning?semaine=${WEEK}`;
}

/** The half-days of one week, each with whoever has fewest of those who are free then. */
function halfDaysOf(monday: string, short: number): readonly HalfDay[] {
  const wanted = Array.from({ length: PLACES }, (_, place) => [
    { place, weekday: place % 5, from: "09:00", to: "12:00" },
    { place, weekday: (place + 1) % 5, from: "09:00", to: "12:00" },
    { place, weekday: (place + 3) % 5, from: "14:00", to: "17:00" },
    ...(place < FOURTH ? [{ place, weekday: (place + 4) % 5, from: "14:00", to: "17:00" }] : []),
  ])
    .flat()
    .sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from) || a.place - b.place);
  const load = Array.from({ length: PEOPLE }, () => 0);
  const busy = new Map<string, Set<number>>();
  return wanted.map(({ place, weekday, from, to }, index) => {
    const day = plusDays(monday, weekday);
    const desks = place % TWO_TABLES_EVERY === 0 ? 2 : 1;
    const taken = busy.get(`${day} ${from}`) ?? new Set<number>();
    busy.set(`${day} ${from}`, taken);
    const people: number[] = [];
    while (index < wanted.length - short && people.length < desks) {
      const free = load.flatMap((held, person) => (taken.has(person) ? [] : [{ held, person }]));
      const [{ person } = { person: 0 }] = free.sort((a, b) => a.held - b.held || a.person - b.person);
      taken.add(person);
      load[person] = (load[person] ?? 0) + 1;
      people.push(person + 1);
    }
    return { place, day, from, to, desks, people };
  });
}
