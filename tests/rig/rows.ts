import { randomUUID } from "node:crypto";
import type pg from "pg";
import { instant, instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { Acting } from "./acts.ts";

/** A pool or a client. */
export type Queryable = Pick<pg.Client, "query">;

/** A place and who holds it. */
export type HeldPlace = { readonly place: string; readonly organisation: string };

export const ZONE = "Europe/Paris";

/** Writes an organisation that holds half-days. */
export async function makeOrganisation(db: Queryable, slug: string, id: string = randomUUID()): Promise<string> {
  await db.query(
    "INSERT INTO organisation (id, slug, name, kind, runs_permanences, phone) VALUES ($1, $2, 'Ville', 'city', true, '+33353010067')",
    [id, slug],
  );
  return id;
}

/** Writes a place of it. */
export async function makePlace(
  db: Queryable,
  organisation: string,
  slug: string,
  place: string = randomUUID(),
): Promise<HeldPlace> {
  await db.query(
    `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region, online_share)
     VALUES ($1, $2, $3, 'Mairie de quartier', 'Mairie', '1 rue', 'Strasbourg', '67100', 48.5, 7.7, '67', 100)`,
    [place, organisation, slug],
  );
  return { place, organisation };
}

/** An organisation of its own with one place. */
export async function makeOwnPlace(db: Queryable): Promise<HeldPlace> {
  const slug = `bench-${randomUUID()}`;
  return makePlace(db, await makeOrganisation(db, slug), slug);
}

/**
 * Half-days at one place, all at the same hours. `windows`: as the column holds them; `status`: scheduled where it is
 * not said, else with numbers given since `made`.
 */
type HalfDayRows = HeldPlace & {
  readonly ids: readonly string[];
  readonly start: Instant;
  readonly end: Instant;
  readonly desks: number;
  readonly lanes: number;
  readonly mode: "walk-in" | "mixed" | "none";
  readonly topics?: readonly string[];
  readonly made: Instant;
  readonly status?: "open";
};

/** Writes them. */
export const makeHalfDays = (db: Queryable, rows: HalfDayRows): Promise<unknown> =>
  db.query(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, topic_keys, created_at, updated_at, status, numbers, opened_at)
     SELECT id, $2, $3, '${ZONE}', $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14 FROM unnest($1::uuid[]) AS id`,
    [
      rows.ids,
      rows.place,
      rows.organisation,
      localDateOf(rows.start, ZONE),
      new Date(rows.start),
      new Date(rows.end),
      rows.desks,
      rows.lanes,
      JSON.stringify(rows.mode === "none" ? [] : [{ from: 0, to: (rows.end - rows.start) / MINUTE, mode: rows.mode }]),
      rows.topics ?? [],
      new Date(rows.made),
      rows.status ?? "scheduled",
      rows.status ? "given" : "not-yet",
      rows.status ? new Date(rows.made) : null,
    ],
  );

/** The moment of the open lines (APP_NOW): an hour after they opened. */
export const OPEN_NOW = "2026-11-24T10:00:00+01:00";

/** Lines of one organisation at work, each with two tables and people who wait. */
export type OpenLines = Acting & { readonly ids: readonly string[] };

/** Writes so many open lines with so many people waiting in each. */
export async function makeOpenLines(db: Queryable, lines: number, waiting: number): Promise<OpenLines> {
  const held = await makeOwnPlace(db);
  const user = randomUUID();
  const ids = Array.from({ length: lines }, () => randomUUID());
  const now = instantOf(OPEN_NOW);
  await db.query("INSERT INTO user_account (id, email) VALUES ($1, $2)", [user, `bench-${user}@exemple.fr`]);
  await makeHalfDays(db, {
    ...held,
    ids,
    start: plusMinutes(now, -60),
    end: plusMinutes(now, 5 * 60),
    desks: 2,
    lanes: 0,
    mode: "walk-in",
    made: now,
    status: "open",
  });
  // The heartbeat is ahead, so that no line goes silent during the bench.
  await db.query(
    `INSERT INTO line (permanence_id, version, next_number, calls, heard_at)
     SELECT id, $3::int + 2, $3::int + 1, 0, $2::timestamptz + interval '20 minutes' FROM unnest($1::uuid[]) AS id`,
    [ids, new Date(now), waiting],
  );
  await db.query(
    "INSERT INTO desk (permanence_id, number, state, since) SELECT id, number, 'present', $2 FROM unnest($1::uuid[]) AS id, generate_series(1, 2) AS number",
    [ids, new Date(now)],
  );
  await db.query(
    `INSERT INTO visit (id, permanence_id, number, joined_at)
     SELECT gen_random_uuid(), id, number, $2::timestamptz - interval '1 hour' + number * interval '1 second' FROM unnest($1::uuid[]) AS id, generate_series(1, $3::int) AS number`,
    [ids, new Date(now), waiting],
  );
  await db.query("ANALYZE");
  return { organisation: held.organisation, user, ids };
}

/** The rows that this statement answers, with every date as an instant. */
export const readRows = async <Row>(
  db: Queryable,
  text: string,
  ...values: readonly unknown[]
): Promise<readonly Row[]> =>
  (await db.query<Record<string, unknown>>(text, [...values])).rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value instanceof Date ? instant(value.getTime()) : value]),
      ) as Row,
  );
