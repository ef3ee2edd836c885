import { Prisma } from "#prisma/generated/client.ts";
import type { Place } from "../../place/place.ts";
import { accept, refuse, type Result } from "../../result.ts";
import type { PlacesAsked } from "../../wire/places.ts";
import { db } from "../db.ts";
import { keptAMinute } from "../kept-a-minute.ts";
import { placeColumns, placeColumnsInSql, placeOfRow, type PlaceRow } from "./place-of-row.ts";

/** A place, and the id of the organisation that runs it. */
export type PlaceOfOrganisation = Place & { readonly organisation: string };

/**
 * Reads the place with that slug; undefined when there is none. A place without a telephone number gets that of the
 * organisation that runs it.
 */
export async function readPlace(slug: string): Promise<PlaceOfOrganisation | undefined> {
  const row = await db.place.findUnique({
    where: { slug },
    select: { ...placeColumns, organisation: { select: { id: true, phone: true } } },
  });
  if (!row) return undefined;
  const { organisation, ...columns } = row;
  return { ...placeOfRow({ ...columns, phone: columns.phone ?? organisation.phone }), organisation: organisation.id };
}

/** Places by name. `next`: the id of the first one that is not among them, from which to ask on. */
export type ListedPlaces = { readonly places: readonly Place[]; readonly next?: string };

/** How many places one answer lists: a hundred kilobytes, and more than a city has. */
const MOST = 300;

/**
 * The places by name, `from` the one with that id, all or those of a `town` (INSEE code). Refused: `not-found` (`from` is none of
 * them). Not in Prisma's words, which say the order of name and id by an OR that no index narrows.
 */
export async function listPlaces({ from, town }: PlacesAsked, most = MOST): Promise<Result<ListedPlaces, "not-found">> {
  const conditions = [
    ...(from === undefined ? [] : [Prisma.sql`(name, id) >= (SELECT name, id FROM place WHERE id = ${from}::uuid)`]),
    ...(town === undefined ? [] : [Prisma.sql`insee_code = ${town}`]),
  ];
  const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
  const rows = await db.$queryRaw<PlaceRow[]>`
    SELECT ${placeColumnsInSql} FROM place ${where} ORDER BY name, id LIMIT ${most + 1}`;
  if (from !== undefined && rows[0]?.id !== from.toLowerCase()) return refuse("not-found");
  const after = rows[most];
  return accept({ places: rows.slice(0, most).map(placeOfRow), ...(after && { next: after.id }) });
}

/** Reads the codes of the languages spoken at one place or more, in one query. Kept a minute. */
export const readLanguages = keptAMinute(async (): Promise<readonly string[]> => {
  const rows = await db.$queryRaw<
    { code: string }[]
  >`SELECT DISTINCT unnest(languages) AS code FROM place ORDER BY code`;
  return rows.map(({ code }) => code);
});
