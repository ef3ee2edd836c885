import { Prisma } from "#prisma/generated/client.ts";
import type { Appointment } from "#lib/booking/appointment.ts";
import type { FreeHour, Searched, SoonestHalfDay, SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { Point } from "#lib/place/distance.ts";
import type { Town } from "#lib/place/town.ts";
import { LONGEST, type PermanenceStatus } from "#lib/schedule/permanence.ts";
import { topicsTakenOfKeys, type TopicTime } from "#lib/schedule/topic.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { MOST_PLACES, onTheMap, placesNear } from "#lib/server/place/nearest-places.ts";
import { takesItsHour } from "./appointment-rows.ts";
import { windowsOf } from "#lib/server/schedule/permanence-rows.ts";

/** Minutes: how far ahead hours are searched. */
const AHEAD = 28 * 24 * 60;
/** How many of the nearest places that take appointments are searched for another town. */
const AROUND = 12;

/**
 * A half-day to search. `nearness`: the rank of its place by distance, the nearest first; `code`: the INSEE code of its
 * commune.
 */
export type SearchedHere = Searched<SoonestHalfDay & { readonly nearness: number; readonly code?: string }>;

/** A set of places in SQL: the columns of `place`, and `nearness`. */
type Places = Prisma.Sql;

/**
 * All places of a town: those of the commune, and those of its name whose commune is not known. A town without a code
 * is searched by its name alone, unless communes share it: its places may have got their code since the towns were
 * read.
 */
export const inTown = ({ code, uncoded, ambiguous }: Pick<Town, "code" | "uncoded" | "ambiguous">): Places => {
  const written = Prisma.sql`city = ANY (${[...uncoded]})`;
  const named = code === undefined && !ambiguous ? written : Prisma.sql`(${written} AND insee_code = '')`;
  const inCommune =
    uncoded.length === 0 ? Prisma.sql`insee_code = ${code}` : Prisma.sql`(insee_code = ${code} OR ${named})`;
  return Prisma.sql`(SELECT place.*, 0 AS nearness FROM place WHERE NOT hidden AND ${code === undefined ? named : inCommune})`;
};
/** One place, by the name in its address. */
export const atPlace = (slug: string): Places =>
  Prisma.sql`(SELECT place.*, 0 AS nearness FROM place WHERE slug = ${slug} AND NOT hidden)`;

/** All places of the installation. */
export const EVERYWHERE: Places = Prisma.sql`(SELECT place.*, 0 AS nearness FROM place WHERE NOT hidden)`;

/** These places of the installation, by their ids. */
export const ofIds = (ids: readonly string[]): Places =>
  Prisma.sql`(SELECT place.*, 0 AS nearness FROM place WHERE id = ANY (${[...ids]}::uuid[]) AND NOT hidden)`;

/** The places that are near a point (`NEAR`), of the two hundred nearest. */
export const closeTo = (point: Point): Places =>
  Prisma.sql`(SELECT close.*, 0 AS nearness FROM ${placesNear(point)} AS close)`;

/**
 * The places nearest to these, without these, where hours about the topic may be booked. Distances are those of
 * Mercator's projection, where they grow alike in every direction around a point; the index `place_nearest` holds it.
 * LATERAL: places and half-days are read only until enough places are found, and not through a whole country where
 * nobody takes the topic.
 */
export const near = (these: Places, topic: string, now: Instant, organisation?: string): Places => Prisma.sql`(
  SELECT sorted.*, (row_number() OVER ())::int AS nearness
  FROM (
    SELECT place.* FROM
      (SELECT ${onTheMap("avg(latitude)", "avg(longitude)")} AS point, array_agg(id) AS ids FROM ${these} AS these) AS here
      CROSS JOIN LATERAL (SELECT place.* FROM place WHERE place.id <> ALL (here.ids) AND NOT place.hidden ORDER BY ${onTheMap("place.latitude", "place.longitude")} <-> here.point, place.id LIMIT ${MOST_PLACES}) AS place
  ) AS sorted
  CROSS JOIN LATERAL (
    SELECT 1 FROM permanence p WHERE p.place_id = sorted.id AND ${isSearched(topic, now)} ${heldBy(organisation)}
      AND EXISTS (SELECT FROM topics_offered(p.organisation_id, p.place_id) AS topic WHERE topic.key = ${topic}) LIMIT 1) AS held
  LIMIT ${AROUND})`;

type HalfDayRow = {
  readonly id: string;
  readonly organisation: string;
  readonly zone: string;
  readonly start: Date;
  readonly end: Date;
  readonly status: PermanenceStatus;
  readonly lanes: number;
  readonly windows: unknown;
  readonly notice: number;
  readonly share: number;
  readonly taken: readonly string[];
  /** Of the first half-day of each organisation. */
  readonly topics: readonly TopicTime[] | null;
  /** Keys of the topics that its organisation does not offer at its place. */
  readonly off: readonly string[];
  readonly booked: readonly (readonly [lane: number, from: number, to: number, unproven: boolean])[] | null;
  readonly nearness: number;
  readonly code: string | null;
} & SoonestHalfDay["place"];

/**
 * The half-days of those places in which hours may be free about the topic, or about any, each with its appointments
 * (no name, no contact) and the topics of its organisation; with `most` only so many, the soonest; with `organisation`
 * only those that it holds. One statement.
 */
export async function loadSearched(
  places: Places,
  topic: string | undefined,
  now: Instant,
  { most, organisation }: { readonly most?: number; readonly organisation?: string | undefined } = {},
): Promise<readonly SearchedHere[]> {
  const soonest = most === undefined ? Prisma.empty : Prisma.sql`ORDER BY p.starts_at, p.id LIMIT ${most}`;
  const rows = await db.$queryRaw<readonly HalfDayRow[]>`
    WITH p AS MATERIALIZED (
      SELECT p.id, p.organisation_id, p.place_id, p.time_zone, p.starts_at, p.ends_at, p.status, p.bookable_lanes, p.windows, p.topic_keys,
        l.booking_notice, l.online_share, l.nearness, l.insee_code, l.slug, l.name, l.address, l.city
      FROM ${places} AS l JOIN permanence p ON p.place_id = l.id WHERE ${isSearched(topic, now)} ${heldBy(organisation)} ${soonest})
    SELECT p.id, p.organisation_id AS organisation, p.time_zone AS zone, p.starts_at AS start, p.ends_at AS "end", p.status, p.bookable_lanes AS lanes, p.windows,
      p.booking_notice AS notice, p.online_share AS share, p.topic_keys AS taken, topics_off(p.organisation_id, p.place_id) AS off, p.nearness, nullif(p.insee_code, '') AS code,
      p.slug, p.name, p.address, p.city,
      CASE row_number() OVER (PARTITION BY p.organisation_id) WHEN 1 THEN (
        SELECT json_agg(json_build_object('key', t.key, 'minutes', t.minutes, 'bookable', t.bookable)) FROM topics_of(p.organisation_id) t WHERE t.active) END AS topics,
      (SELECT json_agg(json_build_array(a.lane, (extract(epoch FROM a.starts_at - p.starts_at) / 60)::int, (extract(epoch FROM a.ends_at - p.starts_at) / 60)::int, a.origin = 'online' AND a.proven IS NULL))
        FROM appointment a WHERE a.permanence_id = p.id AND ${takesItsHour("a", now)} AND a.lane IS NOT NULL) AS booked
    FROM p ORDER BY p.starts_at, p.id`;
  const topicsOf = new Map(rows.flatMap(({ organisation: of, topics }) => (topics ? [[of, topics] as const] : [])));
  return rows.map((row) => searchedOf(row, topicsOf.get(row.organisation) ?? []));
}

/** SQL: and half-day `p` is held by that organisation, where one is given. */
export const heldBy = (organisation: string | undefined): Prisma.Sql =>
  organisation === undefined ? Prisma.empty : Prisma.sql`AND p.organisation_id = ${organisation}::uuid`;

/**
 * SQL: half-day `p` takes appointments, is not over, cancelled or shut, and lies within four weeks. The lower bound of
 * starts_at lets the index be used.
 */
export const takesAppointments = (now: Instant): Prisma.Sql => Prisma.sql`
  p.starts_at > ${toDate(plusMinutes(now, -LONGEST))} AND p.starts_at < ${toDate(plusMinutes(now, AHEAD))} AND p.ends_at > ${toDate(now)}
  AND p.status IN ('scheduled', 'open') AND p.bookable_lanes > 0 AND p.closure_id IS NULL`;

/**
 * SQL: and names the topic or takes every topic of its organisation, which may not have it: the rule then finds no
 * hour.
 */
const isSearched = (topic: string | undefined, now: Instant): Prisma.Sql =>
  topic === undefined
    ? takesAppointments(now)
    : Prisma.sql`${takesAppointments(now)} AND (p.topic_keys = '{}' OR ${topic} = ANY (p.topic_keys))`;

function searchedOf(row: HalfDayRow, known: readonly TopicTime[]): SearchedHere {
  const { slug, name, address, city } = row;
  const start = instant(row.start.getTime());
  const end = instant(row.end.getTime());
  return {
    held: {
      permanence: row.id,
      timeZone: row.zone,
      place: { slug, name, address, city },
      nearness: row.nearness,
      ...(row.code !== null && { code: row.code }),
    },
    halfDay: {
      status: row.status,
      span: { start, end },
      windows: windowsOf(row.windows, start),
      bookableLanes: row.lanes,
      topics: topicsTakenOfKeys(row.taken),
      notice: row.notice,
      onlineShare: row.share,
    },
    appointments: (row.booked ?? []).map(([lane, from, to, unproven], index): Appointment => ({
      id: `${index}`,
      permanence: row.id,
      state: "booked",
      lane,
      span: { start: plusMinutes(start, from), end: plusMinutes(start, to) },
      bookedAt: start,
      topics: [],
      ...(unproven && { unproven }),
    })),
    known: row.off.length === 0 ? known : known.filter(({ key }) => !row.off.includes(key)),
  };
}

/** A free hour as it is shown to a resident. */
export const shownHour = ({
  held: { nearness: _, code: __, ...held },
  span,
}: FreeHour<SearchedHere["held"]>): SoonestHour => ({
  ...held,
  span,
});
