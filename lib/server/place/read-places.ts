import { Prisma } from "#prisma/generated/client.ts";
import type { Place } from "#lib/place/place.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { PlacesAddressQuery } from "#lib/wire/place/places.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { isUuid } from "#lib/uuid.ts";
import { cursorOf, valuesOf } from "./place-cursor.ts";
import { placeColumns, placeColumnsInSql, placeOfRow, type PlaceRow } from "./place-of-row.ts";

/** Minutes of a day. */
const DAY = 24 * 60;

/** A place, the id of the organisation that runs it, and what decides its public holidays. */
export type PlaceOfOrganisation = Place & {
  readonly organisation: string;
  readonly holidayRegion: string;
  readonly goodFriday: boolean;
};

/**
 * Reads the place with that slug; undefined when there is none, or it is hidden. A place without a telephone number
 * gets that of the organisation that runs it.
 */
export async function readPlace(slug: string): Promise<PlaceOfOrganisation | undefined> {
  const row = await db.place.findUnique({
    where: { slug },
    select: {
      ...placeColumns,
      holidayRegion: true,
      goodFriday: true,
      hidden: true,
      organisation: { select: { id: true, phone: true } },
    },
  });
  if (!row || row.hidden) return undefined;
  const { organisation, holidayRegion, goodFriday, hidden: _, ...columns } = row;
  return {
    ...placeOfRow({ ...columns, phone: columns.phone ?? organisation.phone }),
    organisation: organisation.id,
    holidayRegion,
    goodFriday,
  };
}

/**
 * Places by name, each with the id of the organisation that runs it. `next`: the cursor of the first one that is not
 * among them, from which to ask on.
 */
export type ListedPlaces = {
  readonly places: readonly (Place & { readonly organisation: string })[];
  readonly next?: string;
};

/** How many places one answer lists: a hundred kilobytes, and more than a city has. */
const MOST = 300;

/**
 * The places by name that are not hidden, all or those of a `town` (INSEE code). `from`: the cursor where to begin, or
 * the id of one of these places. Refused: `not-found` (`from` is neither). Not in Prisma's words, which say the order
 * of name and id by an OR that no index narrows.
 */
export async function listPlaces(
  { from, town }: PlacesAddressQuery,
  most = MOST,
): Promise<Result<ListedPlaces, "not-found">> {
  const begin = from === undefined ? undefined : beginAt(from);
  if (from !== undefined && begin === undefined) return refuse("not-found");
  const conditions = [
    Prisma.sql`NOT hidden`,
    ...(begin === undefined ? [] : [Prisma.sql`(name, id) >= (${begin})`]),
    ...(town === undefined ? [] : [Prisma.sql`insee_code = ${town}`]),
  ];
  const rows = await db.$queryRaw<(PlaceRow & { readonly organisation: string })[]>`
    SELECT ${placeColumnsInSql}, organisation_id::text AS organisation FROM place WHERE ${Prisma.join(conditions, " AND ")} ORDER BY name, id LIMIT ${most + 1}`;
  if (from !== undefined && isUuid(from) && rows[0]?.id !== from.toLowerCase()) return refuse("not-found");
  const after = rows[most];
  return accept({
    places: rows.slice(0, most).map(({ organisation, ...row }) => ({ ...placeOfRow(row), organisation })),
    ...(after && { next: cursorOf([after.name, after.id]) }),
  });
}

/** SQL: the name and id where a list begins; undefined when `from` is neither an id nor a cursor. */
function beginAt(from: string): Prisma.Sql | undefined {
  if (isUuid(from)) return Prisma.sql`SELECT name, id FROM place WHERE id = ${from}::uuid`;
  const [name, id] = valuesOf(from, 2) ?? [];
  return id === undefined ? undefined : Prisma.sql`${name}::text, ${id}::uuid`;
}

/**
 * SQL: the places where languages are spoken, with these: those of the place, and those of half-days to come that have
 * their own; of the last day too, since one may go on.
 */
const spokenThere = (): Prisma.Sql => Prisma.sql`
  SELECT place.id, code FROM place CROSS JOIN LATERAL unnest(languages) AS code WHERE NOT hidden
  UNION SELECT place.id, code FROM permanence JOIN place ON place.id = place_id AND NOT hidden
    CROSS JOIN LATERAL unnest(permanence.languages) AS code
    WHERE permanence.languages <> '{}' AND starts_at > ${toDate(plusMinutes(clock.now(), -DAY))}`;

/** Reads the codes of the languages spoken at one place or half-day to come, or more, in one query. Kept a minute. */
export const readLanguages = cachedAMinute(async (): Promise<readonly string[]> => {
  const rows = await db.$queryRaw<
    { code: string }[]
  >`SELECT DISTINCT code FROM (${spokenThere()}) AS spoken ORDER BY code`;
  return rows.map(({ code }) => code);
});

/** More places of one language are not kept: the next half-days of a list are then soon found among all. */
const MOST_KEPT = 5_000;

/**
 * The ids of the places where each language is spoken, at the place or at a half-day to come, by its code; "many" for
 * one that more than 5,000 places have. A list of the next half-days that looked up each one's place would look at very
 * many before it is full. Kept a minute.
 */
export const readPlacesByLanguage = cachedAMinute(
  async (): Promise<ReadonlyMap<string, "many" | readonly string[]>> => {
    const rows = await db.$queryRaw<{ readonly code: string; readonly ids: readonly string[] | null }[]>`
      SELECT code, CASE WHEN count(*) <= ${MOST_KEPT} THEN array_agg(id::text) END AS ids
      FROM (${spokenThere()}) AS spoken GROUP BY code`;
    return new Map(rows.map(({ code, ids }) => [code, ids ?? "many"]));
  },
);
