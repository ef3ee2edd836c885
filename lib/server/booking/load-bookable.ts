import { Prisma } from "#prisma/generated/client.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import type { PermanenceStatus } from "#lib/schedule/permanence.ts";
import { topicsTakenOfKeys, type TopicTime } from "#lib/schedule/topic.ts";
import { instant } from "#lib/time/instant.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import type { Queryable, Tx } from "#lib/server/db.ts";
import { windowsOf } from "#lib/server/schedule/permanence-rows.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";

/**
 * A half-day as booking needs it: the facts its rules need (with the notice and the online share of its place, as for
 * anybody who books alone), the topics of its organisation, and what the resident is told of the place.
 */
export type BookableHalfDay = {
  readonly id: string;
  readonly halfDay: Bookable;
  readonly topics: readonly TopicTime[];
  readonly timeZone: string;
  readonly placeId: string;
  readonly organisation: string;
  readonly place: ResidentAppointment["place"];
  readonly phone: string | undefined;
};

type HalfDayRow = {
  readonly id: string;
  readonly place_id: string;
  readonly organisation_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly time_zone: string;
  readonly status: string;
  readonly windows: unknown;
  readonly bookable_lanes: number;
  readonly topic_keys: string[];
  readonly topics: TopicTime[] | null;
  readonly place: ResidentAppointment["place"];
  readonly phone: string | null;
  readonly notice: number;
  readonly share: number;
  readonly shut: string | null;
};

/**
 * One half-day, in one statement; undefined when it does not exist. "locked" locks its row until the transaction ends
 * (FOR NO KEY UPDATE: rows that refer to it may still be added). The advisory locks of `keys`, and of the conseiller of
 * a held hour (`hold`, its id), are taken by the same statement before the row, since PostgreSQL evaluates FROM before
 * it locks rows.
 */
export async function loadBookable(
  tx: Queryable,
  permanenceId: string,
  how: "locked" | "seen",
  keys: readonly string[] = [],
  hold?: string,
): Promise<BookableHalfDay | undefined> {
  const [row] = await tx.$queryRaw<HalfDayRow[]>`
    SELECT ${columns}, ${topics} AS topics FROM ${keys.length > 0 || hold !== undefined ? Prisma.sql`${advisoryLocks(keys, hold)} AS held CROSS JOIN` : Prisma.empty} ${tables}
    WHERE p.id = ${permanenceId}::uuid ${how === "locked" ? Prisma.sql`FOR NO KEY UPDATE OF p` : Prisma.empty}`;
  return row && bookableOf(row, row.topics);
}

/**
 * Several half-days, the earliest first. One statement, no lock; the topics of an organisation at a place are read
 * once.
 */
export async function loadBookables(
  tx: Queryable,
  permanenceIds: readonly string[],
): Promise<readonly BookableHalfDay[]> {
  const rows = await tx.$queryRaw<HalfDayRow[]>`
    SELECT ${columns}, CASE row_number() OVER (PARTITION BY p.organisation_id, p.place_id) WHEN 1 THEN ${topics} END AS topics
    FROM ${tables} WHERE p.id = ANY (${[...permanenceIds]}::uuid[]) ORDER BY p.starts_at, p.id`;
  const known = new Map(rows.flatMap((row) => (row.topics ? [[offerOf(row), row.topics] as const] : [])));
  return rows.map((row) => bookableOf(row, known.get(offerOf(row))));
}

/** Half-days of one organisation at one place have the same topics. */
const offerOf = (row: HalfDayRow): string => `${row.organisation_id} ${row.place_id}`;

const tables = Prisma.sql`permanence p JOIN place l ON l.id = p.place_id`;

const columns = Prisma.sql`
  p.id, p.place_id, p.organisation_id, p.starts_at, p.ends_at, p.time_zone, p.status, p.windows, p.bookable_lanes, p.topic_keys,
  l.booking_notice AS notice, l.online_share AS share, CASE WHEN p.status IN ('scheduled', 'open') THEN (SELECT c.reason FROM closure c WHERE c.id = p.closure_id) END AS shut, coalesce(l.phone, (SELECT o.phone FROM organisation o WHERE o.id = p.organisation_id)) AS phone,
  json_build_object('slug', l.slug, 'name', l.name, 'address', l.address, 'postalCode', l.postal_code, 'city', l.city) AS place`;

/** The topics that the organisation of a half-day offers at its place. */
const topics = Prisma.sql`
  (SELECT json_agg(json_build_object('key', t.key, 'minutes', t.minutes, 'bookable', t.bookable) ORDER BY t.rank) FROM topics_offered(p.organisation_id, p.place_id) t)`;

function bookableOf(row: HalfDayRow, known: readonly TopicTime[] | null | undefined): BookableHalfDay {
  const start = instant(row.starts_at.getTime());
  return {
    id: row.id,
    halfDay: {
      status: row.status as PermanenceStatus,
      span: { start, end: instant(row.ends_at.getTime()) },
      windows: windowsOf(row.windows, start),
      bookableLanes: row.bookable_lanes,
      topics: topicsTakenOfKeys(row.topic_keys),
      notice: row.notice,
      onlineShare: row.share,
      ...(row.shut !== null && { shut: row.shut }),
    },
    topics: known ?? [],
    timeZone: row.time_zone,
    placeId: row.place_id,
    organisation: row.organisation_id,
    place: row.place,
    phone: row.phone ?? undefined,
  };
}

/**
 * SQL that takes advisory locks until the transaction ends, on what has no half-day: a telephone number, an e-mail
 * address, a conseiller. Always taken in one order and before any half-day, so that there is no deadlock. `hold`: the
 * id of a held hour, whose conseiller is locked too.
 */
const advisoryLocks = (keys: readonly string[], hold?: string): Prisma.Sql => Prisma.sql`(
  SELECT count(pg_advisory_xact_lock(hashtextextended(key, 0))) AS keys FROM (
    SELECT DISTINCT key COLLATE "C" AS key
    FROM unnest(${[...keys]}::text[] || ${hold === undefined ? Prisma.sql`'{}'::text[]` : keysOfHold(hold)}) AS key
    ORDER BY key) AS in_order)`;

/** SQL: the lock key of the conseiller who is wanted at a held hour, as an array; that of a hold never changes. */
const keysOfHold = (hold: string): Prisma.Sql => Prisma.sql`
  ARRAY (SELECT 'conseiller:' || wanted_conseiller_id FROM appointment WHERE id = ${hold}::uuid AND state = 'held' AND wanted_conseiller_id IS NOT NULL)`;

/** Takes the advisory locks of these keys in one statement; without keys it does nothing. */
export async function takeAdvisoryLocks(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.$queryRaw`SELECT keys::int FROM ${advisoryLocks(keys)} AS held`;
}

/**
 * Takes the row locks of these half-days in the order of their ids, so that two moves in opposite directions do not
 * deadlock.
 */
export async function lockPermanences(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) await lockPermanence(tx, id);
}

/** The lock key of a wanted conseiller, as a list; empty when none is wanted. */
export const conseillerKey = (conseiller: string | null | undefined): readonly string[] =>
  conseiller ? [`conseiller:${conseiller}`] : [];
