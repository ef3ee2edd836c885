import { Prisma } from "#prisma/generated/client.ts";
import type { TownWithPlaces } from "#lib/place/group-by-town.ts";
import { ON_A_PAGE, pageOfPlaces, type PageOfPlaces } from "#lib/place/page-of-places.ts";
import type { Place } from "#lib/place/place.ts";
import { searchWords } from "#lib/place/search-words.ts";
import { townsOf } from "#lib/place/town.ts";
import type { ClosureToTell } from "#lib/schedule/closure-sentence.ts";
import { LONGEST, type Permanence } from "#lib/schedule/permanence.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { departmentName } from "#lib/server/place/department-name.ts";
import { cursorOf, valuesOf } from "#lib/server/place/place-cursor.ts";
import { placeColumnsInSql, placeOfRow, type PlaceRow } from "#lib/server/place/place-of-row.ts";
import { permanenceColumns, permanenceOfRow } from "./permanence-rows.ts";
import { readShutNow } from "./read-closures-told.ts";

/**
 * A place, with the telephone of its organisation if it has none, the next half-day held there within two weeks, if one
 * is planned, and the closure that shuts it now.
 */
export type PlaceToChoose = Place & { readonly next?: Permanence; readonly closure?: ClosureToTell };

/**
 * What is asked of the list. `text`: what a person typed, if they typed something; `page`: from 1; `after`: the cursor
 * of the last place shown, where the list of very many places goes on; `organisation`: the id of the one whose places
 * they are, and of the half-days within two weeks that bring in others' places.
 */
export type PlacesQuery = {
  readonly text?: string | undefined;
  readonly page?: number | undefined;
  readonly after?: string | undefined;
  readonly organisation?: string | undefined;
};

/**
 * The places found, or all when there are few: what is held next comes first. `found`: how many there are in all;
 * `more`: there are others, which are neither counted nor shown.
 */
export type PlacesInOrder = PageOfPlaces<PlaceToChoose> & {
  readonly kind: "in-order";
  readonly found: number;
  readonly more: boolean;
};

/**
 * Some of very many places, town by town in the order of their names. `begins`: the list begins with them; `after`: the
 * cursor of the last of them, when the list goes on.
 */
export type PlacesByTown = {
  readonly kind: "by-town";
  readonly towns: readonly TownWithPlaces<PlaceToChoose>[];
  readonly begins: boolean;
  readonly after?: string;
};

/** Most places that are counted and put in order: more than a city has, and than anybody reads. */
export const MOST_IN_ORDER = 250;

/** Minutes. */
const TWO_WEEKS = 14 * 24 * 60;

/**
 * One page of the places in whose name, commune or postal code each word that was typed begins a word. Without text: of
 * all places, or town by town where there are more than 250. A fixed number of statements, which touch as much in a
 * country as in a city, but for a word that very many places have: all of them are looked at, to choose the same 250
 * for each page.
 */
export async function findPlaces({
  text,
  page = 1,
  after,
  organisation,
}: PlacesQuery): Promise<PlacesInOrder | PlacesByTown> {
  if (text === undefined && organisation === undefined && (await countPlaces()) > MOST_IN_ORDER)
    return placesByTown(after);
  const words = text === undefined ? [] : searchWords(text);
  const asked = having(words, MOST_IN_ORDER + 1, organisation);
  const rows = text !== undefined && words.length === 0 ? [] : await readToOrder(asked, Prisma.empty, organisation);
  const inOrder = rows.slice(0, MOST_IN_ORDER);
  const { soon, towns, ...shown } = pageOfPlaces(inOrder, { words, page, departmentName });
  const read = await readListed([...soon, ...towns.flatMap(({ places }) => places)]);
  return {
    kind: "in-order",
    ...shown,
    soon: read(soon),
    towns: towns.map((town) => ({ ...town, places: read(town.places) })),
    found: inOrder.length,
    more: rows.length > inOrder.length,
  };
}

async function placesByTown(cursor: string | undefined): Promise<PlacesByTown> {
  const after = cursor === undefined ? undefined : valuesOf(cursor, 4);
  const rows = await readToOrder(byTown(after, ON_A_PAGE + 1), Prisma.sql`ORDER BY ${townOrder}`);
  // The places after it were deleted.
  if (rows.length === 0 && after !== undefined) return placesByTown(undefined);
  const onPage = rows.slice(0, ON_A_PAGE);
  const read = await readListed(onPage);
  const last = rows.length > onPage.length ? onPage.at(-1) : undefined;
  return {
    kind: "by-town",
    towns: townsOf(onPage, departmentName).map(({ key, name, places }) => ({ key, name, places: read(places) })),
    begins: after === undefined,
    ...(last && { after: cursorOf([last.city, last.inseeCode, last.name, last.id]) }),
  };
}

/** How many places there are, up to one more than are put in order. Kept a minute. */
export const countPlaces = cachedAMinute(async (): Promise<number> => {
  const [row] = await db.$queryRaw<{ readonly count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT FROM place WHERE NOT hidden LIMIT ${MOST_IN_ORDER + 1}) AS place`;
  return row?.count ?? 0;
});

/** A place as its order needs it, with the id of its next half-day within two weeks. */
type ToOrder = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly inseeCode: string;
  readonly organisationId: string;
  readonly timeZone: string;
  readonly next?: { readonly id: string; readonly start: Instant };
};

/**
 * SQL: places that have all these words, those of the lowest ids if there are more; without words, of all, or of an
 * organisation.
 */
const having = (words: readonly string[], most: number, organisation: string | undefined): Prisma.Sql => {
  const query = words.map((word) => `${word}:*`).join(" & ");
  const match = Prisma.sql`AND place_words(name, city, postal_code) @@ ${query}::tsquery`;
  const held = organisation === undefined ? Prisma.empty : Prisma.sql`AND ${ofOrganisation(organisation, clock.now())}`;
  return Prisma.sql`SELECT * FROM place WHERE NOT hidden ${words.length === 0 ? Prisma.empty : match} ${held} ORDER BY id LIMIT ${most}`;
};

/** SQL: a place is the organisation's own, or it holds a half-day there within two weeks. */
const ofOrganisation = (organisation: string, now: Instant): Prisma.Sql => Prisma.sql`
  (organisation_id = ${organisation}::uuid OR id IN (
    SELECT p.place_id FROM permanence p
    WHERE p.organisation_id = ${organisation}::uuid AND ${isSoon(now)}))`;

/** SQL: half-day `p` is held, not over, and begins within two weeks. */
const isSoon = (now: Instant): Prisma.Sql => Prisma.sql`
  p.status IN ('scheduled', 'open') AND p.ends_at > ${toDate(now)}
  AND p.starts_at > ${toDate(plusMinutes(now, -LONGEST))} AND p.starts_at < ${toDate(plusMinutes(now, TWO_WEEKS))}`;

/** SQL: places in the order of their towns, those after a city, INSEE code, name and id. */
const byTown = (after: readonly string[] | undefined, most: number): Prisma.Sql => {
  const [city = "", inseeCode = "", name = "", id = ""] = after ?? [];
  const onFrom = Prisma.sql`
    AND (${townOrder}) > (plain_words(${city}::text) COLLATE "C", ${inseeCode}::text, plain_words(${name}::text) COLLATE "C", ${id}::uuid)`;
  return Prisma.sql`SELECT * FROM place WHERE NOT hidden ${after === undefined ? Prisma.empty : onFrom} ORDER BY ${townOrder} LIMIT ${most}`;
};

/** SQL: the columns of the index `place_by_town`. */
const townOrder = Prisma.sql`plain_words(city) COLLATE "C", insee_code, plain_words(name) COLLATE "C", id`;

type RowToOrder = Omit<ToOrder, "next"> & { readonly next: string | null; readonly start: Date | null };

/** `organisation`: only its half-days are named as the next. */
async function readToOrder(
  places: Prisma.Sql,
  order = Prisma.empty,
  organisation?: string,
): Promise<readonly ToOrder[]> {
  const now = clock.now();
  const held = organisation === undefined ? Prisma.empty : Prisma.sql`AND p.organisation_id = ${organisation}::uuid`;
  const rows = await db.$queryRaw<RowToOrder[]>`
    SELECT place.id, place.name, place.city, place.insee_code AS "inseeCode", place.organisation_id AS "organisationId", place.time_zone AS "timeZone",
      next.half_day AS next, next.starts_at AS start
    FROM (${places}) AS place LEFT JOIN LATERAL (
      SELECT p.id AS half_day, p.starts_at FROM permanence p
      WHERE p.place_id = place.id AND ${isSoon(now)} ${held}
      ORDER BY p.starts_at, p.id LIMIT 1) AS next ON true
    ${order}`;
  return rows.map(({ next, start, ...place }) => ({
    ...place,
    ...(next !== null && start !== null && { next: { id: next, start: instant(start.getTime()) } }),
  }));
}

/**
 * Reads all that is shown of these places, and their next half-days. Answers what to show of some of them, in their
 * order.
 */
async function readListed(listed: readonly ToOrder[]): Promise<(some: readonly ToOrder[]) => readonly PlaceToChoose[]> {
  const [places, shut, halfDays] = await Promise.all([
    readShown(listed.map(({ id }) => id)),
    readShutNow(listed),
    db.permanence.findMany({
      where: { id: { in: listed.flatMap(({ next }) => next?.id ?? []) } },
      select: permanenceColumns,
    }),
  ]);
  const placeById = new Map(places.map((place) => [place.id, place]));
  const halfDayOf = new Map(halfDays.map((row) => [row.placeId, permanenceOfRow(row)]));
  return (some) =>
    some.flatMap(({ id }) => {
      const place = placeById.get(id);
      const next = halfDayOf.get(id);
      const closure = shut.get(id);
      if (!place) return [];
      return { ...place, ...(next && { next }), ...(closure && { closure }) };
    });
}

/**
 * These places, each with the telephone of its organisation if it has none. One statement; organisations are joined for
 * the places that are shown, not for all that were found.
 */
async function readShown(ids: readonly string[]): Promise<readonly Place[]> {
  const rows = await db.$queryRaw<(PlaceRow & { readonly call: string | null })[]>`
    SELECT ${placeColumnsInSql}, coalesce(phone, owner_phone) AS call
    FROM place JOIN (SELECT id AS owner, phone AS owner_phone FROM organisation) AS owners ON owner = organisation_id
    WHERE id = ANY (${[...ids]}::uuid[])`;
  return rows.map(({ call, ...row }) => placeOfRow({ ...row, phone: call }));
}
