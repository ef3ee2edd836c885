import { randomUUID } from "node:crypto";
import type pg from "pg";
import { instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";

/** A round books every half hour of ten half-days of three hours, in two lanes. */
const HALF_DAYS = 10;
const LANES = 2;
const LENGTH = 30;
const MINUTES = 180;

/** The moment of the bookings (APP_NOW), and the morning they are for. */
export const NOW = "2026-11-20T10:00:00+01:00";
const MORNING = instantOf("2026-11-23T09:00:00+01:00");
export const TOPIC = "bench";

/** One booking of a round: its half-day with place and organisation, hour, the lane it will get, and its telephone number. */
export type Wanted = BenchPlace & {
  readonly permanence: string;
  readonly place: string;
  readonly organisation: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly lane: number;
  readonly phone: string;
};
type BenchPlace = { readonly place: string; readonly organisation: string };

/** A pool or a client. */
type Asked = Pick<pg.Pool, "query">;

/** Makes an organisation with a place, and a topic of half an hour. */
export async function makePlace(db: Asked): Promise<BenchPlace> {
  const { place, organisation } = { place: randomUUID(), organisation: randomUUID() };
  await db.query(
    "INSERT INTO organisation (id, slug, name, kind, operator, phone) VALUES ($1, $2, 'Bench', 'city', true, '+33353010067')",
    [organisation, `bench-${place}`],
  );
  await db.query(
    `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
     VALUES ($1, $2, $3, 'Bench', 'Bench', '1 rue', 'Strasbourg', '67000', 48.5, 7.7, '67')`,
    [place, organisation, `bench-${place}`],
  );
  await db.query("INSERT INTO topic (id, key, rank, minutes) VALUES ($1, $2, 1000, $3) ON CONFLICT DO NOTHING", [
    randomUUID(),
    TOPIC,
    LENGTH,
  ]);
  return { place, organisation };
}

/** New half-days at that place, and every booking that they can take, alternating between the half-days. */
export async function freshRound(db: Asked, { place, organisation }: BenchPlace): Promise<readonly Wanted[]> {
  const ids = Array.from({ length: HALF_DAYS }, () => randomUUID());
  await db.query(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
     SELECT id, $2, $3, 'Europe/Paris', '2026-11-23', $4, $5, $6, $6, $7, $8, $8 FROM unnest($1::uuid[]) AS id`,
    [
      ids,
      place,
      organisation,
      new Date(MORNING),
      new Date(MORNING + MINUTES * MINUTE),
      LANES,
      JSON.stringify([{ from: 0, to: MINUTES, mode: "mixed" }]),
      new Date(instantOf(NOW)),
    ],
  );
  const starts = Array.from({ length: MINUTES / LENGTH }, (_, index) => plusMinutes(MORNING, index * LENGTH));
  const lanes = Array.from({ length: LANES }, (_, index) => index + 1);
  return starts.flatMap((start) =>
    lanes.flatMap((lane) =>
      ids.map((permanence) => ({
        permanence,
        place,
        organisation,
        start,
        end: plusMinutes(start, LENGTH),
        lane,
        phone: freshPhone(),
      })),
    ),
  );
}

/** Live appointments are limited by contact, so each booking has a telephone number of its own. */
let people = 0;
const freshPhone = (): string => `+336${String((people += 1)).padStart(8, "0")}`;
