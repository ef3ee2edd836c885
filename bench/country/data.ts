import { readFile } from "node:fs/promises";
import type pg from "pg";
import { withClient } from "#scripts/database.ts";
import { instantOf } from "#lib/time/instant.ts";

/** The moment of every measurement (APP_NOW): a Friday morning with lines that are open since nine. */
export const NOW = "2026-11-20T10:00:00+01:00";

/** When every series is due to be looked at again, in the night after. */
export const NEXT_NIGHT = instantOf("2026-11-21T03:00:00+01:00");

/** A night in which the next date of many series comes within the days that are planned ahead. */
export const NIGHT_OF_DATES = instantOf("2026-11-30T03:00:00+01:00");

/** Places of the whole nation (size 1). The other counts follow from it: 75 half-days, 470 visits a place. */
const NATION = 20_000;

/** Places of one organisation, and how many conseillers it has for them. */
const ORGANISATION = 24;
const CONSEILLERS = 20;

/**
 * The organisation with many places and its conseillers: an even number, so that no conseiller is planned twice at an
 * hour.
 */
export const LARGE = { places: 500, conseillers: 416, number: 5_000 } as const;

/** The large organisation exists from so many places on: smaller data would be mostly its own. */
const LARGE_FROM = 600;

/** Each place holds one half-day every three weeks: so many before the present round, and so many after it. */
const ROUNDS = { before: 57, after: 17 } as const;

/** Rounds before the present one whose events and commands are kept. */
const EVENT_ROUNDS = 5;

/** How many places data of that size has; at least those of two organisations. Size 1 is the nation. */
export const placesAt = (size: number): number => Math.max(2 * ORGANISATION, Math.round(NATION * size));

/** A place of prisma/seed, as far as it is copied here. */
type RealPlace = Readonly<
  Record<"slug" | "name" | "shortName" | "address" | "city" | "postalCode", string> &
    Record<"latitude" | "longitude", number> &
    Partial<Record<"phone" | "openingHours" | "nationalId", string>>
>;

/** The places of the programme's open data, in the order in which `makeCountry` numbers them, from 1. */
export const realPlaces = async (): Promise<readonly RealPlace[]> =>
  ((await read("prisma/seed/places-bas-rhin.json")) as readonly RealPlace[]).filter(
    ({ nationalId }) => nationalId !== undefined,
  );

/** A JSON file of the repository, read at run time: jest cannot import JSON into a module. */
const read = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../../${file}`, import.meta.url), "utf8"));

/**
 * Fills a migrated database with data in the proportions of the nation: organisations of 24 places and, from 600 places
 * on, one of 500; partners with shared calendars; half-days from three years back to one year ahead of NOW with their
 * visits, appointments, events and commands, in the states in which the product leaves them. The real places come
 * first, copies of their region beside it, so that a larger nation is no denser. What belongs to a place depends on its
 * number alone, so that a place is the same at every size.
 *
 * The triggers of foreign keys do not run while rows are inserted (session_replication_role); `brokenReferences` looks
 * for what they would have refused. CHECK, UNIQUE and EXCLUDE hold as always.
 */
export const makeCountry = (databaseUrl: string, size: number): Promise<unknown> =>
  withClient(databaseUrl, async (db) => {
    await db.query("SET session_replication_role = replica; SET timezone = UTC; SET work_mem = '128MB'; SET jit = off");
    await db.query("CREATE TEMP TABLE real_place AS SELECT * FROM jsonb_populate_recordset(NULL::place, $1)", [
      JSON.stringify((await realPlaces()).map(placeColumns)),
    ]);
    await db.query("ALTER TABLE real_place ADD COLUMN rank serial");
    await db.query("CREATE TEMP TABLE standard_topic AS SELECT * FROM jsonb_populate_recordset(NULL::topic, $1)", [
      JSON.stringify(await read("data/topics.json")),
    ]);
    for (const statement of statementsFor(placesAt(size), await linesOfTopics())) await db.query(statement);
    await db.query("VACUUM (ANALYZE)");
  });

/** The foreign keys with a row that refers to nothing, as « table.constraint: rows ». */
export async function brokenReferences(db: Pick<pg.Client, "query">): Promise<readonly string[]> {
  const { rows: keys } = await db.query<{ name: string; child: string; parent: string; columns: [string, string][] }>(
    `SELECT conname AS name, conrelid::regclass::text AS child, confrelid::regclass::text AS parent,
            (SELECT json_agg(json_build_array(c.attname, p.attname)) FROM unnest(conkey, confkey) AS pair(child, parent)
              JOIN pg_attribute c ON c.attrelid = conrelid AND c.attnum = pair.child
              JOIN pg_attribute p ON p.attrelid = confrelid AND p.attnum = pair.parent) AS columns
     FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace ORDER BY 2, 1`,
  );
  const broken: string[] = [];
  for (const { name, child, parent, columns } of keys) {
    const set = columns.map(([column]) => `c."${column}" IS NOT NULL`).join(" AND ");
    const same = columns.map(([column, of]) => `p."${of}" = c."${column}"`).join(" AND ");
    const { rows } = await db.query<{ lost: number }>(
      `SELECT count(*)::int AS lost FROM ${child} c WHERE ${set} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${same})`,
    );
    if (rows[0]?.lost) broken.push(`${child}.${name}: ${rows[0].lost}`);
  }
  return broken;
}

const placeColumns = ({
  slug,
  name,
  shortName,
  address,
  city,
  postalCode,
  latitude,
  longitude,
  ...more
}: RealPlace) => ({
  slug,
  name,
  address,
  city,
  latitude,
  longitude,
  short_name: shortName,
  postal_code: postalCode,
  phone: more.phone,
  opening_hours: more.openingHours,
  national_id: more.nationalId,
});

/**
 * SQL: a UUID of version 7 from milliseconds, three hexadecimal digits that name the table, and a number unique in it.
 */
const id = (ms: string, table: string, number: string): string =>
  `(lpad(to_hex(${ms}), 12, '0') || '7${table}8000' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
const msOf = (moment: string): string => `(extract(epoch FROM ${moment}) * 1000)::bigint`;
/** The ids of what was made when the service began. */
const oldId = (table: string, number: string): string => id("1672531200000", table, number);
/** A number that looks random and is always the same for `number`. */
const mixed = (number: string): string => `(hashint8((${number})::bigint)::bigint & 2147483647)`;

const organisationId = (organisation: string): string => oldId("001", organisation);
const partnerId = (organisation: string): string => oldId("002", `(${organisation} - 1) / 4`);
const userId = (organisation: string, index: string): string => oldId("003", `(${organisation}) * 4096 + ${index}`);
const placeId = (number: string): string => oldId("004", number);
const conseillerAt = (desk: string): string => userId("h.organisation", `(2 * h.rank + ${desk} - 1) % h.conseillers`);
const appointmentId = (k: string): string => id(msOf("h.starts_at"), "011", `h.n * 16 + ${k}`);
const visitId = (k: string): string => id(msOf("h.starts_at"), "012", `h.n * 16 + ${k}`);

/** SQL: whether appointment `k` of a half-day was cancelled, and whether its person came. */
const cancelled = (k: string): string => `(h.people_mix + ${k}) % 7 = 0`;
const came = (k: string): string => `${k} <= least(h.booked, 3) AND (h.people_mix + ${k}) % 7 > 1`;

const FIRST_NAMES = "ARRAY['Amina', 'Bernard', 'Chantal', 'Dilek', 'Emre', 'Fatima', 'Gérard', 'Hélène']";
const ZONE = "'Europe/Paris'";
const now = `'${new Date(instantOf(NOW)).toISOString()}'::timestamptz`;
const stamp = (moment: string): string => `to_char(${moment}, 'YYYYMMDD"T"HH24MISS"Z"')`;
const local = (moment: string): string => `to_char(${moment} AT TIME ZONE ${ZONE}, 'YYYYMMDD"T"HH24MISS')`;
/** As lib/server/calendar/compose-vevent.ts writes it, but folded after so many characters instead of octets. */
const folded = (line: string): string => `regexp_replace(${line}, '(.{74})(?=.)', e'\\\\1\\r\\n ', 'g')`;
const escaped = (column: string): string => `replace(${column}, ',', '\\,')`;

/** SQL: whether it is still said why the half-day is cancelled, and how its event says it. */
const TOLD = `h.kind LIKE '%cancelled' AND h.ends_at > ${now} - interval '30 days'`;
const REASON = "Motif\u00a0: Conseiller absent\\n";

/** SQL: the lines of an event that say how one comes and for what. Every organisation has the standard topics. */
const heldOf = (topics: string): string =>
  `concat(CASE WHEN h.bookable THEN 'Avec ou s' ELSE 'S' END, 'ans rendez\u2011vous\u00a0: ', CASE h.rank / 15 % 2 WHEN 0 THEN '9\u00a0h – 12\u00a0h' ELSE '14\u00a0h – 17\u00a0h' END, '\\nDémarches faites ici\u00a0:\\n${topics}\\n')`;

const MIXED = `'[{"from":0,"to":180,"mode":"mixed"}]'::jsonb`;
const WALK_IN = `'[{"from":0,"to":180,"mode":"walk-in"}]'::jsonb`;

/** The lines of an event that name the standard topics, as a text of iCalendar within one of SQL. */
async function linesOfTopics(): Promise<string> {
  const topics = (await read("data/topics.json")) as readonly { readonly key: string; readonly rank: number }[];
  const { topics: names } = (await read("messages/fr.json")) as { readonly topics: Readonly<Record<string, string>> };
  return [...topics]
    .sort((a, b) => a.rank - b.rank)
    .map(({ key }) => `– ${names[key] ?? key}`.replaceAll(",", "\\,").replaceAll("'", "''"))
    .join("\\n");
}

/** All statements, each set-based and without parameters, in the order of the foreign keys. */
function statementsFor(count: number, topics: string): readonly string[] {
  const large = count >= LARGE_FROM ? LARGE.places : 0;
  return [
    // Who: organisations, partners, accounts.
    `CREATE TEMP TABLE city AS
       SELECT o AS number, ${CONSEILLERS} AS conseillers FROM generate_series(1, ${Math.ceil((count - large) / ORGANISATION)}) AS o
       ${large ? `UNION ALL SELECT ${LARGE.number}, ${LARGE.conseillers}` : ""}`,
    `INSERT INTO organisation (id, slug, name, kind, runs_permanences, phone, phone_hours)
       SELECT ${organisationId("number")}, 'operateur-' || number, 'Opérateur ' || lpad(number::text, 5, '0'), 'city', true, '+33353010067', 'Mo-Fr 08:30-12:00' FROM city`,
    `INSERT INTO organisation (id, slug, name, kind, partner)
       SELECT DISTINCT ${partnerId("number")}, 'partenaire-' || (number - 1) / 4, 'Partenaire ' || (number - 1) / 4, 'caf', true FROM city`,
    `CREATE TEMP TABLE account AS
       SELECT ${userId("number", "j")} AS id, ${organisationId("number")} AS organisation_id, number, j,
              CASE WHEN j < conseillers THEN 'conseiller' WHEN j = conseillers THEN 'coordinator' ELSE 'reception' END AS role
       FROM city, generate_series(0, conseillers + 2) AS j
       UNION ALL SELECT ${userId("number", "4000 + j")}, ${partnerId("number")}, number, 4000 + j, 'partner'
       FROM city, generate_series(0, 1) AS j WHERE (number - 1) % 4 = 0`,
    `INSERT INTO topic (id, organisation_id, key, rank, minutes, bring, themes)
       SELECT ${oldId("00d", "number * 64 + rank")}, ${organisationId("number")}, key, rank, minutes, bring, themes FROM city, standard_topic ORDER BY number, rank`,
    `INSERT INTO user_account (id, email, email_verified, name)
       SELECT id, role || '-' || number || '-' || j || '@country.example', ${now} - interval '1 year', initcap(role) || ' ' || j FROM account`,
    `INSERT INTO membership (user_id, organisation_id, role) SELECT id, organisation_id, role FROM account`,
    `INSERT INTO login_session (id, session_token, user_id, expires)
       SELECT ${oldId("005", "number * 4096 + j")}, md5(id::text), id, ${now} + (j % 29 + 1) * interval '1 day' FROM account`,
    `INSERT INTO api_token (id, user_id, name, created_at, scopes, expires_at, last_used_at)
       SELECT ${oldId("006", "number")}, id, 'Statistiques', ${now} - interval '1 month', '{read,line}', ${now} + interval '11 months', ${now} - interval '1 day' FROM account WHERE role = 'coordinator'`,
    `INSERT INTO rate_limit (key, points, expire)
       SELECT 'creates:' || rpad(md5(id::text), 43, 'a'), 1 + j % 100, (extract(epoch FROM ${now}) * 1000)::bigint + j % 60000 FROM account`,
    `INSERT INTO sign_in_code (browser, user_id, code, expires_at)
       SELECT md5(email), id, md5(email), ${now} + interval '5 minutes' FROM user_account WHERE email LIKE 'coordinator-%'`,

    // Where: places with their series, devices, closures, workshops.
    `CREATE TEMP TABLE spot AS
       SELECT number::bigint, (number - 1) / ${ORGANISATION} + 1 AS organisation, (number - 1) % ${ORGANISATION} AS rank, ${CONSEILLERS} AS conseillers, (number - 1) / ${ORGANISATION} AS copy
       FROM generate_series(1, ${count - large}) AS number
       UNION ALL SELECT 1000000 + j, ${LARGE.number}, j, ${LARGE.conseillers}, 1000 + j / ${ORGANISATION} FROM generate_series(0, ${large - 1}) AS j`,
    `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, insee_code, latitude, longitude, holiday_region, phone, languages, wheelchair, opening_hours, national_id, source)
       SELECT ${placeId("s.number")}, ${organisationId("s.organisation")}, r.slug || copied, r.name || replace(copied, '-', ' '), r.short_name || replace(copied, '-', ' '),
              r.address, r.city || replace(copied, '-', ' '), coalesce(commune, r.postal_code), coalesce(commune, ''),
              r.latitude - (s.copy % 20) * 0.8, r.longitude + (s.copy / 20) * 1.2, '67', r.phone,
              CASE s.number % 10 WHEN 0 THEN '{fr,ar}'::text[] WHEN 5 THEN '{fr,tr}' ELSE '{fr}' END, s.number % 3 = 0, r.opening_hours, r.national_id || copied,
              'Conseillers numériques, données ouvertes, Licence Ouverte 2.0'
       FROM spot s JOIN real_place r ON r.rank = s.rank % ${ORGANISATION} + 1, LATERAL (SELECT CASE s.copy WHEN 0 THEN '' ELSE '-' || s.copy END AS copied) AS c, LATERAL (SELECT ${communeOf} AS commune) AS town
       ORDER BY s.number`,
    `INSERT INTO device (id, place_id, organisation_id, kind, name, enrolled_at, last_heard_at)
       SELECT ${oldId("007", "number * 4 + k")}, ${placeId("number")}, ${organisationId("organisation")}, (ARRAY['kiosk', 'screen', 'tablet'])[k], 'Appareil ' || k, ${now} - interval '1 year', ${now} - number % 600 * interval '1 second'
       FROM spot, generate_series(1, 3) AS k`,
    `INSERT INTO series (id, place_id, organisation_id, weekday, start_minute, end_minute, every_weeks, from_date, desks, bookable_lanes, windows, plan_due_at)
       SELECT ${oldId("008", "number")}, ${placeId("number")}, ${organisationId("organisation")}, 1 + rank % 5, CASE rank / 15 % 2 WHEN 0 THEN 540 ELSE 840 END,
              CASE rank / 15 % 2 WHEN 0 THEN 720 ELSE 1020 END, 3, ${dayOf(`-${ROUNDS.before}`, "rank")}, 2, CASE WHEN rank % 5 IN (0, 4) THEN 2 ELSE 0 END,
              CASE WHEN rank % 5 IN (0, 4) THEN ${MIXED} ELSE ${WALK_IN} END, '${new Date(NEXT_NIGHT).toISOString()}'::timestamptz
       FROM spot ORDER BY number`,
    `INSERT INTO closure (id, organisation_id, place_id, starts_at, ends_at, reason)
       SELECT ${oldId("009", "number * 8 + year + 4")}, ${organisationId("organisation")}, CASE WHEN rank > 0 THEN ${placeId("number")} END,
              date '2026-08-03' + year * interval '1 year', date '2026-08-17' + year * interval '1 year', 'Fermeture d’été'
       FROM spot, generate_series(-3, 1) AS year WHERE rank % 4 = 0`,
    // One date beyond those that are written is cancelled at every sixth place; each conseiller is away two days in ten
    // weeks; absences that ended a month ago are erased (docs/personal-data.md#what-is-erased-when).
    `INSERT INTO series_exception (series_id, original_date, organisation_id, kind, created_at)
       SELECT ${oldId("008", "number")}, ${dayOf(`${ROUNDS.after + 1}`, "rank")}, ${organisationId("organisation")}, 'cancelled', ${now} - interval '1 day'
       FROM spot WHERE rank % 6 = 0`,
    `INSERT INTO absence (id, conseiller_id, organisation_id, starts_at, ends_at)
       SELECT ${oldId("00e", "(number * 4096 + j) * 32 + k + 16")}, id, organisation_id,
              ${now} + k * interval '10 weeks' + j % 60 * interval '1 day', ${now} + k * interval '10 weeks' + (j % 60 + 2) * interval '1 day'
       FROM account, generate_series(-1, 4) AS k
       WHERE role = 'conseiller' AND k * interval '10 weeks' + (j % 60 + 2) * interval '1 day' > interval '-29 days'`,
    `INSERT INTO workshop (id, place_id, organisation_id, title, level, starts_at, ends_at, capacity, status)
       SELECT ${oldId("00a", "number * 64 + k + 32")}, ${placeId("number")}, ${organisationId("organisation")}, 'Premiers pas', 'debutant',
              ${now} + k * interval '5 weeks' + interval '4 hours', ${now} + k * interval '5 weeks' + interval '6 hours', 8, CASE WHEN k < 0 THEN 'held' ELSE 'scheduled' END
       FROM spot, generate_series(-16, 2) AS k WHERE rank % 2 = 0`,
    `INSERT INTO workshop_place (id, workshop_id, organisation_id, state, name, phone, created_at)
       SELECT ${oldId("00b", "number * 512 + (k + 32) * 8 + seat")}, ${oldId("00a", "number * 64 + k + 32")}, ${organisationId("organisation")}, CASE WHEN k < 0 THEN 'attended' ELSE 'booked' END,
              CASE WHEN k >= 0 THEN (${FIRST_NAMES})[1 + (seat + number) % 8] END, CASE WHEN k >= 0 THEN '+33700000000' END, ${now} + (k - 1) * interval '5 weeks'
       FROM spot, generate_series(-16, 2) AS k, generate_series(1, 4) AS seat WHERE rank % 2 = 0`,
    `INSERT INTO calendar_share (id, giver_id, receiver_id, name, level, every_place, created_at)
       SELECT ${oldId("00c", "number")}, ${organisationId("number")}, ${partnerId("number")}, 'Agenda ' || number, 'with-load', number % 2 = 0, ${now} - interval '2 years'
       FROM city`,
    `INSERT INTO calendar_share_place (share_id, place_id)
       SELECT ${oldId("00c", "organisation")}, ${placeId("number")} FROM spot WHERE organisation % 2 = 1`,
    `INSERT INTO feed_version (organisation_id, place_id, changes)
       SELECT ${organisationId("organisation")}, ${placeId("number")}, 300 + number % 50 FROM spot`,

    // When: half-days in the order of time, as the nightly planning writes them.
    `CREATE TEMP TABLE half_day AS
       SELECT *, ${id(msOf("starts_at"), "010", "n")} AS id,
         CASE
           WHEN number = 5 AND round = 0 THEN 'open'
           WHEN starts_at > ${now} THEN CASE WHEN chance < 20 THEN 'to-come-cancelled' ELSE 'to-come' END
           WHEN ends_at > ${now} THEN CASE WHEN chance < 100 THEN 'unconfirmed' ELSE 'open' END
           WHEN chance < 40 THEN 'cancelled' WHEN chance < 60 THEN 'not-held' WHEN chance < 70 THEN 'unrecorded' WHEN chance < 72 THEN 'forgotten' ELSE 'held'
         END AS kind
       FROM (
         SELECT number, organisation, rank, conseillers, round, day, number * 128 + round + ${ROUNDS.before} AS n, bookable,
                (day + hour) AT TIME ZONE ${ZONE} AS starts_at, (day + hour + interval '3 hours') AT TIME ZONE ${ZONE} AS ends_at,
                (${mixed(`number * 128 + round + ${ROUNDS.before}`)} % 2000)::int AS chance, (${mixed(`number * 128 + round + 500000`)} % 1000)::int AS people_mix
         FROM spot, generate_series(-${ROUNDS.before}, ${ROUNDS.after}) AS round,
           LATERAL (SELECT ${dayOf("round", "rank")} AS day, CASE rank / 15 % 2 WHEN 0 THEN time '09:00' ELSE '14:00' END AS hour, rank % 5 IN (0, 4) AS bookable) AS at
       ) AS dated ORDER BY starts_at, n`,
    `ALTER TABLE half_day ADD COLUMN people int, ADD COLUMN booked int, ADD COLUMN closed_at timestamptz`,
    `UPDATE half_day SET
       people = CASE kind WHEN 'open' THEN 12 WHEN 'held' THEN 3 + people_mix % 12 WHEN 'forgotten' THEN 5 ELSE 0 END,
       booked = CASE WHEN NOT bookable OR kind LIKE '%cancelled' THEN 0 WHEN round BETWEEN 0 AND 2 AND ends_at > ${now} THEN 6 WHEN round > 5 THEN 0 WHEN round > 2 THEN 1 ELSE 1 + people_mix % 3 END,
       closed_at = CASE WHEN kind IN ('held', 'not-held') THEN ends_at + interval '5 minutes' END`,
    `CREATE TEMP TABLE planned AS SELECT * FROM half_day ORDER BY starts_at, n`,
    `ANALYZE planned`,
    `INSERT INTO permanence (id, place_id, organisation_id, series_id, time_zone, local_date, original_date, starts_at, ends_at, status, numbers, desks, bookable_lanes, windows,
         message, opened_at, closed_at, outcome, cancel_reason, created_at, updated_at, vevent_at, vevent)
       SELECT h.id, p.id, p.organisation_id, ${oldId("008", "h.number")}, ${ZONE}, h.day, h.day, h.starts_at, h.ends_at,
         CASE WHEN h.kind IN ('open', 'forgotten') THEN 'open' WHEN h.kind IN ('held', 'not-held') THEN 'closed' WHEN h.kind LIKE '%cancelled' THEN 'cancelled' ELSE 'scheduled' END,
         CASE WHEN h.people > 0 THEN 'given' ELSE 'not-yet' END, 2, CASE WHEN h.bookable THEN 2 ELSE 0 END, CASE WHEN h.bookable THEN ${MIXED} ELSE ${WALK_IN} END,
         CASE WHEN h.kind = 'open' AND h.chance % 30 = 0 THEN 'La salle est au premier étage.' END,
         CASE WHEN h.people > 0 THEN h.starts_at END, h.closed_at, CASE h.kind WHEN 'held' THEN 'held' WHEN 'not-held' THEN 'not-held' END,
         CASE WHEN ${TOLD} THEN 'Conseiller absent' END,
         made.at, made.at, made.at,
         concat(e'BEGIN:VEVENT\\r\\nUID:permanence-', h.id, e'@localhost:3000\\r\\nSEQUENCE:0\\r\\nDTSTAMP:', ${stamp("made.at")},
           e'\\r\\nDTSTART;TZID=Europe/Paris:', ${local("h.starts_at")}, e'\\r\\nDTEND;TZID=Europe/Paris:', ${local("h.ends_at")}, e'\\r\\n',
           ${folded(`concat('SUMMARY:', CASE WHEN h.kind LIKE '%cancelled' THEN 'Annulé\u00a0– ' END, ${escaped("p.short_name")}, '\u00a0: aide numérique\\, ', CASE WHEN h.bookable THEN 'avec ou ' END, 'sans rendez\u2011vous\\, 2\u00a0tables')`)},
           e'\\r\\nTRANSP:TRANSPARENT\\r\\n',
           ${folded(`concat('LOCATION:', ${escaped("p.name")}, '\\, ', ${escaped("p.address")}, '\\, ', p.postal_code, ' ', p.city)`)}, e'\\r\\n',
           ${folded(`concat('DESCRIPTION:', CASE WHEN ${TOLD} THEN '${REASON}' WHEN h.kind NOT LIKE '%cancelled' THEN ${heldOf(topics)} END, 'Téléphone\u00a0: 03\u00a053\u00a001\u00a000\u00a067\\nPage\u00a0: http://localhost:3000/permanences/', h.id)`)}, e'\\r\\n',
           ${folded("concat('URL;VALUE=URI:http://localhost:3000/permanences/', h.id)")},
           e'\\r\\nSTATUS:', CASE WHEN h.kind LIKE '%cancelled' THEN 'CANCELLED' ELSE 'CONFIRMED' END,
           e'\\r\\nCREATED:', ${stamp("made.at")}, e'\\r\\nLAST-MODIFIED:', ${stamp("made.at")}, e'\\r\\nEND:VEVENT\\r\\n')
       FROM planned h JOIN place p ON p.id = ${placeId("h.number")}, LATERAL (SELECT least(h.starts_at - interval '93 days', ${now} - interval '1 day') AS at) AS made
       ORDER BY h.starts_at, h.n`,
    `INSERT INTO line (permanence_id, version, next_number, calls, heard_at)
       SELECT h.id, h.people * 4, h.people + 1, h.people, CASE WHEN h.kind = 'open' THEN ${now} ELSE h.ends_at END
       FROM planned h WHERE h.people > 0 ORDER BY h.starts_at, h.n`,
    `INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
       SELECT ${id(msOf("h.starts_at"), "013", "h.n * 2 + desk")}, h.id, ${organisationId("h.organisation")}, ${conseillerAt("desk")}, desk, h.starts_at, h.ends_at
       FROM planned h, generate_series(1, 2) AS desk WHERE h.round <= 5 ORDER BY h.starts_at, h.n, desk`,
    // Whoever sits down leaves their desk at a line that was forgotten.
    `INSERT INTO desk (permanence_id, number, conseiller_id, state, since)
       SELECT h.id, desk, ${conseillerAt("desk")}, CASE WHEN h.kind = 'open' THEN 'present' ELSE 'left' END, coalesce(h.closed_at, h.starts_at)
       FROM planned h, generate_series(1, 2) AS desk WHERE h.people > 0 ORDER BY h.starts_at, h.n, desk`,

    // Contacts are erased after 30 days, with their codes (docs/personal-data.md#what-is-erased-when).
    `INSERT INTO appointment (id, permanence_id, organisation_id, place_id, starts_at, ends_at, state, lane, booked_at, created_at, topic_keys, code, language, contact_erased_at, cancelled_at)
       SELECT ${appointmentId("k")}, h.id, ${organisationId("h.organisation")}, ${placeId("h.number")}, starts, starts + interval '30 minutes', CASE WHEN ${cancelled("k")} THEN 'cancelled-by-resident' ELSE 'booked' END,
              1 + (k - 1) % 2, made, made, '{caf-ressources}', CASE WHEN known THEN code END, 'fr', CASE WHEN NOT known THEN starts + interval '31 days' END,
              CASE WHEN ${cancelled("k")} THEN greatest(least(starts, ${now}) - interval '1 hour', ${now} - interval '29 days') END
       FROM planned h, generate_series(1, h.booked) AS k, ${bookedAt("k")}, LATERAL (SELECT ${codeOf("h.n * 16 + k")} AS code) AS coded
       ORDER BY made, h.n, k`,
    `INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone, email)
       SELECT ((starts + interval '30 minutes') AT TIME ZONE 'UTC')::date, ${appointmentId("k")}, starts + interval '30 minutes', (${FIRST_NAMES})[1 + (h.n + k) % 8],
              CASE WHEN k % 3 > 0 THEN '+336' || lpad(((h.n * 16 + k) % 100000000)::text, 8, '0') END, CASE WHEN k % 3 = 0 THEN 'r' || h.n * 16 + k || '@residents.example' END
       FROM planned h, generate_series(1, h.booked) AS k, ${bookedAt("k")} WHERE known ORDER BY made, h.n, k`,

    // The people of the line. Names are erased in the night after the half-day; today's open lines hold twelve people.
    `INSERT INTO visit (id, permanence_id, number, appointment_id, state, joined_at, topic_key, language, desk, conseiller_id, called_at, started_at, ended_at,
         missed_calls, missed_at_call, left_why)
       SELECT ${visitId("k")}, h.id, k, CASE WHEN ${came("k")} THEN ${appointmentId("k")} END, state, joined, CASE WHEN k % 2 = 0 THEN 'caf-ressources' END, CASE WHEN k % 5 = 0 THEN 'ar' END,
              CASE WHEN at_desk THEN 1 + (k - 1) % 2 END, CASE WHEN at_desk THEN ${conseillerAt("(1 + (k - 1) % 2)")} END,
              CASE WHEN at_desk THEN joined + interval '2 minutes' END, CASE WHEN at_desk THEN joined + interval '3 minutes' END,
              CASE WHEN state IN ('done', 'left', 'unserved') THEN joined + interval '12 minutes' END,
              CASE WHEN state = 'absent' THEN 1 ELSE 0 END, CASE WHEN state = 'absent' THEN 6 END, CASE WHEN state = 'left' THEN 'resident' END
       FROM planned h, generate_series(1, h.people) AS k, ${lineAt("k")}
       ORDER BY h.starts_at, h.n, k`,
    `INSERT INTO visit_identity (day, visit_id, erase_at, name, phone)
       SELECT h.day, ${visitId("k")}, night_after(h.ends_at, ${ZONE}), (${FIRST_NAMES})[1 + (h.n + k) % 8], CASE WHEN k % 2 = 0 THEN '+33700000000' END
       FROM planned h, generate_series(1, h.people) AS k, ${lineAt("k")} WHERE named AND h.kind = 'open' ORDER BY h.starts_at, h.n, k`,
    `INSERT INTO half_day_figures (permanence_id, organisation_id, place_id, local_date, outcome, received, helped, contacts, gone, unserved, median_wait, help_minutes)
       SELECT p.id, p.organisation_id, p.place_id, p.local_date, CASE WHEN p.status = 'cancelled' THEN 'cancelled' ELSE coalesce(p.outcome, 'not-recorded') END,
              line.received, line.helped, line.helped, line.gone, line.unserved, CASE WHEN line.helped > 0 THEN 180 END, line.helped * 9
       FROM planned h JOIN permanence p ON p.id = h.id, LATERAL (
         SELECT count(*) AS received, count(*) FILTER (WHERE state = 'done') AS helped, count(*) FILTER (WHERE state = 'left') AS gone, count(*) FILTER (WHERE state = 'unserved') AS unserved
         FROM visit WHERE permanence_id = h.id) AS line
       WHERE ${counted} ORDER BY h.starts_at, h.n`,
    `INSERT INTO half_day_figures_progress (through) SELECT max(starts_at) FROM planned h WHERE ${counted}`,
    `INSERT INTO idempotency_key (scope, key, request_hash, outcome_kind, outcome_id, created_at)
       SELECT 'take-number', gen_random_uuid(), md5(h.n || ' ' || k), 'visit', ${visitId("k")}, h.starts_at
       FROM planned h, generate_series(1, h.people) AS k WHERE h.starts_at > ${now} - interval '30 days' AND h.starts_at < ${now} ORDER BY h.starts_at`,

    // What happened in the recent lines: each event by a command of its own.
    `CREATE TEMP TABLE happened AS
       SELECT h.id AS permanence_id, h.starts_at + interval '1 second' AS at, 0 AS k, 0 AS seq, 'opened' AS type, 'open' AS command, h.n, NULL::uuid AS visit_id, 0 AS desk, h.starts_at AS joined, h.day FROM planned h WHERE ${recorded}
       UNION ALL
       SELECT h.id, e.at, k, e.seq, e.type, e.command, h.n, ${visitId("k")}, 1 + (k - 1) % 2, joined, h.day
       FROM planned h, generate_series(1, h.people) AS k, ${lineAt("k")}, LATERAL (VALUES
         (1, joined, 'visit-joined', 'add-visit', true), (2, joined + interval '2 minutes', 'visit-called', 'call-next', at_desk),
         (3, joined + interval '3 minutes', 'visit-started', 'start', at_desk), (4, joined + interval '12 minutes', 'visit-finished', 'finish', state = 'done')) AS e(seq, at, type, command, came)
       WHERE ${recorded} AND e.came
       UNION ALL SELECT h.id, h.closed_at, 15, 5, 'closed', 'close', h.n, NULL, 0, h.starts_at, h.day FROM planned h WHERE ${recorded} AND h.closed_at IS NOT NULL`,
    `INSERT INTO queue_event (permanence_id, version, command_id, type, visit_id, at, received_at, actor, device, local_date, data)
       SELECT permanence_id, row_number() OVER (PARTITION BY permanence_id ORDER BY at, k, seq), ${commandId}, type, visit_id, at, at, 'staff:' || ${userId("1", "0")}, 'tablet-1', day,
         CASE type
           WHEN 'opened' THEN '{"desks":[{"desk":1,"topics":[]},{"desk":2,"topics":[]}]}'::jsonb
           WHEN 'closed' THEN '{"outcome":"held"}'
           WHEN 'visit-joined' THEN jsonb_build_object('before', NULL, 'visit', visit_id, 'number', k, 'origin', '{"kind":"walk-in"}'::jsonb, 'joinedAt', ${msOf("joined")}, 'priority', false, 'overtaken', '[]'::jsonb)
           WHEN 'visit-called' THEN jsonb_build_object('before', ${beforeOf("waiting")}, 'visit', visit_id, 'desk', desk, 'by', 'rule', 'passes', '[]'::jsonb, 'overtaken', '[]'::jsonb)
           WHEN 'visit-started' THEN jsonb_build_object('before', ${beforeOf("called")}, 'visit', visit_id)
           ELSE jsonb_build_object('before', ${beforeOf("serving")}, 'visit', visit_id)
         END
       FROM happened ORDER BY at, n, k, seq`,
    `INSERT INTO queue_command (id, permanence_id, type, device, at, received_at, received_on, outcome)
       SELECT ${commandId}, permanence_id, command, 'tablet-1', at, at, at::date AS day, 'applied' FROM happened ORDER BY at, n, k, seq`,
  ];
}

/**
 * SQL: the day of a round of a place: Monday to Friday of three weeks, by the rank of the place at its organisation.
 */
const dayOf = (round: string, rank: string): string =>
  `(date '2026-11-16' + 21 * (${round}) + 7 * (${rank} % 15 / 5) + ${rank} % 5)`;

/** SQL: INSEE code and postal code of the town of a copied place; NULL for the real ones, which are given none. */
const communeOf = `CASE WHEN s.copy > 0 THEN lpad((1000 + s.copy * ${ORGANISATION} + (SELECT min(o.rank) FROM real_place o WHERE o.city = r.city))::text, 5, '0') END`;

/** SQL: the hour of appointment `k` of a half-day, when it was made, and whether its contact is not erased yet. */
const bookedAt = (k: string): string => `
  LATERAL (SELECT h.starts_at + (${k} - 1) / 2 * interval '30 minutes' AS starts, least(h.starts_at - interval '6 days', ${now} - interval '1 day') AS made) AS booked_at,
  LATERAL (SELECT starts > ${now} - interval '30 days 20 minutes' AS known) AS contact`;

/** SQL: the states of the people of a line. Somebody is helped at the first table, the second is free. */
const lineAt = (k: string): string => `
  LATERAL (SELECT h.starts_at + ${k} * CASE WHEN h.kind = 'open' THEN interval '3 minutes' ELSE interval '10 minutes' END AS joined, ${k} % 5 < 3 AS named,
    CASE
      WHEN h.kind = 'open' THEN CASE WHEN ${k} <= 4 THEN 'done' WHEN ${k} = 5 THEN 'serving' WHEN ${k} = 6 THEN 'left' WHEN ${k} = 7 THEN 'absent' ELSE 'waiting' END
      WHEN h.kind = 'forgotten' AND ${k} > 3 THEN 'waiting'
      ELSE CASE (h.people_mix + 3 * ${k}) % 20 WHEN 0 THEN 'left' WHEN 1 THEN 'unserved' ELSE 'done' END
    END AS state) AS line,
  LATERAL (SELECT state IN ('done', 'serving') AS at_desk) AS seat`;

/** SQL: whether a half-day was over so long ago that the night has counted it (lib/server/queue/write-figures.ts). */
const counted = `h.starts_at <= ${now} - interval '17 hours'`;
const recorded = `h.people > 0 AND h.round >= -${EVENT_ROUNDS}`;
const commandId = id(msOf("at"), "014", "n * 128 + k * 8 + seq");
const beforeOf = (state: string): string =>
  `jsonb_build_object('id', visit_id, 'state', '${state}', 'number', k, 'origin', '{"kind":"walk-in"}'::jsonb, 'joinedAt', ${msOf("joined")}, 'priority', false, 'missedCalls', 0, 'awayTimes', 0, 'back', false)`;

/**
 * SQL: six letters and digits of the alphabet of the constraint `appointment_code`, of 30 bits that differ for every
 * number.
 */
const codeOf = (number: string): string => {
  const bits = `((${number}) * 387420489) & 1073741823`;
  const letters = [0, 5, 10, 15, 20, 25].map(
    (shift) => `substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', (((${bits}) >> ${shift}) & 31)::int + 1, 1)`,
  );
  return `concat(${letters.join(", ")})`;
};
